/** The `exec` tool of newer models takes JavaScript that calls the real tools; most scripts are one call. */

import type { JsonObject } from '../src/types.ts';

const CALL = /\btools\.([A-Za-z_]\w*)\(/g;

/**
 * The one tool call a script consists of, when it has exactly one and its argument is JSON.
 * @returns null when the script does more, or less, than that
 */
export function singleToolCall(script: string): { tool: string; input: JsonObject } | null {
  const calls = [...script.matchAll(CALL)];
  const [call] = calls;
  if (calls.length !== 1 || call?.[1] === undefined) return null;
  const argument = leadingObject(script.slice(call.index + call[0].length));
  if (argument === null) return null;
  try {
    return { tool: call[1], input: JSON.parse(argument) as JsonObject };
  } catch {
    // An object literal that is JavaScript but not JSON.
    return null;
  }
}

/** The text of the object that `text` starts with: up to the brace that closes it, outside of strings. */
function leadingObject(text: string): string | null {
  if (!text.startsWith('{')) return null;
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth === 0) return text.slice(0, index + 1);
  }
  return null;
}
