/** What every check gets and gives. */

import type { SyntaxCheck } from '../../lib/syntax.ts';
import type { RepoDoc } from '../../repository/documents.ts';
import { claimOf } from '../../skill/claim.ts';
import { type Line, linesOf, type SkillDraft } from '../../skill/draft.ts';
import { sayLine } from '../../skill/forms.ts';
import type { InstalledSkill } from '../../skill/installed.ts';
import { isScript } from '../../skill/page.ts';
import type { Refusal, RefusalCode } from '../../skill/refusal.ts';
import type { Project, SessionEvent } from '../../types.ts';
import type { EvidenceSource } from '../input/evidence.ts';

export interface CheckContext {
  source: EvidenceSource;
  project: Project;
  /** Masks secrets; a text that it changes holds one. */
  redact(text: string): string;
  /** Distinct sessions, and distinct days, that must stand behind a skill. */
  minSessions: number;
  minDays: number;
  /** Every skill that the project's agents can see. */
  installed?: readonly InstalledSkill[];
  /** What the repository says about itself. */
  docs?: readonly RepoDoc[];
  /** Whether a script can be read by its interpreter. Without it no script passes. */
  parses?: SyntaxCheck;
}

/** A line of the draft as the checks look at it. */
export interface CheckedLine {
  /** The file of the folder that it stands in. */
  path: string;
  line: Line;
  /** As it reads, a step with the number 1. */
  text: string;
  /** Null for a line that claims nothing. */
  claim: string | null;
  /** The events its evidence names, those that exist. */
  events: SessionEvent[];
}

export interface CheckInput {
  draft: SkillDraft;
  lines: readonly CheckedLine[];
  context: CheckContext;
}

/** One independent reason to stop a draft. Pure: same draft and evidence, same answer. */
export type Check = (input: CheckInput) => Refusal[];

/** The draft's lines, the description first. */
export function checkedLines(draft: SkillDraft, source: EvidenceSource): CheckedLine[] {
  return linesOf(draft).map(({ path, line }) => ({
    path,
    line,
    text: sayLine(line),
    claim: claimOf(line),
    events: line.evidence.flatMap(({ eventId }) => source.eventOf(eventId) ?? []),
  }));
}

/** Headings and blank lines claim nothing; every other line does. */
export const isClaim = ({ claim }: CheckedLine): boolean => claim !== null;

/** True for a line of a program: it is what was run, not words about it. */
export const isScriptLine = ({ path }: CheckedLine): boolean => isScript(path);

/** A refusal that nobody can lift, of one line or (null) of the whole. */
export function refuse(
  code: RefusalCode,
  line: CheckedLine | null,
  message: string,
  words: readonly string[] = [],
): Refusal {
  const at = line === null ? null : { path: line.path, claim: line.claim, text: line.text };
  return { code, message, held: false, at, words };
}

/** A refusal that a person may lift once they have read the line. */
export const hold = (
  code: RefusalCode,
  line: CheckedLine,
  message: string,
  words: readonly string[] = [],
): Refusal => ({ ...refuse(code, line, message, words), held: true });
