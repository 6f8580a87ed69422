/** From a candidate to a skill: draft, check, and draft again without the lines that the checks refused. */

import { type Candidate, isScript, partNamed, type Refusal, type SkillDraft } from '../types.ts';
import { claimOf } from './draft/claims.ts';
import { draftSkill } from './draft/draft.ts';
import type { DraftInput } from './input/draft-input.ts';
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

/** A draft to publish, and one with scripts that waits for a person. */
export interface BothWays {
  codified: Codified | null;
  /** Null where nothing with scripts waits beside `codified`. */
  withScripts: Codified | null;
}

/**
 * What becomes of scripts. `apart`: a skill that is good without them is written so, while the draft that has them waits ·
 * `always`: that draft waits as a whole, so that a skill loses none meanwhile · `never`: the person wants none.
 */
export type ScriptsWanted = 'apart' | 'always' | 'never';

/** @param codified words and checks the candidate, with scripts or without */
export function codifyBothWays(
  codified: (scripts: boolean) => Codified | null,
  scripts: ScriptsWanted,
): BothWays {
  const full = scripts === 'never' ? null : codified(true);
  if (full !== null && (!hasScript(full.draft) || 'skill' in full.verdict))
    return { codified: full, withScripts: null };
  const plain = codified(false);
  // What is refused without scripts, a twin say, is no better with them.
  if (full === null || isRefused(full) || (plain !== null && isRefused(plain)))
    return { codified: plain, withScripts: null };
  const standsAlone = scripts === 'apart' && plain !== null && 'skill' in plain.verdict;
  return standsAlone ? { codified: plain, withScripts: full } : { codified: full, withScripts: null };
}

/** True for what nobody can lift. */
const isRefused = ({ verdict }: Codified): boolean =>
  'refusals' in verdict && verdict.refusals.some(({ held }) => !held);

/**
 * What to leave out next time: lines that were refused, and besides the steps and rules also those that a person would
 * have to lift; a skill that is good without them need not wait. Nothing for what concerns the whole.
 */
function refusedClaims(draft: SkillDraft, refusals: readonly Refusal[]): string[] {
  return refusals.flatMap(({ held, line }) => {
    const script = scriptAround(draft, line ?? 0);
    if (script !== null) return held ? [] : (claimOf(script) ?? []);
    const text = draft.body[(line ?? 0) - 1]?.text ?? '';
    return held && !(draft.kind === 'procedure' && isBesides(text)) ? [] : (claimOf(text) ?? []);
  });
}

/** The step that starts the script in which a line of the body stands; null outside of scripts. */
function scriptAround({ body }: SkillDraft, line: number): string | null {
  const path = body.slice(0, line).reduce<string | null>((part, { text }) => partNamed(text) ?? part, null);
  if (!isScript(path)) return null;
  return body.find(({ text }) => /^\d+\. /.test(text) && text.endsWith(` ${path}\``))?.text ?? null;
}

/** True for a draft with a script in its folder. */
export const hasScript = ({ body }: SkillDraft): boolean =>
  body.some(({ text }) => isScript(partNamed(text)));

/** A bullet that is neither a rule of the user nor what a step needs to be understood. */
const isBesides = (text: string): boolean =>
  /^ *- /.test(text) && !/^- (?:The user asked|`<|.* exits without)/.test(text);
