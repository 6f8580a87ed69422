/** What every drafter works from. */

import type { RecurringError } from '../../candidates.ts';
import type { SyntaxCheck } from '../../lib/syntax.ts';
import type { RepoDoc } from '../../repository/documents.ts';
import type { Episode, Project } from '../../types.ts';
import type { ProjectBackground } from './background.ts';
import type { EvidenceSource } from './evidence.ts';

export interface DraftInput {
  /** The candidate's episodes, whatever their outcome. */
  episodes: readonly Episode[];
  source: EvidenceSource;
  project: Project;
  /** Names that must not be used: skills of others, and ours for other candidates. */
  takenNames: ReadonlySet<string>;
  /** The name this candidate's skill already has, if there is one: it keeps it. */
  knownName?: string;
  /** What the repository says about itself; a rule that it states already is left out. */
  docs?: readonly RepoDoc[];
  /** Requests of the project's other work: a description is tried on them. Newest first. */
  otherRequests?: readonly string[];
  /** What all the project's work is like; without it nothing counts as usual. */
  background?: ProjectBackground;
  /** Whole sessions, each as one episode, to see how an error was got past. */
  sessions?: readonly Episode[];
  /** Errors that came back in the project. */
  errors?: readonly RecurringError[];
  /** Whether a script can be read by its interpreter. Without it no script is drafted. */
  parses?: SyntaxCheck;
}
