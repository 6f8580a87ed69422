/** What a prompt says of the work before it, by what it asks to be done and by its words. */

import type { Signal, SignalKind } from '../../types.ts';
import type { Language } from '../../words/languages.ts';
import { termsOf } from '../../words/terms.ts';
import { promptText, type Turn } from '../read/turns.ts';
import { type Cues, cuesOf } from './cues.ts';
import { isHandIn } from './hand-in.ts';
import { bringsBackError, editedIn, reEditShare, workOf } from './turn-work.ts';

/** The cues that speak against the work, each with its signal's name. */
const AGAINST = [
  ['undoes', 'undone'],
  ['refuses', 'refused'],
  ['pastedError', 'error-pasted'],
  ['asksChange', 'change-asked'],
  ['shouts', 'shouted'],
] as const satisfies readonly (readonly [keyof Cues, SignalKind])[];

/**
 * The signals of one prompt.
 * @param before the turns whose work it may speak of · spoken: the language of the session
 */
export function reactionSignals(turn: Turn, before: readonly Turn[], spoken: Language): Signal[] {
  return kindsOf(turn, before, spoken).map((kind) => ({ kind, eventId: turn.prompt.id }));
}

function kindsOf(turn: Turn, before: readonly Turn[], spoken: Language): SignalKind[] {
  if (turn.prompt.meta?.command !== undefined) return ['went-on'];
  const text = promptText(turn.prompt);
  const cues = cuesOf(text, spoken);
  const terms = termsOf(text);
  if (isHandIn(turn, terms, cues)) return ['next-step'];
  const against: SignalKind[] = AGAINST.filter(([cue]) => cues[cue]).map(([, kind]) => kind);
  if (!cues.pastedError && bringsBackError(turn, before)) against.push('error-pasted');
  if (workOf(turn).takesBack && !against.includes('undone')) against.push('undone');
  if (cues.complains || (cues.faults && isAboutWork(turn, before, cues, terms))) against.push('complained');
  if (cues.pastedOutput && !cues.pastedError) against.push('output-pasted');
  // "yes, but", "not great": assent and praise that a refusal or a complaint takes back.
  const takenBack = cues.refuses || against.includes('complained');
  return takenBack ? against : [...against, ...inFavour(turn, cues, terms)];
}

/** A fault told in so few terms is told of what is there. */
const SHORT_TERMS = 6;
const QUESTION = /[?？؟]\s*$/;

/**
 * Whether a fault that a prompt names is one of the work before it. "can you also cover what isn't …", "fix the broken link in
 * …", "is the other one broken too?": inside a further request or a question a fault is its subject, unless mending it changes
 * the files that were just changed. So is one told at length whose mending changes other files only.
 */
export function isAboutWork(
  turn: Turn,
  before: readonly Turn[],
  cues: Cues,
  terms: readonly string[],
): boolean {
  const share = reEditShare(turn, before);
  if (share !== null && share > 0) return true;
  if (cues.requests || cues.orders || QUESTION.test(promptText(turn.prompt))) return false;
  return share === null || editedIn(before).size === 0 || terms.length <= SHORT_TERMS;
}

function inFavour(turn: Turn, cues: Cues, terms: readonly string[]): SignalKind[] {
  const isShort = terms.length <= SHORT_TERMS;
  // "describe what works": inside a longer order a good word is its subject.
  const kinds: SignalKind[] = cues.praises && (isShort || !cues.orders) ? ['praised'] : [];
  const asks = QUESTION.test(promptText(turn.prompt));
  if (cues.nextStep && ((isShort && !asks) || workOf(turn).handsIn)) kinds.push('next-step');
  else if (cues.requests) kinds.push('went-on');
  else if (cues.assents) kinds.push('assented');
  return kinds;
}
