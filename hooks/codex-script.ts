/** The `exec` tool of newer models takes JavaScript that calls the real tools; most scripts are one call. */

import type { JsonObject, JsonValue } from '../src/types.ts';
import { asRecord } from './fields.ts';

const CALL = /\btools\.([A-Za-z_]\w*)\(/g;
/** Strings as JSON writes them, and the brackets outside of them. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}()[\]]/gs;

/**
 * The one tool call a script consists of, when it has exactly one and its argument is an object or a text.
 * @returns null when the script does more, or less, than that
 */
export function singleToolCall(script: string): { tool: string; input: JsonObject } | null {
  const calls = [...script.matchAll(CALL)];
  const [call] = calls;
  if (calls.length !== 1 || call?.[1] === undefined) return null;
  const value = readLiteral(argumentAt(script.slice(call.index + call[0].length)));
  if (value === null) return null;
  return { tool: call[1], input: typeof value === 'string' ? { input: value } : asRecord(value) };
}

/** The text up to the bracket that closes the call. */
function argumentAt(text: string): string {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (/^[{([]/.test(token)) depth += 1;
    if (/^[})\]]/.test(token)) depth -= 1;
    if (depth < 0) return text.slice(0, index);
  }
  return '';
}

/** A JavaScript literal as a value: JSON, but keys need no quotes. Null when it is anything else. */
function readLiteral(literal: string): JsonValue {
  const strings = literal.match(/"(?:[^"\\]|\\.)*"/gs) ?? [];
  const between = literal.split(/"(?:[^"\\]|\\.)*"/s);
  const quoted = between.map((code) => code.replace(/([A-Za-z_]\w*)(?=\s*:)/g, '"$1"'));
  try {
    return JSON.parse(quoted.map((code, index) => code + (strings[index] ?? '')).join('')) as JsonValue;
  } catch {
    // Template texts, variables, expressions: only running the script would tell.
    return null;
  }
}
