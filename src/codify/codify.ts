/** From a candidate to a skill: draft, then check, and take out of the draft what the checks refuse. */

import type { Candidate } from '../candidates.ts';
import { claimOf, DESCRIPTION_CLAIM } from '../skill/claim.ts';
import type { Line, LineKind, SkillDraft } from '../skill/draft.ts';
import { type ClaimAt, withoutClaims, withoutHeld, withoutWords } from '../skill/edit.ts';
import { isScript } from '../skill/page.ts';
import type { Refusal } from '../skill/refusal.ts';
import { draftSkill } from './draft/draft.ts';
import { isWorthwhile } from './draft/worth.ts';
import type { DraftInput } from './input/draft-input.ts';
import { type Verdict, type VerifyContext, verifySkill } from './verify.ts';

/** Each pass takes at least one line out; a draft that needs more passes is rotten, not blemished. */
const MAX_PASSES = 4;

export interface Codified {
  draft: SkillDraft;
  verdict: Verdict;
}

/**
 * Words and checks a candidate.
 * @returns null when there is nothing to word
 */
export function codify(candidate: Candidate, input: DraftInput, context: VerifyContext): Codified | null {
  const draft = draftSkill(candidate, input);
  return draft === null ? null : settleDraft(draft, context);
}

/** Checks a draft. A line that its evidence does not bear out goes; the rest may still be a skill. */
export function settleDraft(draft: SkillDraft, context: VerifyContext): Codified {
  let settled: Codified = { draft, verdict: verifySkill(draft, context) };
  for (let pass = 1; pass < MAX_PASSES; pass += 1) {
    if ('skill' in settled.verdict) return settled;
    const { refusals } = settled.verdict;
    const plain = withoutWords(settled.draft, wordsToDrop(refusals));
    const rest = withoutClaims(plain, claimsToDrop(plain, refusals));
    const isLess = JSON.stringify(rest) !== JSON.stringify(settled.draft);
    if (!isLess || !isWorthwhile(rest)) return settled;
    settled = { draft: rest, verdict: verifySkill(rest, context) };
  }
  return settled;
}

/** A draft to publish, and the same with the scripts that wait for a person. */
export interface BothWays {
  codified: Codified;
  /** Null where nothing waits beside `codified`. */
  withScripts: Codified | null;
}

/**
 * What becomes of scripts. `apart`: a skill that is good without them is written so, while they wait · `always`: all of it
 * waits, so that a skill loses none meanwhile · `never`: the person wants none.
 */
export type ScriptsWanted = 'apart' | 'always' | 'never';

/** Checks a draft with its held files, and what of it can be published while they wait. */
export function settleBothWays(draft: SkillDraft, context: VerifyContext, scripts: ScriptsWanted): BothWays {
  const alone = (codified: Codified): BothWays => ({ codified, withScripts: null });
  if (scripts === 'never') return alone(settleDraft(withoutHeld(draft), context));
  const full = settleDraft(draft, context);
  const held = full.draft.files.flatMap((file) => file.held ?? []);
  // What is refused with its scripts, a twin say, is no better without them.
  if (held.length === 0 || 'skill' in full.verdict || isRefused(full) || scripts === 'always')
    return alone(full);
  if (held.some(({ isOptional }) => !isOptional)) return alone(full);
  const plain = settleDraft(withoutHeld(full.draft), context);
  return 'skill' in plain.verdict ? { codified: plain, withScripts: full } : alone(full);
}

/** True for what nobody can lift. */
const isRefused = ({ verdict }: Codified): boolean =>
  'refusals' in verdict && verdict.refusals.some(({ held }) => !held);

/** What a description has to do without: whatever of it is refused, but not what a person would have to read. */
const wordsToDrop = (refusals: readonly Refusal[]): string[] =>
  refusals.flatMap(({ held, at, words }) => (!held && at?.claim === DESCRIPTION_CLAIM ? words : []));

/**
 * Lines that were refused, and besides the steps and rules of a procedure also those that a person would have to lift; a
 * skill that is good without them need not wait. Nothing for what concerns the whole.
 */
function claimsToDrop(draft: SkillDraft, refusals: readonly Refusal[]): ClaimAt[] {
  const lines = draft.files.flatMap(({ path, lines }) => lines.map((line) => ({ path, line })));
  return refusals.flatMap(({ held, at }) => {
    const found = lines.find(({ path, line }) => path === at?.path && claimOf(line) === at.claim);
    if (found === undefined || at?.claim == null) return [];
    if (held && !canDoWithout(draft, found.line)) return [];
    return [{ path: at.path, claim: at.claim }];
  });
}

/** Whether the rest is a skill without what waits for a person. What is run for a rule is said by the rule itself. */
function canDoWithout({ kind, files }: SkillDraft, line: Line): boolean {
  if (kind === 'procedure') return isBesides(line);
  const hasRule = files.some(({ lines }) => lines.some((other) => other.kind === 'rule'));
  return kind === 'preference' && line.kind !== 'rule' && hasRule;
}

/** What a procedure can do without: neither steps and rules nor what they need to be understood. */
const BESIDES: ReadonlySet<LineKind> = new Set<LineKind>([
  'request',
  'sometimes',
  'alternative',
  'pitfall',
  'file',
  'pointer',
]);
const isBesides = ({ kind }: Line): boolean => BESIDES.has(kind);

/** True for a draft with a script in its folder. */
export const hasScript = ({ files }: SkillDraft): boolean => files.some(({ path }) => isScript(path));
