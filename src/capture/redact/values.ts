/** What a string looks like: drawn at random, a stand-in, or an identifier that is no secret. */

/** A word as people and programs write them: one capital and small letters, capitals only, or digits. */
const WORD = /[A-Z]?[a-z]+|[A-Z]+|[0-9]+/g;

/**
 * Average length of the words in a string, separators left out; 0 when it has none. Random letters and digits
 * change class every two or three characters, names and prose every four or more.
 */
export function averageWordLength(value: string): number {
  const words = value.match(WORD);
  if (words === null) return 0;
  let letters = 0;
  for (const word of words) letters += word.length;
  return letters / words.length;
}

const hasDigit = (value: string) => /[0-9]/.test(value);
const hasLetter = (value: string) => /[A-Za-z]/.test(value);

/**
 * Letters and digits that change class as only random ones do.
 * @param min least length
 * @param maxAverage longest average word; without digits the string must be more broken up than that
 */
export function looksRandom(value: string, min = 12, maxAverage = 3): boolean {
  if (value.length < min) return false;
  const average = averageWordLength(value);
  if (average === 0 || average > maxAverage) return false;
  if (hasDigit(value)) return hasLetter(value);
  const mixed = /[a-z]/.test(value) && /[A-Z]/.test(value);
  return mixed && (value.length >= 24 || (value.length >= 10 && average <= 2.7));
}

/** Shannon entropy in bits a character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / value.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

/** Stand-ins that are part of any value: documentation's examples and what other tools put in place of a secret. */
const STAND_IN_ANYWHERE =
  /example|placeholder|redacted|not[-_](?:required|needed|used|set)|changeme|change[-_]me|x{5}|\*{3}|\.{3}|…|(?:your|insert|replace|enter)[-_ ]|[-_]here\b|0123456789|1234567890|\$\{|\{[A-Za-z_.]{1,32}\}|deadbeef|cafebabe|[«»<>]/i;

/** References to a value kept elsewhere, and literals that hold nothing. */
const REFERENCE =
  /^(?:%[A-Za-z_]+%$|%[a-z]$|%\(|@[A-Za-z_]+$|[({]|process\.env|import\.meta|os\.(?:environ|getenv)|ENV\[|(?:env|secrets?|vars?|config)\.[A-Za-z_]|null$|true$|false$|none$|nil$|undefined$)/i;

/** A shell's variable by the spellings that people give them, or what a shell puts in. */
const VARIABLE = /^\$(?:[({]|[A-Z_][A-Z0-9_]*$|[a-z_][a-z0-9_]*$|[a-z]+(?:[A-Z][a-z]+)*$)/;

/** True for what stands where a secret would be: `REDACTED`, `sk-your-key-here`, `${TOKEN}`, `xxxx`. */
export function isStandIn(value: string): boolean {
  return (
    VARIABLE.test(value) || REFERENCE.test(value) || STAND_IN_ANYWHERE.test(value) || isMonotonous(value)
  );
}

/** Fewer distinct characters than any secret has: `aaaaaaaa`, `--------`, `00000000-0000`. */
function isMonotonous(value: string): boolean {
  const distinct = new Set(value);
  return distinct.size <= Math.min(4, value.length / 3);
}

/** Words of made-up credentials in tests: `test-token-1`, `fake_key_2`. */
export function isMadeUp(value: string): boolean {
  return /(?:^|[^a-z])(?:test|tests|testing|fake|mock|dummy|sample|demo|foo|bar|invalid|wrong|expired|valid|secret|password|passwd|token|key|some|old|new|user|admin|default|local|dev)(?:$|[^a-z])/i.test(
    value.replace(/([a-z])([A-Z])/g, '$1-$2'),
  );
}

/** Passwords that everyone uses for a database on their own machine. */
const COMMON =
  /^(?:password|passwd|pass|postgres|postgresql|root|admin|guest|user|username|secret|mysql|redis|test|testing|dev|token|key|pw|pwd)[0-9]{0,3}$/i;
const SHORT = /^[a-z]{1,3}[0-9]{0,3}$/;

/**
 * True for what may be a secret where the place leaves no doubt that one stands there: anything but a stand-in, a
 * variable and what everyone uses. Whether it looks random does not matter.
 */
export function isLiteral(value: string): boolean {
  return (
    !isStandIn(value) &&
    !COMMON.test(value) &&
    !SHORT.test(value) &&
    !isAboutSecrets(value) &&
    !OTHER.test(value)
  );
}

/** A version number; a sentence in a script that puts no spaces between words. */
const OTHER =
  /^[\^~<>=v]{0,2}[0-9]{1,4}(?:\.[0-9]{1,6}){1,3}(?:-[a-z0-9.]{1,16})?$|^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{P}]+$/u;

/** A name made of words about credentials, as tests have them; random letters hardly ever read so. */
const isAboutSecrets = (value: string): boolean => isMadeUp(value) && averageWordLength(value) >= 3;

/**
 * Whether a value is put together of words, as names are: letters with separators and a number at most, each piece in
 * one case and one that can be spoken.
 */
export function readsAsWords(value: string): boolean {
  if (
    !/^[A-Za-z._:/-]+(?:[0-9]{1,2}[A-Z][A-Za-z._:/-]*)?[0-9]{0,4}$/.test(value) ||
    averageWordLength(value) <= 3
  )
    return false;
  return !/[A-Z]{4}[a-z]|[a-z][A-Z](?:[A-Z]|$)|[bcdfghjklmnpqrstvwxz]{5}/.test(value);
}

export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value);
}

/** Hex digits only: commits, digests, container ids. */
export function isHex(value: string): boolean {
  return /^(?:0x)?[0-9a-f]+$/i.test(value);
}

/** A value without the full stop or the dots of the sentence that it ends. */
export function withoutDotsBehind(value: string): string {
  let end = value.length;
  while (value[end - 1] === '.') end--;
  return value.slice(0, end);
}

/** Longer values are told by their first characters; nothing shorter is one that was only read in part. */
const READ_IN_FULL = 1024;
const LONG_REST = /[A-Za-z0-9+/=_.~%-]*/y;

/** Where a secret ends of which no more than its first characters were looked at. */
export function endOfLong(text: string, start: number, end: number): number {
  if (end - start < READ_IN_FULL) return end;
  LONG_REST.lastIndex = end;
  return end + (LONG_REST.exec(text)?.[0].length ?? 0);
}
