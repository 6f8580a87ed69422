/** Shows what an edit changes, in the unified format that people know from `diff -u`. */

/** Unchanged lines shown around a change. */
const CONTEXT = 3;

interface Line {
  mark: ' ' | '-' | '+';
  text: string;
}

/**
 * The lines of a unified diff, without newlines; none when nothing changes. Meant for settings files: time and memory
 * grow with the product of the changed stretches' lengths.
 * @param before null for a file that is made, `after` null for one that goes
 */
export function unifiedDiff(path: string, before: string | null, after: string | null): string[] {
  if (before === after) return [];
  const lines = diffLines(linesOf(before), linesOf(after));
  const from = before === null ? '/dev/null' : path;
  const to = after === null ? '/dev/null' : path;
  return [`--- ${from}`, `+++ ${to}`, ...hunksOf(lines).flatMap((hunk) => printHunk(lines, hunk))];
}

const linesOf = (text: string | null): string[] =>
  text === null || text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);

function diffLines(before: readonly string[], after: readonly string[]): Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const same = (lines: readonly string[]) => lines.map((text): Line => ({ mark: ' ', text }));
  return [
    ...same(before.slice(0, head)),
    ...changedLines(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ];
}

/** By the longest common subsequence: the table holds its length for each pair of rests. */
function changedLines(before: readonly string[], after: readonly string[]): Line[] {
  const common = commonLengths(before, after);
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push({ mark: ' ', text: before[i] ?? '' });
      i += 1;
      j += 1;
    } else if (common(i + 1, j) >= common(i, j + 1)) {
      lines.push({ mark: '-', text: before[i] ?? '' });
      i += 1;
    } else {
      lines.push({ mark: '+', text: after[j] ?? '' });
      j += 1;
    }
  }
  return [
    ...lines,
    ...before.slice(i).map((text): Line => ({ mark: '-', text })),
    ...after.slice(j).map((text): Line => ({ mark: '+', text })),
  ];
}

function commonLengths(before: readonly string[], after: readonly string[]) {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const isSame = before[i] === after[j];
      lengths[i * width + j] = isSame ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}

/** Index ranges of the lines to show: each change with its context, joined where they meet. */
function hunksOf(lines: readonly Line[]): { from: number; to: number }[] {
  const hunks: { from: number; to: number }[] = [];
  for (const [index, { mark }] of lines.entries()) {
    if (mark === ' ') continue;
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(lines.length, index + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else hunks.push({ from, to });
  }
  return hunks;
}

function printHunk(lines: readonly Line[], { from, to }: { from: number; to: number }): string[] {
  const range = (other: '-' | '+') => {
    const counts = (part: readonly Line[]) => part.filter(({ mark }) => mark !== other).length;
    const size = counts(lines.slice(from, to));
    return `${counts(lines.slice(0, from)) + (size === 0 ? 0 : 1)},${size}`;
  };
  const shown = lines.slice(from, to).map(({ mark, text }) => mark + text);
  return [`@@ -${range('+')} +${range('-')} @@`, ...shown];
}
