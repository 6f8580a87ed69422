/** Secrets broken over lines by a terminal, an editor or a mail program. */

import { averageWordLength, isHex, looksRandom } from './values.ts';

/** A line break with what may stand before the text of the next line: indentation, a diff mark, a line number. */
const BREAK = /\r?\n[ \t]{0,80}(?:[+|>]|[0-9]{1,6}[ \t]{0,2}[→:|\t])?[ \t]{0,16}/y;
const PIECE = /[A-Za-z0-9+/=_.~-]{1,512}/y;
const MAX_BREAKS = 80;
const MIN_PIECE = 6;

/** Position behind the line break at `index`, or -1 when there is none. */
export function skipBreak(text: string, index: number): number {
  BREAK.lastIndex = index;
  return BREAK.test(text) ? BREAK.lastIndex : -1;
}

/** A stretch of text with the line breaks that `skipBreak` knows left out. */
export function withoutBreaks(text: string): string {
  return text.replace(/\r?\n[ \t]{0,80}(?:[+|>]|[0-9]{1,6}[ \t]{0,2}[→:|\t])?[ \t]{0,16}/g, '');
}

/**
 * The end of a secret that was found to end at `end`, when the next lines go on with random characters.
 * Words, names and hashes at the start of the next line are not taken for its rest.
 */
export function endOverBreaks(text: string, end: number): number {
  let result = end;
  for (let breaks = 0; breaks < MAX_BREAKS; breaks++) {
    const next = skipBreak(text, result);
    if (next < 0) return result;
    PIECE.lastIndex = next;
    const piece = PIECE.exec(text)?.[0] ?? '';
    if (!continuesSecret(piece, text[next + piece.length])) return result;
    result = next + piece.length;
  }
  return result;
}

function continuesSecret(piece: string, follower: string | undefined): boolean {
  if (piece.length < MIN_PIECE) return false;
  const scrambled = /[a-z]/.test(piece) && /[A-Z]/.test(piece) && averageWordLength(piece) <= 2.4;
  if (!scrambled && !(/[0-9]/.test(piece) && looksRandom(piece, MIN_PIECE, 2.8))) return false;
  if (isHex(piece) && piece.length >= 7) return false;
  // `KEY2=…`, `call(…)`, `name: …`, `a.b`: the next line is a statement of its own.
  return follower === undefined || /[\s"'`,;)\]}\\]/.test(follower);
}
