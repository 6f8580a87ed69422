/**
 * Finds secrets that line breaks hide: broken in the prefix, in the label, or so early that no line holds enough of one.
 * Lines that may hold pieces are joined, the finders read the joined text, and what they find across a join counts.
 */

import { JoinedText, type Stretch } from './joined-text.ts';
import { hasScrambled } from './scrambled.ts';
import type { Span } from './span.ts';
import { averageWordLength, isHex, looksRandom } from './values.ts';
import { skipBreak } from './wrapped.ts';

/** Read of a line on either side of a break; the longest token with a usual length has a third of that. */
const REACH = 512;
/** Looked at to tell whether a line may hold a piece. */
const GLANCE = 256;
/** Lines of one token in a narrow window; more of them are read as several. */
const MAX_LINES = 128;

/** A break between two lines that may hold two pieces of one secret. */
interface Seam {
  /** What stands before it, back to the start of its line, no further than `REACH`. */
  left: Stretch;
  right: Stretch;
}

/**
 * The secrets of `text` that cross a line break and are not known by what stands before it.
 * @param known what the finders found in the text as it is
 * @param find the finders that know unbroken text
 */
export function findBroken(text: string, known: readonly Span[], find: (joined: string) => Span[]): Span[] {
  const seams = seamsOf(text);
  if (seams.length === 0) return [];
  const knownEnds = new Set(known.map(({ end }) => end));
  const joined = new JoinedText(text);
  for (const { left, right } of seams) {
    // What was taken for a mark before the line may be the secret's own, or an option's.
    const isMark = /[->]/.test(text[right.start - 1] as string);
    const rights = isMark ? [right, { ...right, start: right.start - 1 }] : [right];
    for (const rest of rights) {
      joined.add([left, rest], '');
      // Where the break stands for a space, between a header's name and its value say.
      joined.add([left, rest], ' ');
    }
  }
  for (const lines of blocksOf(text, seams)) {
    // The first and the last line may be of another text, and make a token of a fixed length too long.
    for (const first of [0, 1]) {
      for (const last of [0, 1]) joined.add(lines.slice(first, lines.length - last), '');
    }
  }
  const content = joined.content();
  return find(content).flatMap((span) => {
    if (!isPlausible(content.slice(span.start, span.end), span)) return [];
    if (knownEnds.has(joined.firstLineEnd(span) ?? -1)) return [];
    return joined.crossing(span) ?? [];
  });
}

/**
 * Private keys whose header or footer is broken, or whose lines are shorter than armour has them.
 * @param find the finder that knows whole headers
 */
export function findBrokenKeys(text: string, find: (joined: string) => Span[]): Span[] {
  if (!text.includes('-----') || !KEY_WORDS.test(text)) return [];
  const lines = linesOf(text);
  // What was taken for a mark before a line may be one of a header's own.
  const withDash = lines.map(({ start, end }) => ({
    start: text[start - 1] === '-' ? start - 1 : start,
    end,
  }));
  return [lines, withDash].flatMap((stretches) => {
    const joined = new JoinedText(text);
    joined.add(stretches, '');
    return find(joined.content()).flatMap((span) => joined.crossing(span) ?? []);
  });
}

/** Of these words of a header or footer at least one outlives a break. */
const KEY_WORDS = /BEGIN |PRIV|KEY-----/;

function linesOf(text: string): Stretch[] {
  const lines: Stretch[] = [];
  let start = 0;
  for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) {
    const end = Math.max(start, beforeBreak(text, feed));
    lines.push({ start, end });
    start = skipBreak(text, end);
    if (start < 0) start = feed + 1;
  }
  lines.push({ start, end: text.length });
  return lines;
}

/** A break alone makes words of two lines one; what is found there must be random beyond doubt. */
function isPlausible(value: string, { specific, kind }: Span): boolean {
  // Some issuers put long numbers into their tokens.
  if (specific) return averageWordLength(value.replace(/[0-9]{6,}/g, '-')) <= 3.4;
  return kind === 'url' || looksRandom(value, 8, isHex(value) ? 3 : 3.2);
}

function seamsOf(text: string): Seam[] {
  const seams: Seam[] = [];
  let feed = text.indexOf('\n');
  let lineStart = 0;
  let isLeftSuspicious = feed >= 0 && hasScrambled(text, Math.max(0, feed - GLANCE), feed);
  while (feed >= 0) {
    const nextFeed = text.indexOf('\n', feed + 1);
    const nextEnd = nextFeed < 0 ? text.length : nextFeed;
    const isRightSuspicious = hasScrambled(text, feed + 1, Math.min(nextEnd, feed + 1 + GLANCE));
    // Behind a piece of a wrapped secret, its next lines need not look random.
    const goesOn = seams.at(-1)?.right.start === lineStart && isWord(text, { start: feed + 1, end: nextEnd });
    const seam =
      isLeftSuspicious || isRightSuspicious || goesOn
        ? seamAt(text, lineStart, feed, beforeBreak(text, nextEnd))
        : null;
    if (seam !== null) seams.push(seam);
    lineStart = seam?.right.start ?? feed + 1;
    isLeftSuspicious =
      nextEnd - feed - 1 > GLANCE ? hasScrambled(text, nextEnd - GLANCE, nextEnd) : isRightSuspicious;
    feed = nextFeed;
  }
  return seams;
}

/** The seam at a line feed, or null where a secret cannot go on over it. */
function seamAt(text: string, lineStart: number, feed: number, lineEnd: number): Seam | null {
  const end = beforeBreak(text, feed);
  if (!mayHold(text, end - 1)) return null;
  const start = skipBreak(text, end);
  if (start >= lineEnd || !mayHold(text, start)) return null;
  return {
    left: { start: Math.max(lineStart, end - REACH), end },
    right: { start, end: Math.min(lineEnd, start + REACH) },
  };
}

function beforeBreak(text: string, feed: number): number {
  let end = feed;
  if (text[end - 1] === '\r') end--;
  if (text[end - 1] === '\\') end--;
  return end;
}

const INNER = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+/=~.:%@"\'`- <>') {
  INNER[character.charCodeAt(0)] = 1;
}

/** Whether a secret, or the words that tell of one, can have such a character next to a break. */
function mayHold(text: string, index: number): boolean {
  return INNER[text.charCodeAt(index)] === 1;
}

/** Runs of three and more lines of which the inner ones are one word, or all of one length: wrapped in a narrow window. */
function blocksOf(text: string, seams: readonly Seam[]): Stretch[][] {
  const blocks: Stretch[][] = [];
  let lines: Stretch[] = [];
  const close = () => {
    if (lines.length > 2) blocks.push(lines);
    lines = [];
  };
  for (const [index, { left, right }] of seams.entries()) {
    if (lines.length === 0) lines = [left];
    lines.push(right);
    const next = seams[index + 1];
    const goesOn =
      next !== undefined &&
      next.left.start <= right.start &&
      next.left.end === right.end &&
      (isWord(text, right) || right.end - right.start === left.end - left.start);
    if (!goesOn || lines.length >= MAX_LINES) close();
  }
  return blocks;
}

const isWord = (text: string, { start, end }: Stretch): boolean =>
  /^[ +>-]{0,16}[^ \t]{1,128}$/.test(text.slice(start, end));
