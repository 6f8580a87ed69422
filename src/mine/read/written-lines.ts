/** Reads off an edit tool's input which lines it wrote into which file. */

import type { JsonObject, JsonValue } from '../../types.ts';

/** Lines that one call wrote into one file. */
export interface WrittenLines {
  /** As the tool was given it; null where the input does not name one. */
  path: string | null;
  /** The lines' marrows, see {@link marrow}. */
  lines: string[];
}

const PATHS = ['file_path', 'path', 'notebook_path', 'target_file', 'filePath'];
/** Keys under which the agents' edit tools take the new text and the text it replaces. */
const NEW_TEXTS = [
  'new_string',
  'new_str',
  'content',
  'contents',
  'file_text',
  'code_edit',
  'new_source',
  'newText',
];
const OLD_TEXTS = ['old_string', 'old_str', 'oldText'];
const PATCHES = ['input', 'patch', 'arguments'];

/** Shorter marrows (`return null`, `});`) stand everywhere and tell nothing. */
const MIN_TELLING = 12;

/**
 * A text without what formatters add, drop and swap: white space, commas, semicolons, quotes and parentheses. Lines that
 * a formatter has wrapped, joined or indented anew still have their marrow in the file's.
 */
export function marrow(text: string): string {
  return text.replace(/[\s,;'"`()]+/g, '');
}

/** What an edit tool's call wrote, a file an entry; lines that it only kept from the text it replaced are left out. */
export function writtenLines(input: JsonObject): WrittenLines[] {
  const patch = PATCHES.map((key) => input[key]).find(isPatch);
  if (patch !== undefined) return patchedLines(patch);
  const path = PATHS.map((key) => input[key]).find((value) => typeof value === 'string') ?? null;
  const parts = [input, ...listOf(input.edits)];
  const old = new Set(parts.flatMap((part) => textsUnder(part, OLD_TEXTS)).flatMap(tellingLines));
  const lines = parts.flatMap((part) => textsUnder(part, NEW_TEXTS)).flatMap(tellingLines);
  return [{ path, lines: lines.filter((line) => !old.has(line)) }];
}

const isPatch = (value: JsonValue | undefined): value is string =>
  typeof value === 'string' && value.includes('*** Begin Patch');

/** The envelope of `apply_patch`: `*** Update File: <path>`, then lines that begin with ` `, `-` or `+`. */
function patchedLines(patch: string): WrittenLines[] {
  return patch
    .split(/^\*\*\* (?:Add|Update) File: /m)
    .slice(1)
    .map((section) => {
      const [path = '', ...body] = section.split('\n');
      const moved = /^\*\*\* Move to: (.+)$/m.exec(section)?.[1];
      const behind = (mark: string) =>
        body.filter((line) => line.startsWith(mark)).flatMap((line) => tellingLines(line.slice(1)));
      const old = new Set(behind('-'));
      return { path: (moved ?? path).trim(), lines: behind('+').filter((line) => !old.has(line)) };
    });
}

const listOf = (value: JsonValue | undefined): JsonObject[] =>
  Array.isArray(value)
    ? value.filter(
        (item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item),
      )
    : [];

const textsUnder = (part: JsonObject, keys: readonly string[]): string[] =>
  keys.map((key) => part[key]).filter((value) => typeof value === 'string');

function tellingLines(text: string): string[] {
  return text
    .split('\n')
    .map(marrow)
    .filter((line) => line.length >= MIN_TELLING);
}
