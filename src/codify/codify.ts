/** From a candidate to a skill: draft, check, and draft again without the lines that the checks refused. */

import type { Candidate, Refusal, SkillDraft } from '../types.ts';
import { claimOf } from './claims.ts';
import { draftSkill } from './draft.ts';
import type { DraftInput } from './draft-input.ts';
import { type Verdict, type VerifyContext, verifySkill } from './verify.ts';

/** Each pass leaves at least one line out; a draft that needs more passes is rotten, not blemished. */
const MAX_PASSES = 4;

export interface Codified {
  draft: SkillDraft;
  verdict: Verdict;
}

/**
 * Words and checks a candidate. A line that its evidence does not bear out goes; the rest may still be a skill.
 * @returns null when there is nothing to word, or nothing is left of it
 */
export function codify(candidate: Candidate, input: DraftInput, context: VerifyContext): Codified | null {
  const without = new Set<string>(input.without);
  let last: Codified | null = null;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const draft = draftSkill(candidate, { ...input, without });
    if (draft === null) return last;
    const verdict = verifySkill(draft, context);
    last = { draft, verdict };
    if ('skill' in verdict) return last;
    const before = without.size;
    for (const key of refusedClaims(draft, verdict.refusals)) without.add(key);
    if (without.size === before) return last;
  }
  return last;
}

/**
 * What to leave out next time: lines that were refused, and besides the steps and rules also those that a person would
 * have to lift; a skill that is good without them need not wait. Nothing for what concerns the whole.
 */
function refusedClaims(draft: SkillDraft, refusals: readonly Refusal[]): string[] {
  return refusals.flatMap(({ held, line }) => {
    const text = draft.body[(line ?? 0) - 1]?.text ?? '';
    return held && !(draft.kind === 'procedure' && isBesides(text)) ? [] : (claimOf(text) ?? []);
  });
}

/** A bullet that is neither a rule of the user nor what a step needs to be understood. */
const isBesides = (text: string): boolean =>
  /^ *- /.test(text) && !/^- (?:The user asked|`<|.* exits without)/.test(text);
