/** Names for what a line claims: they stay the same while its words change, so receipts point to them. */

import type { Line } from './draft.ts';
import { fieldsOf, type Role } from './forms.ts';

/** Texts that word a claim rather than make it. */
const WORDING: ReadonlySet<Role> = new Set<Role>([
  'label',
  'brief',
  'deed',
  'topic',
  'work',
  'meaning',
  'mark',
  'value',
  'document',
  'docHeading',
]);

/** The claim of every skill's description. */
export const DESCRIPTION_CLAIM = 'description';

/**
 * What the line claims: its kind and its content, `step npm test`. Equal claims in a file are one claim, with the evidence of
 * both.
 * @returns null for a line that claims nothing
 */
export function claimOf(line: Line): string | null {
  switch (line.kind) {
    case 'description':
      return DESCRIPTION_CLAIM;
    case 'title':
    case 'heading':
      return null;
    case 'code':
      return line.text.trim() === '' ? null : `code ${oneLine(line.text)}`;
    case 'prose':
      return line.text.trim() === '' ? null : `prose ${oneLine(line.text)}`;
    default:
      return [line.kind, ...contentOf(line)].join(' ');
  }
}

function contentOf(line: Line): string[] {
  const fields = fieldsOf(line);
  // The same failure has its error in many words.
  const isKnownBy = fields.some(({ role }) => role === 'failure');
  const texts = fields
    .filter(({ role }) => !WORDING.has(role) && !(role === 'error' && isKnownBy))
    .map(({ role, text }) => (role === 'quote' ? wordsOf(text) : oneLine(text)));
  if (texts.length > 0) return texts;
  return 'do' in line ? [line.do] : [];
}

/** Sayings that differ in case and marks are one. */
const wordsOf = (text: string): string => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]).join(' ');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
