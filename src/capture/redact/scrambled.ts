/** Tells cheaply, without a pattern, whether a stretch of text may hold a piece of a secret. */

const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
const CLASS = new Uint8Array(128);
for (const [from, to, kind] of [
  ['a', 'z', LOWER],
  ['A', 'Z', UPPER],
  ['0', '9', DIGIT],
] as const) {
  CLASS.fill(kind, from.charCodeAt(0), to.charCodeAt(0) + 1);
}

/** Random letters and digits begin four words within so many characters; names and prose hardly ever do. */
const WITHIN = 10;
const NOWHERE = Number.NEGATIVE_INFINITY;

/**
 * Whether letters and digits in a row somewhere in `[from, to)` begin four words within ten characters, a word being
 * one capital and small letters, capitals only, or digits.
 */
export function hasScrambled(text: string, from: number, to: number): boolean {
  let before = 0;
  /** Where the last three words began, newest first. */
  let latest = NOWHERE;
  let second = NOWHERE;
  let third = NOWHERE;
  for (let index = from; index < to; index++) {
    const kind = CLASS[text.charCodeAt(index)] ?? 0;
    if (kind === 0) {
      latest = second = third = NOWHERE;
    } else if (kind !== before && !(before === UPPER && kind === LOWER && latest === index - 1)) {
      if (index - third < WITHIN) return true;
      third = second;
      second = latest;
      latest = index;
    }
    before = kind;
  }
  return false;
}
