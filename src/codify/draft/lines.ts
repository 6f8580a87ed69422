/** The scaffolding of a skill's body. */

import { type DraftLine, partNamed } from '../../types.ts';

/** A line that claims nothing. */
export const scaffold = (text: string): DraftLine => ({ text, evidence: [] });

/** A heading with its lines; nothing where there are none. */
export function section(title: string, lines: readonly DraftLine[]): DraftLine[] {
  return lines.length === 0 ? [] : [scaffold(''), scaffold(`## ${title}`), scaffold(''), ...lines];
}

/** `address-review-comments` → `Address review comments` */
export function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A body's lines of SKILL.md itself, and those of the folder's other files. */
export function byFile(body: readonly DraftLine[]): { main: DraftLine[]; others: DraftLine[] } {
  const end = body.findIndex(({ text }) => partNamed(text) !== null);
  // The blank line above a file's heading goes with it.
  return end < 0
    ? { main: [...body], others: [] }
    : { main: body.slice(0, end - 1), others: body.slice(end - 1) };
}
