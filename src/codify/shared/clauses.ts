/** What users typed, as sayings that may be quoted. */

import type { SessionEvent } from '../../types.ts';
import { clausesIn } from '../../words/clauses.ts';
import { promptWords } from './quotes.ts';

/** One clause of a prompt; `text` is a literal part of it, on one line. */
export interface Clause {
  text: string;
  eventId: string;
  sessionId: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** In characters. A longer prompt, or one with headings, was pasted: a plan, a ticket, a log. */
const MAX_SPOKEN = 1500;

/** The clauses of a prompt that may be quoted as its user's own words. */
export function clausesOf(event: SessionEvent): Clause[] {
  const text = promptWords(event).replace(/^\/[\w:.-]+\s*/, '');
  if (text.length > MAX_SPOKEN || (text.match(/^#{1,6} /gm) ?? []).length >= 2) return [];
  const { id, sessionId, at } = event;
  return clausesIn(text).map((clause) => ({ text: clause, eventId: id, sessionId, at }));
}
