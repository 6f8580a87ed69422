/** What was learned less often: kept out of SKILL.md, which every use loads, in a file that is read when it is needed. */

import { createHash } from 'node:crypto';
import { type DraftLine, partHeading } from '../../types.ts';
import { scaffold, section, titleOf } from './lines.ts';

/** Fewer lines are no reason for a file. */
const MIN_LINES = 2;

/** A section of the file: its heading and the lines that SKILL.md has no room for. */
export type Overflow = readonly [title: string, lines: readonly DraftLine[]];

/**
 * The file as lines of a draft's body, and the line of SKILL.md that points to it. Its name changes with what it holds, so that
 * an old SKILL.md never points to new words.
 * @returns null when there is too little for a file
 */
export function referenceFile(
  name: string,
  sections: readonly Overflow[],
): { pointer: DraftLine; lines: DraftLine[] } | null {
  const filled = sections.filter(([, lines]) => lines.length > 0);
  const held = filled.flatMap(([, lines]) => lines);
  if (held.length < MIN_LINES) return null;
  const content = [
    scaffold(`# ${titleOf(name)}`),
    ...filled.flatMap(([title, lines]) => section(title, lines)),
  ];
  const path = `references/more-${digestOf(content)}.md`;
  return {
    pointer: { text: `- Seen less often: \`${path}\``, evidence: held.flatMap(({ evidence }) => evidence) },
    lines: [scaffold(''), scaffold(partHeading(path)), scaffold(''), ...content],
  };
}

/** What stands in a file's name for its words. */
export function digestOf(lines: readonly DraftLine[]): string {
  const text = lines.map((line) => line.text).join('\n');
  return createHash('sha256').update(text.trim(), 'utf8').digest('hex').slice(0, 8);
}
