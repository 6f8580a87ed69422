/** From a candidate to a skill: draft, check, and draft again without the lines that the checks refused. */

import type { Candidate, Refusal, SkillDraft } from '../types.ts';
import { spansOf, userQuotesOf } from './checks/check.ts';
import { repairClaim, ruleClaim, stepClaim } from './claims.ts';
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

/** What to leave out next time; nothing for what is held, or concerns the whole. */
function refusedClaims(draft: SkillDraft, refusals: readonly Refusal[]): string[] {
  const lines = refusals.flatMap(({ held, line }) =>
    held || line === undefined || line === 0 ? [] : [line],
  );
  return lines.flatMap((line) => claimKey(draft.body[line - 1]?.text ?? '') ?? []);
}

/** Names the claim of a line, so that drafting can leave it out: a step, a rule, or a repair. */
function claimKey(text: string): string | null {
  const [quote] = userQuotesOf(text);
  if (quote !== undefined) return ruleClaim(quote);
  const spans = spansOf(text).map(({ code }) => code);
  const [first] = spans;
  if (first === undefined) return null;
  return / failed\b/.test(text) ? repairClaim(first, spans.at(-1) ?? '') : stepClaim(first);
}
