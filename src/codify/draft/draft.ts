/** Words a candidate as a skill, without a model: only what the sessions share, and where each line comes from. */

import type { Candidate, CandidateKind } from '../../candidates.ts';
import type { SkillDraft } from '../../skill/draft.ts';
import type { Episode } from '../../types.ts';
import type { DraftInput } from '../input/draft-input.ts';
import { draftFailure } from './failure.ts';
import { draftProcedure } from './procedure.ts';
import { draftRule } from './rule.ts';

const DRAFTERS = {
  procedure: draftProcedure,
  preference: draftRule,
  troubleshooting: draftFailure,
} satisfies Record<CandidateKind, unknown>;

/**
 * Words a candidate as a skill. Makes no claim that its members do not bear out and calls nothing but its input.
 * @returns null when the sessions share too little to be worth a skill, or nothing to name it by
 */
export function draftSkill(candidate: Candidate, input: DraftInput): SkillDraft | null {
  return DRAFTERS[candidate.kind](candidate, [...input.episodes].sort(byTime), input);
}

function byTime(a: Episode, b: Episode): number {
  return a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);
}
