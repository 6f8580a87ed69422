/** Prints for people: tables that fit the terminal. */

import { count } from '../../lib/in-words.ts';
import type { CliContext } from '../context.ts';
import { unbroken } from './visible.ts';

export type StyleName = Parameters<CliContext['style']>[0];
export type Cell = string | { text: string; style: StyleName };

export interface Column {
  /** Shown above the column; a table whose titles are all absent has no title row. */
  title?: string;
  align?: 'left' | 'right';
  /** Never cut, however narrow the terminal: names a person must be able to copy. */
  whole?: boolean;
  /** Goes on below itself where it does not fit; for the last column. */
  wrap?: boolean;
}

/** Columns narrower than this are not cut further. */
const MIN_COLUMN = 8;
const GAP = '  ';
const WIDE =
  /^(?:\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation})/u;
/** One cell a character; telling the characters of any other text takes tables that are slow to load. */
const ASCII = /^[\x20-\x7e]*$/;
let segmenter: Intl.Segmenter | undefined;

/** Read at once, in UTF-16 code units: each step of a segmenter takes as long as its whole text. */
const PIECE = 256;

/** The characters of a text as people count them. One of more than `PIECE` code units, which no script has, is cut. */
function* graphemes(text: string): Generator<{ segment: string }> {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (let start = 0; start < text.length; ) {
    const isCutInPair = /[\ud800-\udbff]/.test(text[start + PIECE - 1] ?? '');
    const segments = [...segmenter.segment(text.slice(start, start + PIECE + (isCutInPair ? 1 : 0)))];
    // The last one may go on behind the piece.
    if (start + PIECE < text.length && segments.length > 1) segments.pop();
    for (const { segment } of segments) {
      start += segment.length;
      yield { segment };
    }
  }
}

/** Terminal cells a plain text takes. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** Cuts a one-line plain text to `width` cells, the last one an ellipsis. */
export function shorten(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes(text)) {
    used += displayWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Breaks a text into lines of at most `width` cells, between words where it can. Line breaks in it stay. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let rest = line;
  while (displayWidth(rest) > width) {
    const head = shorten(rest, width + 1).slice(0, -1);
    const space =
      head.length < rest.length && rest[head.length] === ' ' ? head.length : head.lastIndexOf(' ');
    const cut = space > 0 ? space : Math.max(head.length, 1);
    lines.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return [...lines, rest];
}

/** Prints rows under their columns, cut to the terminal's width. Prints nothing for no rows. */
export function printTable(
  context: CliContext,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): void {
  if (rows.length === 0) return;
  const titled = columns.some((column) => column.title !== undefined);
  const titles = columns.map((column): Cell => ({ text: column.title ?? '', style: 'dim' }));
  // Before widths are told: what has to be written out takes more cells.
  const safe = rows.map((row) => row.map((cell) => withText(cell, unbroken(textOf(cell)))));
  const all = titled ? [titles, ...safe] : safe;
  const widths = columnWidths(columns, all, context.columns);
  for (const row of all.flatMap((cells) => unfold(cells, columns, widths))) {
    const cells = columns.map((column, index) =>
      printCell(context, row[index] ?? '', column, widths[index] ?? 0, index === columns.length - 1),
    );
    context.out(cells.join(GAP).trimEnd());
  }
}

/** A row, and below it what its last cell does not fit in, if that may wrap. */
function unfold(row: readonly Cell[], columns: readonly Column[], widths: readonly number[]): Cell[][] {
  const last = columns.length - 1;
  const cell = row[last];
  if (cell === undefined || columns[last]?.wrap !== true) return [[...row]];
  const [first = '', ...more] = wrap(textOf(cell), widths[last] ?? 0).map((text) => withText(cell, text));
  return [
    [...row.slice(0, last), first],
    ...more.map((part) => [...columns.slice(0, last).map(() => ''), part]),
  ];
}

function columnWidths(columns: readonly Column[], rows: readonly (readonly Cell[])[], available: number) {
  const widths = columns.map((_, index) =>
    Math.max(...rows.map((row) => displayWidth(textOf(row[index] ?? '')))),
  );
  const gaps = GAP.length * (columns.length - 1);
  for (;;) {
    const over = widths.reduce((sum, width) => sum + width, gaps) - available;
    if (over <= 0) return widths;
    const widest = widths.reduce(
      (best, width, index) => (!columns[index]?.whole && width > (widths[best] ?? -1) ? index : best),
      -1,
    );
    const width = widths[widest];
    if (width === undefined || width <= MIN_COLUMN) return widths;
    widths[widest] = width - 1;
  }
}

function printCell(context: CliContext, cell: Cell, column: Column, width: number, last: boolean): string {
  const text = shorten(textOf(cell), width);
  const padding = ' '.repeat(Math.max(0, width - displayWidth(text)));
  const styled = typeof cell === 'string' || text === '' ? text : context.style(cell.style, text);
  if (column.align === 'right') return padding + styled;
  return last ? styled : styled + padding;
}

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);
const withText = (cell: Cell, text: string): Cell => (typeof cell === 'string' ? text : { ...cell, text });

/** `1 kind of work that recurs`, `3 kinds of work that recur`. */
export function recurring(clusters: number): string {
  return `${count(clusters, 'kind')} of work that ${clusters === 1 ? 'recurs' : 'recur'}`;
}

/** What stands above another file of a skill where several are printed, as `head` and `tail` put it. */
export const fileHeading = (path: string): string => `==> ${path} <==`;
