/** Finds values by their label: `DB_PASSWORD=…`, `"client_secret": "…"`, `--token …`, `<password>…</password>`. */

import { type LabelPattern, nextLabel } from './label-search.ts';
import { FIELD, HARMLESS_PREFIX, HARMLESS_SUFFIX, LABEL_PATTERNS, type LabelKind } from './label-words.ts';
import { Patience } from './patience.ts';
import type { Span } from './span.ts';
import {
  averageWordLength,
  endOfLong,
  isHex,
  isLiteral,
  isUuid,
  looksRandom,
  readsAsWords,
} from './values.ts';
import { skipBreak, withoutBreaks } from './wrapped.ts';

const LONGEST_VALUE = 1024;
/** An `&` ends a value where it begins the next parameter of a URL or the next command. */
const VALUE = /(?:[^\s"'`,;&<>(){}[\]|\\«»]|&(?![A-Za-z_][a-z_]{1,63}=|[&\s"'`]|amp;|$)){1,1024}/y;
/** What stands before the value itself: marks of a string's kind, YAML's tags, anchors and blocks, XML's CDATA. */
const LITERAL_PREFIX =
  /[rbfuRBFUNL@$]{0,2}(?:""(?="[^"])|''(?='[^']))?(?=["'`])|(?:!{1,2}[a-z]{1,16}|&[A-Za-z][A-Za-z0-9_-]{0,32})[ \t]{1,4}|[|>][+-]?[ \t]{0,4}\r?\n[ \t]{1,40}|<!\[CDATA\[/y;

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
  // `${PASSWORD:-postgres}`: what stands behind the mark is the default.
  const content = withoutBreaks(text.slice(value.start, value.end)).replace(/^[-=?+](?=[a-z]+$)/, '');
  if (kind !== 'password' && SAID_TO.test(tie)) return false;
  if (isLoose(tie, kind) && !looksRandom(content, 8)) return false;
  const firm = isFirm(text, match, value, kind);
  if (!firm && value.quoted && /^[ \t]*:/.test(text.slice(value.end + 1, value.end + 4))) return false;
  const isSure = isOption(whole) || (firm && !value.quoted && word === word.toUpperCase());
  if (!isSecretValue(content, kind, firm, isSure)) return false;
  return value.quoted || !isCodeAfter(text, value.end) || looksRandom(content);
}

/** Types of values, and what a sentence says of an option: none of them is one. */
const NO_VALUE =
  /^(?:string|str|number|boolean|bool|integer|bytes|text|varchar|unknown|object|secretstr|required|requires?|optional|option|argument|value|values|without|with|provided|specified|missing|needed|must|should|cannot)$/i;

/** A table's cell, and what a sentence says of anything but a password, tie nothing that is not random. */
const isLoose = (tie: string, kind: LabelKind): boolean =>
  /^\W{0,3}[ \t]+\|[ \t]/.test(tie) || (kind !== 'password' && /^\W{0,3}[ \t]+(?:is|was)[ \t]/.test(tie));

const SAID_TO = /^\W{0,3}[ \t]+(?:to|[–—])[ \t]/;

/** Ties that names have as well as secrets: arguments, fallbacks, pairs of a name and a value. */
const NAMES_TOO = /,|\(|\|\||\?\?|[ \t]or[ \t]|(?:value|default)["']?[ \t]*[:=]/i;

/**
 * Whether the place leaves no doubt: `--token x`, `<secret>x<`, `SECRET_KEY=x`, quotes, a line that is only
 * `password: x`. What is no name of words needs no more than a line of its own.
 */
function isFirm(text: string, match: RegExpExecArray, value: Value, kind: LabelKind): boolean {
  const [whole, word = '', , tie = ''] = match;
  const content = text.slice(value.start, value.end);
  const isSetting = word === word.toUpperCase();
  if (NO_VALUE.test(content)) return false;
  if (NAMES_TOO.test(tie)) return (isSetting && !tie.includes(',')) || !readsAsWords(content);
  if (SAID_TO.test(tie)) return false;
  if (value.quoted) return kind === 'password' || tie.trim() !== '' || match.index === value.start;
  if (isOption(whole) || isElement(text, match, value)) return true;
  if (tie === '=' && (kind === 'password' || isSetting)) return true;
  return /[=:：＝]/.test(tie) && isTiedFirmly(text, match, value, isSetting ? 'password' : kind);
}

function isTiedFirmly(text: string, match: RegExpExecArray, { start, end }: Value, kind: LabelKind): boolean {
  if (kind === 'password') return isOwnLine(text, match.index, end);
  return !readsAsWords(text.slice(start, end)) && (match[3] === '=' || isOwnLine(text, match.index, end));
}

/** `<password>…<`, `<password type="plain">…<`; an attribute's name is not what its element holds. */
function isElement(text: string, match: RegExpExecArray, { end }: Value): boolean {
  const tie = match[3] ?? '';
  if (!tie.endsWith('>') || !/^\s{0,40}(?:<|\]\]>)/.test(text.slice(end, end + 44))) return false;
  return (
    tie.trim() === '>' ||
    tie.includes('<') ||
    /<[A-Za-z:]{0,32}$/.test(text.slice(Math.max(0, match.index - 33), match.index))
  );
}

const isOption = (whole: string): boolean => /^[\s"']?--?[A-Za-z]/.test(whole);

/**
 * Nothing else stands on the line but what lists, diffs, numbered lines and searches put before it, the words of a
 * prompt or of the label's own name, and a comment behind.
 */
function isOwnLine(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_BEFORE), start);
  return (
    (before.includes('\n') || start < LONGEST_BEFORE) &&
    OWN_BEFORE.test(before) &&
    /^[.:!?]{0,8}(?:\*\*)?(?:[ \t]{0,8}(?:\r?\n|$)|[ \t]{1,8}[#;])/.test(text.slice(end, end + 24))
  );
}

const LONGEST_BEFORE = 160;
const OWN_BEFORE =
  /(?:^|\n)(?:[\w./-]{1,80}:\d{1,6}[:-]|[ \t]{0,8}\d{1,6}(?:[\t→|:]|[ ]{2}))?[ \t+>|*-]{0,32}["']?(?:[\p{L}\p{N}_.@()'’-]{1,40} ){0,3}[\p{L}\p{N}_.-]{0,32}$/u;

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
  return /\n\s*$/.test(tie) && !tie.includes('>') ? null : unquoted(text, start);
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
  if (/^(?:pass|pwd|pw)/i.test(word)) return 'password';
  if (/token/i.test(word)) return 'token';
  return /^secret|credential/i.test(word) ? 'secret' : 'api-key';
}

function isHarmlessLabel(before: string, suffix: string, kind: LabelKind): boolean {
  const prefix = HARMLESS_PREFIX.exec(before);
  // `next token` is one name; before `password` such a word is one of the sentence.
  const isNamed = prefix !== null && (kind === 'token' || prefix.groups?.separator !== ' ');
  return (isNamed && isWordStart(before, prefix.index)) || HARMLESS_SUFFIX.test(suffix);
}

/** `min` begins a word in `max_min` and `theMin`, and none in `admin`. */
const isWordStart = (text: string, index: number): boolean =>
  !/[A-Za-z]/.test(text[index - 1] ?? '') || /[a-z][A-Z]/.test(text.slice(index - 1, index + 1));

/** `parse(x)`, `items[0]`, `config.token`: what looked like a value is the start of an expression. */
function isCodeAfter(text: string, end: number): boolean {
  return /[([{.]/.test(text[end] ?? '');
}

/**
 * @param firm the place leaves no doubt that a literal value stands here: quotes, an option, a tag, or `NAME=`
 * @param isSure true where even a token may be a word
 */
function isSecretValue(value: string, kind: LabelKind, firm: boolean, isSure: boolean): boolean {
  if (value.length < 6 || value.length > LONGEST_VALUE || /\s/.test(value)) return false;
  if (!isLiteral(value) || isReferenceToPlace(value)) return false;
  if (isUuid(value)) return kind !== 'token';
  if (firm) return kind !== 'token' || isSure || !isPlainName(value);
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
