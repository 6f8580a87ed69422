/** Decides whether a prompt opens a request of its own or belongs to the one before it. */

import { isAct } from '../../words/concepts.ts';
import type { Language } from '../../words/languages.ts';
import { termsOf } from '../../words/terms.ts';
import { promptText, slashCommand, type Turn } from '../read/turns.ts';
import { type Cues, cuesOf } from './cues.ts';
import { isHandIn } from './hand-in.ts';
import { isAboutWork } from './reaction.ts';
import { bringsBackError, editedIn, reEditShare, workOf } from './turn-work.ts';

/**
 * What speaks for a request of its own (above 0) and against it (below 0); shares count in proportion. Fitted by
 * logistic regression on hand-labelled starts, leaving one project out at a time, then rounded.
 */
const WEIGHTS = {
  /** Share of its terms that the request so far has not named. */
  newTerms: 1.75,
  /** Says what is wanted: "can you …", "let's …", a verb of work. */
  asks: 0.75,
  /** More than a few words. */
  full: 0.75,
  /** So long that it explains its subject itself. */
  long: 0.5,
  /** Files are changed. */
  edits: 0.75,
  /** Files are changed for the first time after talk or reading only. */
  firstEdits: 0.75,
  /** Share of its changed files that the request had already changed. */
  reEdits: -1.25,
  question: -0.75,
  /** Nothing was done about it but answering. */
  noSteps: -1,
} as const;
const OPENS_FROM = 2;

const FULL_TERMS = 8;
const LONG_TERMS = 30;
/** The same words sent again, within edits of a retype. */
const RETYPED_TERMS = 0.8;
/** One word alone recurs by chance. */
const REPEATED_TERMS = 2;

/**
 * Whether `turn` opens a new request after the turns of the current one. A slash command always does, and so do a short
 * hand-in ("commit and push"), which also is the reaction to the work before it, and the words that opened the current
 * request, said again to make the agent work. A bare answer ("yes", "7", "continue"), a refusal, a complaint about the work
 * before, a pasted error and a prompt retyped after an interrupt never do. The rest is weighed.
 * @param spoken the language of the session
 */
export function opensRequest(turn: Turn, current: readonly Turn[], spoken: Language = 'en'): boolean {
  const text = promptText(turn.prompt);
  if (slashCommand(text) !== null) return true;
  const terms = [...new Set(termsOf(text))];
  const cues = cuesOf(text, spoken);
  if (isPick(text)) return picksFromListing(turn, current);
  if (isHandIn(turn, terms, cues)) return true;
  const last = current.slice(-1);
  const retyped = wasInterrupted(last) && 1 - newShare(terms, promptTerms(last)) >= RETYPED_TERMS;
  if (retyped || isFollowUp(turn, current, cues, terms)) return false;
  if (turnsAway(turn, text, terms, current)) return true;
  return saysAgain(turn, terms, current) || weigh(turn, text, terms, current) >= OPENS_FROM;
}

/** The user stopped the agent and asks for something else. */
function turnsAway(turn: Turn, text: string, terms: readonly string[], current: readonly Turn[]): boolean {
  if (!wasInterrupted(current.slice(-1)) || terms.length < REPEATED_TERMS || !hasSteps(turn)) return false;
  const asks = ASKS.test(text) || isAct(terms[0] ?? '');
  return asks && newShare(terms, promptTerms(current)) >= RETYPED_TERMS;
}

/** A standing request: the words that opened the current one once more, and tools follow. */
function saysAgain(turn: Turn, terms: readonly string[], current: readonly Turn[]): boolean {
  if (terms.length < REPEATED_TERMS || terms.length > FULL_TERMS || !hasSteps(turn)) return false;
  return 1 - newShare(terms, promptTerms(current.slice(0, 1))) >= RETYPED_TERMS;
}

/** A number or a letter alone: it picks from what the agent listed. */
const isPick = (text: string) => /^\W*(?:\d{1,2}|[a-z])\W*$/i.test(text);

/** A slash command that only listed things is done; picking one of them and changing files is the work itself. */
function picksFromListing(turn: Turn, current: readonly Turn[]): boolean {
  const [only] = current;
  const listing =
    current.length === 1 && only !== undefined && slashCommand(promptText(only.prompt)) !== null;
  return listing && editedIn(current).size === 0 && workOf(turn).edited.size > 0;
}

function isFollowUp(turn: Turn, current: readonly Turn[], cues: Cues, terms: readonly string[]): boolean {
  if (terms.length === 0 || cues.refuses || cues.undoes || cues.pastedError || cues.complains) return true;
  if (bringsBackError(turn, current)) return true;
  if (cues.faults && isAboutWork(turn, current, cues, terms)) return true;
  if (cues.nextStep) return terms.length <= 4;
  return (cues.assents || cues.praises) && terms.length <= 2 && !terms.some(isAct);
}

function weigh(turn: Turn, text: string, terms: readonly string[], current: readonly Turn[]): number {
  const before = editedIn(current);
  const edits = workOf(turn).edited;
  const holds = (condition: boolean) => Number(condition);
  return (
    WEIGHTS.newTerms * newShare(terms, promptTerms(current)) +
    WEIGHTS.asks * holds(ASKS.test(text) || isAct(terms[0] ?? '')) +
    WEIGHTS.full * holds(terms.length > 3 && terms.length <= FULL_TERMS) +
    (WEIGHTS.full + WEIGHTS.long) * holds(terms.length > LONG_TERMS) +
    WEIGHTS.edits * holds(edits.size > 0) +
    WEIGHTS.firstEdits * holds(edits.size > 0 && before.size === 0) +
    WEIGHTS.reEdits * (reEditShare(turn, current) ?? 0) +
    WEIGHTS.question * holds(QUESTION.test(text)) +
    // Some exports hold no tool calls at all: their absence says nothing there.
    WEIGHTS.noSteps * holds(!hasSteps(turn) && current.some(hasSteps))
  );
}

const POLITE = `(?:(?:ok|okay|yeah|yes|great|now|and|also|please|so|hmm+|cool|thanks|then)[,.! ]+)*`;
const ASKS = new RegExp(
  `^${POLITE}(?:(?:can|could|would|will) (?:you|we|u|i)|let'?s|lets|please|i(?:'d| would)? (?:want|like|need)|we (?:should|need|want|have)|need to)\\b`,
  'i',
);
const QUESTION = /\?\s*$/;

const hasSteps = (turn: Turn) => turn.events.some((event) => event.kind === 'tool_call');

/** The user stopped the agent in the last turn. */
function wasInterrupted(turns: readonly Turn[]): boolean {
  return turns.some((turn) => workOf(turn).interrupted);
}

function promptTerms(turns: readonly Turn[]): Set<string> {
  return new Set(turns.flatMap((turn) => termsOf(promptText(turn.prompt))));
}

/** Share of the terms that are not in `known`. */
function newShare(terms: readonly string[], known: ReadonlySet<string>): number {
  if (terms.length === 0) return 0;
  return terms.filter((term) => !known.has(term)).length / terms.length;
}
