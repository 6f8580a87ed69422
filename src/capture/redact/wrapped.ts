/** How a terminal, an editor, a shell or a mail program breaks a secret over lines, and where its rest ends. */

import { averageWordLength, isHex } from './values.ts';

/**
 * A line break with what may stand around it: a shell's `\` before it, and before the text of the next line
 * indentation, marks of a diff or a quotation, a line number. A `-` is a mark unless more of them follow that are not
 * the five of a key's armour.
 */
const BREAK = /\\?\r?\n[ \t]{0,80}(?:(?:[+|>]|-(?!-(?!-{4}))|[0-9]{1,6}[ \t]{0,2}[→|\t])[ \t]{0,16}){0,2}/y;
const PIECE = /[A-Za-z0-9+/=_.~-]{1,512}/y;
const MAX_BREAKS = 80;
/** A shorter rest tells nothing of the secret, and cannot be told from a word. */
const MIN_PIECE = 4;
/** Lengths in which keys and digests are written in hex: 128 to 512 bits. */
const HEX_LENGTHS = new Set([32, 40, 48, 64, 96, 128]);

/** Position behind the line break at `index`, or -1 when there is none. */
export function skipBreak(text: string, index: number): number {
  BREAK.lastIndex = index;
  return BREAK.test(text) ? BREAK.lastIndex : -1;
}

/** A stretch of text with the line breaks that `skipBreak` knows left out. */
export function withoutBreaks(text: string): string {
  return text.replace(new RegExp(BREAK.source, 'g'), '');
}

/**
 * The end of a secret that was found in `[start, end)`, when the next lines go on with random characters. Words, names
 * and hashes at the start of the next line are not taken for its rest.
 * @param wanted characters that a token of its kind has in all, when that is known
 */
export function endOverBreaks(text: string, start: number, end: number, wanted?: number): number {
  let result = end;
  let found = text.slice(start, end);
  for (let breaks = 0; breaks < MAX_BREAKS; breaks++) {
    const next = skipBreak(text, result);
    if (next < 0 || (wanted !== undefined && found.length >= wanted)) return result;
    PIECE.lastIndex = next;
    const piece = PIECE.exec(text)?.[0] ?? '';
    // `KEY2=…`, `call(…)`, `name: …`, `a.b`: the next line is a statement of its own.
    if (!/^[\s"'`,;)\]}@&<\\]?$/.test(text[next + piece.length] ?? '')) return result;
    if (!continuesSecret(found, piece, wanted)) return result;
    result = next + piece.length;
    found += piece;
  }
  return result;
}

/** Whether a piece at the start of a line reads as the rest of the secret found before it. */
export function continuesSecret(found: string, piece: string, wanted?: number): boolean {
  if (piece.length < MIN_PIECE) return false;
  if (wanted === found.length + piece.length) return true;
  // A hash is written in one case.
  const isHash = isHex(piece) && !(/[a-f]/.test(piece) && /[A-F]/.test(piece));
  if (isHash && piece.length >= 7) {
    const before = /[0-9a-f]*$/i.exec(found)?.[0].length ?? 0;
    return before > 0 && !HEX_LENGTHS.has(before) && HEX_LENGTHS.has(before + piece.length);
  }
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((letters) => letters.test(piece)).length;
  const average = averageWordLength(piece);
  return classes > 1 && average > 0 && average <= 2.8;
}
