/** Finds values by their label: `DB_PASSWORD=…`, `"client_secret": "…"`, `--token …`, `<password>…</password>`. */

import { type LabelPattern, nextLabel } from './label-search.ts';
import { Patience } from './patience.ts';
import type { Span } from './span.ts';
import { averageWordLength, endOfLong, isHex, isLiteral, isUuid, looksRandom } from './values.ts';
import { skipBreak, withoutBreaks } from './wrapped.ts';

type LabelKind = 'password' | 'secret' | 'token' | 'api-key';

const LABEL_WORDS =
  'passw(?:or)?d|passphrase|(?<=[_"\'])pass(?=["\' =:])|(?<![A-Za-z0-9-])pass(?=["\']?[ \\t]{0,3}[:=][ \\t]{0,3}["\'])|(?<![A-Za-z0-9_-])PASS(?==)|passwd|pwd|secret|token|credential|api[ _.-]?key|(?:access|account|private|encrypt(?:ion)?|signing|sign|auth|master|service|admin|session|role|shared|license|deploy|bot|app|storage|hmac|jwt|webhook|consumer|client|subscription|shared[ _]?access)[_-]?(?:key|signature)|[_-]apikey|x-amz-signature|[?&]sig';

/** How a label is tied to its value: an assignment, a type then an assignment, an option, a tag, SQL, plain words. */
const TIE =
  '["\'\\])]{0,3}(?:[ \\t]{0,16}:[ \\t]{0,2}[A-Za-z_][A-Za-z0-9_.<>| ?]{0,30}=(?!=)[ \\t]{0,2}|[ \\t]{0,16}(?::=|=>|={1,3}|[:：＝])(?![:=])\\s{0,40}|[ \\t]{1,4}(?=["\'])|(?<=["\']),[ \\t]{0,2}(?=["\'])|>|[ \\t]{1,3}(?:is|was)[ \\t]{1,2})';

/** A word that names a secret, and what ties it to its value: groups 1 and 3, what is left of the name between them. */
const LABELLED: LabelPattern = {
  regexp: new RegExp(`(${LABEL_WORDS})([A-Za-z0-9_-]{0,32}?)(${TIE})`, 'iy'),
  beginsWith: /[A-Z_?&-]/i,
  lead: 16,
};
const OPTION: LabelPattern = {
  regexp: new RegExp(
    `(?:^|[\\s"'])--?[A-Za-z0-9-]{0,32}?(${LABEL_WORDS})([A-Za-z0-9-]{0,16})([ =]{1,3})`,
    'iy',
  ),
  beginsWith: /[\s"'-]/,
  lead: 52,
};

/** Each is looked for in the whole text. */
export const LABEL_PATTERNS: readonly LabelPattern[] = [LABELLED, OPTION];

const FIELD = new RegExp(`(${LABEL_WORDS})([A-Za-z0-9_-]{0,32})"$`, 'i');

/** Names that hold a label's word and yet no secret: counters, cursors, ids, places. */
const HARMLESS_SUFFIX =
  /^(?:s$|s?[_-]?(?:ids?|name|count|type|kind|path|file|dir|url|uri|length|len|limit|usage|arn|format|field|label|policy|expir\w*|ttl|max|min|index|size|budget|used|hash|sha\d*|digest|fingerprint|ref|version|prefix|regex|pattern|hint|status|izer\w*|ize\w*|s_(?!\w*(?:key|secret|token|passw|pwd))\w+))$/i;
const HARMLESS_PREFIX =
  /(?:next|page|continuation|cursor|max|min|num|total|input|output|prompt|completion|cached?|sync|pad|eos|bos|sep|mask|special|stop|cancellation|cancel|public|design|css)(?<separator>[_ -]?)$/i;

const LONGEST_VALUE = 1024;
/** An `&` ends a value where it begins the next parameter of a URL or the next command. */
const VALUE = /(?:[^\s"'`,;&<>(){}[\]|\\«»]|&(?![A-Za-z_][a-z_]{1,63}=|[&\s"'`]|amp;|$)){1,1024}/y;
const LITERAL_PREFIX = /[rbfuRBFU]{0,2}(?=["'`])/y;

/** Values of labels that name a secret, in plain (decoded) text. */
export function findLabelled(text: string): Span[] {
  return LABEL_PATTERNS.flatMap((pattern) => findBehind(text, pattern));
}

function findBehind(text: string, pattern: LabelPattern): Span[] {
  const spans: Span[] = [];
  const patience = new Patience();
  let from = 0;
  for (let match = nextLabel(text, from, pattern); match !== null; match = nextLabel(text, from, pattern)) {
    const valueStart = match.index + match[0].length;
    const value = valueAt(text, valueStart, match[3] ?? '');
    if (value !== null && isLabelled(text, match, value)) {
      const found = spansOf(text, match, value);
      spans.push(...found);
      from = found.at(-1)?.end ?? value.end;
    } else {
      // The value may itself begin with a label: look again from there, not behind it.
      from = Math.max(valueStart, patience.afterFailure(valueStart, value?.end ?? valueStart));
    }
  }
  return spans;
}

/** The value behind a label, and what source code joins to it. */
function spansOf(text: string, match: RegExpExecArray, { start, end, quoted }: Value): Span[] {
  const common = { kind: kindOfLabel(match[1] ?? ''), specific: false, from: match.index };
  const whole = endOfLong(text, start, end);
  const parts = quoted ? joinedParts(text, whole) : [];
  return [{ start, end: whole }, ...parts].map((part) => ({ ...part, ...common }));
}

/**
 * Whether the value of a field is a secret by the field's name.
 * @returns the mask's kind, or null
 */
export function kindOfField(name: string, value: string): string | null {
  const match = FIELD.exec(`"${name.slice(-80)}"`);
  if (match === null) return null;
  const [, word = '', suffix = ''] = match;
  const kind = kindOfLabel(word);
  if (isHarmlessLabel(name.slice(0, match.index), suffix, kind)) return null;
  return isSecretValue(value, kind, true, false) ? kind : null;
}

function isLabelled(text: string, match: RegExpExecArray, value: Value): boolean {
  const [whole, word = '', suffix = '', tie = ''] = match;
  const labelStart = match.index + whole.indexOf(word);
  const kind = kindOfLabel(word);
  if (isHarmlessLabel(text.slice(Math.max(0, labelStart - 16), labelStart), suffix, kind)) return false;
  if (/is|was/i.test(tie) && kind !== 'password') return false;
  // `${PASSWORD:-postgres}`: what stands behind the mark is the default.
  const content = withoutBreaks(text.slice(value.start, value.end)).replace(/^[-=?+](?=[a-z]+$)/, '');
  const firm = isFirm(text, match, value, kind);
  if (!firm && value.quoted && /^[ \t]*:/.test(text.slice(value.end + 1, value.end + 4))) return false;
  if (!isSecretValue(content, kind, firm, isOption(whole))) return false;
  return value.quoted || !isCodeAfter(text, value.end) || looksRandom(content);
}

/** Types of values, and what a sentence says of an option: none of them is one. */
const NO_VALUE =
  /^(?:string|str|number|boolean|bool|integer|bytes|text|varchar|unknown|object|secretstr|required|requires?|optional|option|argument|value|values|without|with|provided|specified|missing|needed|must|should|cannot)$/i;

/** Whether the place leaves no doubt: `--token x`, `<secret>x<`, `SECRET_KEY=x`, quotes, a line that is only `password: x`. */
function isFirm(text: string, match: RegExpExecArray, value: Value, kind: LabelKind): boolean {
  const [whole, word = '', , tie = ''] = match;
  if (tie.includes(',')) return false;
  if (value.quoted) return kind === 'password' || tie.trim() !== '' || match.index === value.start;
  if (NO_VALUE.test(text.slice(value.start, value.end))) return false;
  if (isOption(whole) || (tie === '>' && text[value.end] === '<')) return true;
  if (tie === '=') return kind === 'password' || word === word.toUpperCase();
  return kind === 'password' && /[:：]\s/.test(`${tie} `) && isOwnLine(text, match.index, value.end);
}

const isOption = (whole: string): boolean => /^[\s"']?--?[A-Za-z]/.test(whole);

/** Nothing else stands on the line, but a list's or a diff's mark, and the rest of the label's own name. */
function isOwnLine(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 66), start);
  return (
    (before.includes('\n') || start < 66) &&
    /(?:^|\n)[ \t+-]{0,32}["']?[\p{L}\p{N}_.-]{0,32}$/u.test(before) &&
    /^[.:!?]{0,8}[ \t]{0,8}(?:\r?\n|$)/.test(text.slice(end, end + 20))
  );
}

interface Value {
  start: number;
  end: number;
  quoted: boolean;
}

/** What closes a quotation, in the scripts that have marks of their own. */
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '‘': '’',
  '„': '“',
  '«': '»',
  '「': '」',
  '『': '』',
};

function valueAt(text: string, position: number, tie: string): Value | null {
  LITERAL_PREFIX.lastIndex = position;
  const start = position + (LITERAL_PREFIX.exec(text)?.[0].length ?? 0);
  const quote = CLOSING[text[start] ?? ''];
  if (quote !== undefined) {
    const end = endOfQuoted(text, start + 1, quote);
    if (end > 0) return { start: start + 1, end, quoted: true };
    return unquoted(text, start + 1);
  }
  // A value on the next line is one only in quotes: otherwise the next statement would be taken for it.
  return tie.includes('\n') ? null : unquoted(text, start);
}

function unquoted(text: string, start: number): Value | null {
  VALUE.lastIndex = start;
  const run = VALUE.exec(text);
  if (run === null) return null;
  const end = start + run[0].replace(/[.:!?]{1,8}$/, '').length;
  return end > start ? { start, end, quoted: false } : null;
}

/**
 * Where a string ends: at its closing quote, or at an escaped one, because below the text's own level of quoting the
 * two look alike. -1 when there is none on the line; a line may be broken inside a word.
 */
function endOfQuoted(text: string, start: number, quote: string): number {
  const limit = Math.min(text.length, start + LONGEST_VALUE);
  for (let index = start; index < limit; index++) {
    const character = text[index];
    if (character === quote) return text[index - 1] === '\\' ? startOfBackslashes(text, index) : index;
    if (character !== '\n') continue;
    const next = skipBreak(text, text[index - 1] === '\r' ? index - 1 : index);
    if (!/[^\s"'`]/.test(text[next] ?? '') || /\s/.test(text[index - 2] ?? '')) return -1;
    index = next - 1;
  }
  return -1;
}

/** The operators that join two strings in source code; a shell's, and C's, is a continued line. */
const JOINT = /(["'`])[ \t]{0,4}(?:(?:\+|\.\.?|<>|&|\|\|)\s{0,40}|\\\r?\n[ \t]{0,40})(["'`])/y;
const MAX_PARTS = 20;

/** The further parts of a value that source code puts together from several strings: `"…" + "…"`. */
function joinedParts(text: string, end: number): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let at = end;
  while (parts.length < MAX_PARTS) {
    JOINT.lastIndex = at;
    const joint = JOINT.exec(text);
    if (joint === null) break;
    const start = JOINT.lastIndex;
    const close = endOfQuoted(text, start, joint[2] ?? '"');
    if (close <= start || /[\s,:\]}]/.test(text.slice(start, close))) break;
    parts.push({ start, end: close });
    at = close;
  }
  return parts;
}

function startOfBackslashes(text: string, end: number): number {
  let start = end;
  while (text[start - 1] === '\\') start--;
  return start;
}

function kindOfLabel(word: string): LabelKind {
  if (/^(?:pass|pwd)/i.test(word)) return 'password';
  if (/token/i.test(word)) return 'token';
  return /^secret|credential/i.test(word) ? 'secret' : 'api-key';
}

function isHarmlessLabel(before: string, suffix: string, kind: LabelKind): boolean {
  const prefix = HARMLESS_PREFIX.exec(before);
  // `next token` is one name; before `password` such a word is one of the sentence.
  const isNamed = prefix !== null && (kind === 'token' || prefix.groups?.separator !== ' ');
  return isNamed || HARMLESS_SUFFIX.test(suffix);
}

/** `parse(x)`, `items[0]`, `config.token`: what looked like a value is the start of an expression. */
function isCodeAfter(text: string, end: number): boolean {
  return /[([{.]/.test(text[end] ?? '');
}

/**
 * @param firm the place leaves no doubt that a literal value stands here: quotes, an option, a tag, or `NAME=`
 */
function isSecretValue(value: string, kind: LabelKind, firm: boolean, isOption: boolean): boolean {
  if (value.length < 6 || value.length > LONGEST_VALUE || /\s/.test(value)) return false;
  if (!isLiteral(value) || isReferenceToPlace(value)) return false;
  if (isUuid(value)) return kind !== 'token';
  if (firm) return kind !== 'token' || isOption || !isPlainName(value);
  if (looksRandom(value, 8, isHex(value) ? 8 : 3)) return true;
  return kind === 'password' && /[^A-Za-z]/.test(value) && !isDottedName(value);
}

/** A token of a language or a style sheet has a name of letters; one that lets somebody in does not. */
const isPlainName = (value: string): boolean =>
  /^[A-Za-z]+(?:[._/-][A-Za-z]+)*[0-9]?$/.test(value) && averageWordLength(value) > 3;

/** A path, a URL or a file name: the place of a secret, not the secret. */
function isReferenceToPlace(value: string): boolean {
  return /^(?:\.{0,2}\/|~\/|[a-z]{2,10}:\/\/|[A-Za-z]:\\)/.test(value)
    ? averageWordLength(value) > 2.6 || value.length < 30
    : /\.[a-z]{2,4}$/.test(value) && averageWordLength(value) > 2.6;
}

function isDottedName(value: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*(?:[.:/-][A-Za-z0-9_]+)*$/.test(value) && averageWordLength(value) > 3;
}
