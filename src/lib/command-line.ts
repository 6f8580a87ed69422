/** Finds the line that a shell was given, in the forms in which agents record it. */

import type { JsonObject } from '../types.ts';

const SHELL = /(?:^|\/)(?:ba|z|da|k)?sh$/;

/** The line of an argument vector: of `[bash, -lc, line]` the line, as Codex starts a shell; else all its words. */
export function shellLine(words: readonly string[]): string {
  const [program = '', flag = '', line] = words;
  return SHELL.test(program) && /^-l?c$/.test(flag) ? (line ?? '') : words.join(' ');
}

/** The command line in a tool's input, a text or an argument vector; null for a tool that was given none. */
export function commandLineOf(input: JsonObject | undefined): string | null {
  const given = [input?.command, input?.cmd];
  const text = given.find((value) => typeof value === 'string' && value !== '');
  if (typeof text === 'string') return text;
  const words = given.find(Array.isArray);
  return words === undefined ? null : shellLine(words.filter((word) => typeof word === 'string'));
}
