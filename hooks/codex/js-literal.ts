/** Reads literal values out of JavaScript tokens: texts, numbers, lists and objects of them. Evaluates nothing. */

import type { JsonValue } from '../../src/types.ts';
import type { JsToken } from './js-tokens.ts';

/** A value, and the index of the token behind it. */
interface ReadValue {
  value: JsonValue;
  end: number;
}

/** Deeper values are not a tool's arguments. */
const MAX_DEPTH = 40;
const NAMED: Readonly<Record<string, JsonValue>> = { true: true, false: false, null: null };

/** The literal value that begins at token `at`; null when anything in it is not a literal. */
export function readJsValue(tokens: readonly JsToken[], at: number, depth = 0): ReadValue | null {
  const token = tokens[at];
  if (token === undefined || depth > MAX_DEPTH) return null;
  const { kind, text } = token;
  if (kind === 'text') return withEnd(textValue(text), at + 1);
  if (kind === 'number') return withEnd(numberValue(text), at + 1);
  if (kind === 'word') return Object.hasOwn(NAMED, text) ? { value: NAMED[text] ?? null, end: at + 1 } : null;
  const next = tokens[at + 1];
  if (text === '-' && next?.kind === 'number') return withEnd(numberValue(`-${next.text}`), at + 2);
  if (kind === 'mark' && text === '[') return readList(tokens, at + 1, depth);
  return kind === 'mark' && text === '{' ? readObject(tokens, at + 1, depth) : null;
}

function readList(tokens: readonly JsToken[], from: number, depth: number): ReadValue | null {
  const values: JsonValue[] = [];
  for (let at = from; ; ) {
    if (isMark(tokens[at], ']')) return { value: values, end: at + 1 };
    const item = readJsValue(tokens, at, depth + 1);
    if (item === null) return null;
    values.push(item.value);
    const next = behindItem(tokens, item.end, ']');
    if (next === null) return null;
    at = next;
  }
}

function readObject(tokens: readonly JsToken[], from: number, depth: number): ReadValue | null {
  const entries: [string, JsonValue][] = [];
  for (let at = from; ; ) {
    if (isMark(tokens[at], '}')) return { value: Object.fromEntries(entries), end: at + 1 };
    const key = keyOf(tokens[at]);
    const item = key === null || !isMark(tokens[at + 1], ':') ? null : readJsValue(tokens, at + 2, depth + 1);
    if (key === null || item === null) return null;
    entries.push([key, item.value]);
    const next = behindItem(tokens, item.end, '}');
    if (next === null) return null;
    at = next;
  }
}

/** Where the next item or the closing bracket is; null when something else follows. */
function behindItem(tokens: readonly JsToken[], at: number, close: string): number | null {
  if (isMark(tokens[at], ',')) return at + 1;
  return isMark(tokens[at], close) ? at : null;
}

function keyOf(token: JsToken | undefined): string | null {
  if (token?.kind === 'word') return token.text;
  return token?.kind === 'text' && !token.text.startsWith('`') ? textValue(token.text) : null;
}

const isMark = (token: JsToken | undefined, text: string) => token?.kind === 'mark' && token.text === text;

function withEnd(value: JsonValue, end: number): ReadValue | null {
  return value === null ? null : { value, end };
}

function numberValue(text: string): number | null {
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : null;
}

const ESCAPE = /\\(u\{[\da-fA-F]{1,6}\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|\r\n|[\s\S])/g;
const CONTROLS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
  '\n': '',
  '\r\n': '',
};

/** The text that a quoted literal stands for; null for an escape that no JavaScript has. */
function textValue(literal: string): string | null {
  let valid = true;
  const value = literal.slice(1, -1).replace(ESCAPE, (_, code: string) => {
    if (!/^[ux]./.test(code)) {
      valid &&= code !== 'u' && code !== 'x';
      return CONTROLS[code] ?? code;
    }
    const point = Number.parseInt(code.replace(/[ux{}]/g, ''), 16);
    valid &&= point <= 0x10ffff;
    return valid ? String.fromCodePoint(point) : '';
  });
  return valid ? value : null;
}
