/** From a candidate to a skill: draft, then check, and take out of the draft what the checks refuse. */

import type { Candidate } from '../candidates.ts';
import { claimOf, DESCRIPTION_CLAIM } from '../skill/claim.ts';
import type { Line, LineKind, SkillDraft } from '../skill/draft.ts';
import { type ClaimAt, withoutClaims, withoutHeld, withoutWords } from '../skill/edit.ts';
import { isScript } from '../skill/page.ts';
import type { Refusal, RefusalCode } from '../skill/refusal.ts';
import { draftSkill } from './draft/draft.ts';
import { isWorthwhile } from './draft/worth.ts';
import type { DraftInput } from './input/draft-input.ts';
import { type Verdict, type VerifyContext, verifySkill } from './verify.ts';

/** Each pass takes at least one line out; a draft that needs more passes is rotten, not blemished. */
const MAX_PASSES = 4;

export interface Codified {
  draft: SkillDraft;
  verdict: Verdict;
  /** What was said against lines and words that are in it no more. */
  takenOut: readonly Refusal[];
}

/**
 * Words and checks a candidate.
 * @returns null when there is nothing to word
 */
export function codify(candidate: Candidate, input: DraftInput, context: VerifyContext): Codified | null {
  const draft = draftSkill(candidate, input);
  return draft === null ? null : settleDraft(draft, context);
}

/** `asked`: what a person is to decide on stays and waits · `gone`: it goes where the rest is a skill without it. */
type HeldLines = 'asked' | 'gone';

/** Checks a draft. A line that its evidence does not bear out goes; the rest may still be a skill. */
export function settleDraft(draft: SkillDraft, context: VerifyContext, held: HeldLines = 'gone'): Codified {
  let settled: Codified = { draft, verdict: verifySkill(draft, context), takenOut: [] };
  for (let pass = 1; pass < MAX_PASSES; pass += 1) {
    if ('skill' in settled.verdict) return settled;
    const out = settled.verdict.refusals.filter((refusal) => isToGo(settled.draft, refusal, held));
    const rest = withoutRefused(settled.draft, out);
    const isLess = JSON.stringify(rest) !== JSON.stringify(settled.draft);
    if (!isLess || !isWorthwhile(rest)) return settled;
    settled = {
      draft: rest,
      verdict: verifySkill(rest, context),
      takenOut: [...settled.takenOut, ...out],
    };
  }
  return settled;
}

/** A draft to publish, and the same with what waits for a person beside it. */
export interface BothWays {
  codified: Codified;
  /** Null where nothing waits beside `codified`. */
  withHeld: Codified | null;
}

/**
 * What becomes of scripts, and of lines that a person is to decide on. `apart`: a skill that is good without them is written
 * so, while they wait · `always`: where there are scripts, all of it waits, so that a skill loses none meanwhile · `never`:
 * the person wants none.
 */
export type HeldWanted = 'apart' | 'always' | 'never';

/** Checks a draft with what is held of it, and what can be published while that waits. */
export function settleBothWays(draft: SkillDraft, context: VerifyContext, wanted: HeldWanted): BothWays {
  const alone = (codified: Codified): BothWays => ({ codified, withHeld: null });
  if (wanted === 'never') return alone(settleDraft(withoutHeld(draft), context));
  const full = settleDraft(draft, context, 'asked');
  if ('skill' in full.verdict) return alone(full);
  // What is refused with them, a twin say, is no better without them.
  if (full.verdict.refusals.some(({ held }) => !held)) return alone(settleDraft(draft, context));
  const scripts = full.draft.files.flatMap((file) => file.held ?? []);
  if (scripts.some(({ isOptional }) => !isOptional)) return alone(full);
  if (scripts.length > 0 && wanted === 'always') return alone(full);
  const rest = settleDraft(withoutHeld(full.draft), context);
  const codified = { ...rest, takenOut: [...full.takenOut, ...rest.takenOut] };
  return 'skill' in rest.verdict ? { codified, withHeld: full } : alone(full);
}

/** True for what waits beside a skill that is good without it: a script, or a line that a person is to decide on. */
export const isBeside = (draft: SkillDraft, refusal: Refusal): boolean =>
  (refusal.at !== null && isScript(refusal.at.path)) || (refusal.held && isToGo(draft, refusal, 'gone'));

/** Of these a person is asked, however well the rest does without. */
const ASKED: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['origin', 'danger']);

/**
 * Whether a line or words go for what was said against them. What is not held goes; what is held goes too where the rest is a
 * skill without it, a doubtful origin always. Nothing goes for what concerns the whole.
 */
function isToGo(draft: SkillDraft, { code, held, at, words }: Refusal, lines: HeldLines): boolean {
  if (at?.claim == null || (held && lines === 'asked' && ASKED.has(code))) return false;
  if (at.claim === DESCRIPTION_CLAIM) return words.length > 0 && (!held || code === 'origin');
  const line = draft.files
    .find(({ path }) => path === at.path)
    ?.lines.find((one) => claimOf(one) === at.claim);
  return line !== undefined && (!held || code === 'origin' || canDoWithout(draft, line));
}

/** The draft without what these refusals concern. */
function withoutRefused(draft: SkillDraft, out: readonly Refusal[]): SkillDraft {
  const isDescription = ({ at }: Refusal) => at?.claim === DESCRIPTION_CLAIM;
  const words = out.filter(isDescription).flatMap((refusal) => refusal.words);
  const claims = out.flatMap((refusal): ClaimAt[] =>
    isDescription(refusal) || refusal.at?.claim == null
      ? []
      : [{ path: refusal.at.path, claim: refusal.at.claim }],
  );
  return withoutClaims(withoutWords(draft, words), claims);
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
