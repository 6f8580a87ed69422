/** Reads off an edit tool's input which lines it wrote into which file. */

import type { ToolCall } from '../../agents/call.ts';
import { editsOf } from '../../agents/edits.ts';

/** Lines that one call wrote into one file. */
export interface WrittenLines {
  /** As the tool was given it. */
  path: string;
  /** The lines' marrows, see {@link marrow}. */
  lines: string[];
}

/** Shorter marrows (`return null`, `});`) stand everywhere and tell nothing. */
const MIN_TELLING = 12;

/**
 * A text without what formatters add, drop and swap: white space, commas, semicolons, quotes and parentheses. Lines that
 * a formatter has wrapped, joined or indented anew still have their marrow in the file's.
 */
export function marrow(text: string): string {
  return text.replace(/[\s,;'"`()]+/g, '');
}

/** What a call wrote, one entry for each file that it did not take away; lines that it only kept from the text it replaced are left out. */
export function writtenLines(call: ToolCall): WrittenLines[] {
  return editsOf(call)
    .filter(({ change }) => change !== 'deleted')
    .map(({ path, added, removed }) => {
      const old = new Set(tellingLines(removed));
      return { path, lines: tellingLines(added).filter((line) => !old.has(line)) };
    });
}

const tellingLines = (lines: readonly string[]): string[] =>
  lines.map(marrow).filter((line) => line.length >= MIN_TELLING);
