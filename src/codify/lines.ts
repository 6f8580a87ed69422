/** The scaffolding of a skill's body. */

import type { DraftLine } from '../types.ts';

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
