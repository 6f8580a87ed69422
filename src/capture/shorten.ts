/** Cuts long texts down to head and tail. */

import { fileLinesOf } from '../agents/patch.ts';

export interface Cut {
  /** Characters kept at the start and at the end. */
  head: number;
  tail: number;
}

/** A text that is longer than its cut by less than this stays whole: the mark would not be shorter. */
const SLACK = 80;

export function isTooLong(text: string, { head, tail }: Cut): boolean {
  return text.length > head + tail + SLACK;
}

/** Of a patch's files, this many keep their names when their lines are cut out. */
const MAX_FILE_LINES = 40;

/**
 * Head and tail of a text that is too long, with a mark between that says how much is gone. Surrogate pairs stay whole.
 * Of a patch the names of its files stay too, so that what is left of it still tells what it changed.
 */
export function shorten(text: string, cut: Cut): string {
  if (!isTooLong(text, cut)) return text;
  const [middle, to] = goneFrom(text, cut);
  const files = fileLinesOf(text);
  // Half a name would be the name of another file.
  const from = files.find(([start, end]) => start < middle && end > middle)?.[0] ?? middle;
  const names = files
    .filter(([start]) => start >= from && start < to)
    .slice(-MAX_FILE_LINES)
    .map(([start, end]) => `${text.slice(start, end)}\n`);
  return `${text.slice(0, from)}\n[… ${to - from} characters left out …]\n${names.join('')}${text.slice(to)}`;
}

/** What `shorten` leaves out; empty when it leaves out nothing. */
export function leftOut(text: string, cut: Cut): string {
  if (!isTooLong(text, cut)) return '';
  const [from, to] = goneFrom(text, cut);
  return text.slice(from, to);
}

function goneFrom(text: string, { head, tail }: Cut): [number, number] {
  const from = isHighSurrogate(text.charCodeAt(head - 1)) ? head - 1 : head;
  const end = text.length - tail;
  return [from, isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end];
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code <= 0xdbff;

/** How far around a cut to look for the space between two words. */
const WORD_SEARCH = 1024;

/**
 * Cuts like `shorten`, a little to the side, where white space is: a secret near the cut is then whole on this side or
 * gone with the middle, so that redaction can follow on what is left.
 */
export function shortenBetweenWords(text: string, cut: Cut): string {
  if (!isTooLong(text, cut)) return text;
  const before = text.slice(cut.head, cut.head + WORD_SEARCH).search(/\s/);
  const tailStart = text.length - cut.tail;
  const behind =
    text.slice(Math.max(cut.head, tailStart - WORD_SEARCH), tailStart).match(/\s\S*$/)?.[0].length ?? 0;
  return shorten(text, { head: cut.head + Math.max(0, before), tail: cut.tail + behind });
}
