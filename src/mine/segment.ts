/** Decides whether a prompt opens a request of its own or belongs to the one before it. */

import { cuesOf } from './cues.ts';
import { termsOf } from './terms.ts';
import { promptText, type Turn } from './turns.ts';

/** A message this short with no verb of its own takes its meaning from the turn before. */
const SHORT_TERMS = 3;
/** Share of a prompt's terms that its request has already named, from which on it continues that request. */
const SHARED_TERMS = 0.5;
/** The same words sent again, within edits of a retype. */
const RETYPED_TERMS = 0.8;

/**
 * Whether `turn` opens a new request after the turns of the current one. Assent, next steps of the same work
 * ("commit"), corrections, pasted errors and retyped prompts continue it; slash commands open one.
 */
export function opensRequest(turn: Turn, current: readonly Turn[]): boolean {
  const text = promptText(turn.prompt);
  if (turn.prompt.meta?.command !== undefined) return true;
  const terms = termsOf(text);
  const cues = cuesOf(text);
  if (terms.length === 0 || cues.refuses || cues.complains || cues.undoes) return false;
  if (wasInterrupted(current) && overlap(terms, promptTerms(current.slice(-1))) >= RETYPED_TERMS)
    return false;
  if (cues.pastedError) return false;
  if ((cues.assents || cues.praises || cues.presupposes) && terms.length <= 2 * SHORT_TERMS) return false;
  if (terms.length <= SHORT_TERMS) return false;
  return overlap(terms, promptTerms(current)) < SHARED_TERMS;
}

/** The user stopped the agent in the last turn. */
function wasInterrupted(turns: readonly Turn[]): boolean {
  return turns.at(-1)?.events.some((event) => event.meta?.interrupted === true) ?? false;
}

function promptTerms(turns: readonly Turn[]): Set<string> {
  return new Set(turns.flatMap((turn) => termsOf(promptText(turn.prompt))));
}

/** Share of the distinct terms that are in `known`. */
function overlap(terms: readonly string[], known: ReadonlySet<string>): number {
  const distinct = new Set(terms);
  if (distinct.size === 0) return 1;
  return [...distinct].filter((term) => known.has(term)).length / distinct.size;
}
