/** Shows what an edit changes, in the unified format that people know from `diff -u`. The only importer of diff. */

import { structuredPatch } from 'diff';

/** Unchanged lines shown around a change. */
const CONTEXT = 3;

/**
 * The lines of a unified diff, without newlines; none when nothing changes.
 * @param before null for a file that is made, `after` null for one that goes
 */
export function unifiedDiff(path: string, before: string | null, after: string | null): string[] {
  if (before === after) return [];
  const from = before === null ? '/dev/null' : path;
  const to = after === null ? '/dev/null' : path;
  const { hunks } = structuredPatch(from, to, wholeLines(before), wholeLines(after), undefined, undefined, {
    context: CONTEXT,
  });
  return [
    `--- ${from}`,
    `+++ ${to}`,
    ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
      ...lines,
    ]),
  ];
}

/** Of no lines, the format names the line before (POSIX, `diff -u`). */
const range = (start: number, lines: number): string => `${lines === 0 ? start - 1 : start},${lines}`;

/** How lines end, and whether the last one does, is nothing that a person looks for here. */
const wholeLines = (text: string | null): string =>
  text === null || text === '' ? '' : `${text.replace(/\r\n/g, '\n').replace(/\n$/, '')}\n`;
