/** What users typed, cut into sayings: what was pasted is left out, and what leads up to the point is cut off. */

import type { SessionEvent } from '../../types.ts';
import { promptWords } from './quotes.ts';
import { oneLine } from './rules.ts';

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
/** A paragraph so long is a page's, unless it points to a file as people do. */
const MAX_PARAGRAPH = 420;
const MAX_CLAUSE = 220;
const MIN_WORDS = 3;
/** Scripts without blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const MIN_UNSPACED = 4;

/** Words by which a speaker gets to the point. */
const LEAD_IN =
  /^(?:[-*•·\d.)\s]*)(?:(?:ok(?:ay)?|yes|yeah|yep|no|nope|also|and|but|so|then|now|please|pls|just|well|hey|hi|great|good|thanks|cool|hm+|sorry|remember|again|alright|actually|perfect)\b[,:.!\s]*)+/i;
/** Lines of logs, code, quotations, tables and reviews. */
const MACHINE =
  /^\s*(?:[>#|$❯➜│]|\/\/|at |\+|\w*(?:Warning|Error|Exception)\b)|:\d+:\d*|^\s*[\w./-]+:\d+|[{};]\s*$|\w\(\w*\)\s*$|^\s*at \w|=>|<\/?\w+>/;

/** The clauses of a prompt that may be quoted as its user's own words. */
export function clausesOf(event: SessionEvent): Clause[] {
  const text = promptWords(event).replace(/^\/[\w:.-]+\s*/, '');
  if (text.length > MAX_SPOKEN || (text.match(/^#{1,6} /gm) ?? []).length >= 2) return [];
  const spoken = text.replace(/```[\s\S]*?(?:```|$)/g, '\n\n').replace(/^\s*[>|].*$/gm, '');
  return spoken
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.length <= MAX_PARAGRAPH || /(?:^|\s)@[\w./-]+/.test(paragraph))
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?])\s+(?=\S)|(?<=[。！？])|\n+|;\s+/u))
    .map((clause) => tidy(clause))
    .filter(isSaying)
    .map((text) => ({ text, eventId: event.id, sessionId: event.sessionId, at: event.at }));
}

/** Without its lead-in, list mark and shouted end; still a literal part of what was typed. */
function tidy(clause: string): string {
  return oneLine(clause)
    .replace(LEAD_IN, '')
    .replace(/[\s.,:;!]+$/, '')
    .replace(/^["'(]+|["')]+$/g, '')
    .trim();
}

function isSaying(text: string): boolean {
  if (text.length > MAX_CLAUSE || MACHINE.test(text) || /[`“”|«»<>]|:\/\/|^\W*#/.test(text)) return false;
  return UNSPACED.test(text)
    ? text.length >= MIN_UNSPACED
    : (text.match(/[\p{L}\p{N}]+/gu) ?? []).length >= MIN_WORDS;
}

/** How loud a wording is: capitals and exclamation marks. Of two wordings of a rule the calmer one is the clearer. */
export const loudness = (text: string): number =>
  (text.match(/\b\p{Lu}{2,}\b/gu) ?? []).length + (text.match(/!/g) ?? []).length;
