/** Takes one candidate from counts to a skill on disk, or to the reasons against it. */

import { redactText } from '../capture/redact/redact-text.ts';
import { draftSkill } from '../codify/draft.ts';
import type { EvidenceSource } from '../codify/evidence.ts';
import { verifySkill } from '../codify/verify.ts';
import { publishSkill } from '../library/publish.ts';
import type { LedgerEntry } from '../store/ledger.ts';
import type { SkillRecord } from '../store/skills.ts';
import type { Candidate, Episode, Project, Skill } from '../types.ts';
import type { WorkerContext } from './context.ts';

/** What all candidates of a run share. */
export interface WordingInput {
  project: Project;
  /** Null for a dry run: nothing is written. */
  runId: number | null;
  /** The user's home folder. */
  home: string;
  /** The project's skills on disk. */
  known: readonly SkillRecord[];
  /** Grows with each skill that is written. */
  takenNames: Set<string>;
  source: EvidenceSource;
}

/** A skill on disk; `unchanged` when it was there already, word for word. */
export type PublishedSkill = {
  name: string;
  path: string;
  version: number;
  outcome: 'written' | 'unchanged';
};

/** What became of a candidate. */
export interface Worded extends Omit<LedgerEntry, 'candidate'> {
  published: PublishedSkill | null;
}

/** Words, checks and publishes one candidate. */
export function wordCandidate(
  context: WorkerContext,
  input: WordingInput,
  candidate: Candidate,
  episodes: readonly Episode[],
): Worded {
  const known = input.known.find(({ candidateId }) => candidateId === candidate.id);
  const blocked = (blockedBy: string[]): Worded => ({
    // A skill stays one while its kind of work is no longer good enough for a new one.
    state: known === undefined ? 'blocked' : 'published',
    blockedBy: [...new Set(blockedBy)],
    skill: known?.name ?? null,
    published: null,
  });
  if (candidate.blockedBy.length > 0) return blocked(candidate.blockedBy);
  const draft = draftSkill(candidate, {
    episodes,
    source: input.source,
    project: input.project,
    takenNames: input.takenNames,
    ...(known === undefined ? {} : { knownName: known.name }),
  });
  if (draft === null) return blocked(['nothing-shared']);
  const verdict = verifySkill(draft, {
    source: input.source,
    project: input.project,
    redact: redactText,
    minSessions: context.config.get('skillify.minAcceptedSessions'),
    minDays: context.config.get('skillify.minDays'),
  });
  if ('refusals' in verdict) return blocked(verdict.refusals.map(({ code }) => code));
  if (input.runId === null) {
    return { state: 'pending', blockedBy: [], skill: draft.name, published: null };
  }
  return publish(context, input, verdict.skill, blocked);
}

function publish(
  { store, config, now }: WorkerContext,
  { project, runId, home, takenNames }: WordingInput,
  skill: Skill,
  blocked: (blockedBy: string[]) => Worded,
): Worded {
  const result = publishSkill(store, {
    project,
    skill,
    runId,
    now: now(),
    home,
    allowScratchRoots: config.get('publish.scratchRoots'),
  });
  if (result.outcome === 'refused') return blocked([result.code]);
  takenNames.add(result.name);
  return { state: 'published', blockedBy: [], skill: result.name, published: result };
}
