/**
 * A text as its reader would decode it: backslash escapes (JSON, source code), a shell's continued lines, entities of HTML,
 * percent escapes and terminal colours undone by one level. Rules then need to know only plain text, and find a secret however deep it is quoted.
 */

const ESCAPE_CHARACTER = '\u001b';
const ENCODED = new RegExp(
  String.raw`\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\\/"'\x60nrtbf0]|\r?\n[ \t]{0,80})|&(?:quot|apos|lt|gt|amp|nbsp|#[0-9]{1,6}|#x[0-9a-fA-F]{1,5});|%[0-9a-fA-F]{2}|${ESCAPE_CHARACTER}\[[0-9;]{0,12}[mK]`,
  'g',
);

const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  0: '\0',
};

export interface DecodedText {
  text: string;
  /** The stretch of the source that decoded to `[start, end)`; an escape is never cut in two. */
  sourceOf(start: number, end: number): { start: number; end: number };
}

const ENTITY = /&(?:quot|apos|[lg]t|amp|nbsp|#\w{1,7});/;

/** Whether decoding could change the text; cheap. */
export function isEncoded(text: string): boolean {
  return text.includes('\\') || text.includes(ESCAPE_CHARACTER) || text.includes('%') || ENTITY.test(text);
}

/** The text with one level of escapes undone, or null when it holds none. */
export function decodeOnce(text: string): DecodedText | null {
  const pieces: string[] = [];
  // Parallel arrays, one entry an escape: where its one (or no) character stands in the result, and what it spans here.
  const targets: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let copied = 0;
  let length = 0;
  ENCODED.lastIndex = 0;
  for (let match = ENCODED.exec(text); match !== null; match = ENCODED.exec(text)) {
    const literal = text.slice(copied, match.index);
    const character = decodeEscape(match[0]);
    length += literal.length;
    targets.push(length);
    starts.push(match.index);
    copied = match.index + match[0].length;
    ends.push(copied);
    pieces.push(literal, character);
    length += character.length;
  }
  if (targets.length === 0) return null;
  pieces.push(text.slice(copied));

  const lastAtOrBefore = (position: number): number => {
    let low = 0;
    let high = targets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((targets[middle] as number) <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const sourceOfCharacter = (position: number): { start: number; end: number } => {
    const index = lastAtOrBefore(position);
    if (index < 0) return { start: position, end: position + 1 };
    const start = starts[index] as number;
    const end = ends[index] as number;
    const width = text.charCodeAt(start) === 0x1b ? 0 : 1;
    const behind = position - (targets[index] as number) - width;
    return behind < 0 ? { start, end } : { start: end + behind, end: end + behind + 1 };
  };
  return {
    text: pieces.join(''),
    sourceOf: (start, end) => ({
      start: sourceOfCharacter(start).start,
      end: sourceOfCharacter(end - 1).end,
    }),
  };
}

function decodeEscape(sequence: string): string {
  const kind = sequence[0];
  if (kind === '\u001b') return '';
  if (kind === '%') return String.fromCharCode(Number.parseInt(sequence.slice(1), 16));
  if (kind === '&') return decodeEntity(sequence.slice(1, -1));
  const letter = sequence[1] as string;
  // A shell takes the end of a continued line for nothing; what is indented behind it stands apart.
  if (letter === '\r' || letter === '\n') return ' ';
  if (sequence.length > 2) return String.fromCharCode(Number.parseInt(sequence.slice(2), 16));
  return LETTERS[letter] ?? letter;
}

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  amp: '&',
  nbsp: ' ',
};

function decodeEntity(name: string): string {
  const known = ENTITIES[name];
  if (known !== undefined) return known;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  // Above are characters of two units, which no rule needs.
  return String.fromCharCode(code > 0xffff ? 0xfffd : code);
}
