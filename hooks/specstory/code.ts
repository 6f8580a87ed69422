/** The fenced parts of a tool's block in a SpecStory export. */

/** A line that opens a fence: its mark, and the language behind it. */
export const FENCE_OPEN = /^(`{3,})([^`]*)$/;

export interface Code {
  /** What stands before the first fence. */
  before: string;
  /** What a fence of shell code holds; null without one. */
  command: string | null;
  /** What the fence behind it holds, up to the block's last one: the output may have some of its own. */
  output: string | null;
}

/** Takes apart what stands below the summary of a block. */
export function codeOf(body: string): Code {
  const lines = body.split('\n');
  const opensAt = (from: number) => lines.findIndex((line, at) => at >= from && FENCE_OPEN.test(line));
  const first = opensAt(0);
  const before = lines
    .slice(0, first < 0 ? lines.length : first)
    .join('\n')
    .trim();
  const [, mark = '', language = ''] = FENCE_OPEN.exec(lines[first] ?? '') ?? [];
  if (first < 0) return { before, command: null, output: null };
  if (language.trim() !== 'bash') return { before, command: null, output: contentOf(lines, first) };
  const end = lines.findIndex((line, at) => at > first && line.trimEnd() === mark);
  const second = end < 0 ? -1 : opensAt(end + 1);
  return {
    before,
    command: lines
      .slice(first + 1, end < 0 ? lines.length : end)
      .join('\n')
      .trim(),
    output: second < 0 ? null : contentOf(lines, second),
  };
}

/** What stands behind a fence, up to the last that may close it. */
export function contentOf(lines: readonly string[], open: number): string {
  const mark = FENCE_OPEN.exec(lines[open] ?? '')?.[1];
  const last = lines.findLastIndex((line, at) => at > open && line.trimEnd() === mark);
  return lines.slice(open + 1, last < 0 ? lines.length : last).join('\n');
}
