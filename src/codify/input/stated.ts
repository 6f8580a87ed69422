/** What the repository already says: left out of a skill, with a note of where it stands. */

import type { RepoDoc } from '../../repository/documents.ts';
import { docThatSays } from '../../repository/documents.ts';
import type { DraftLine } from '../../types.ts';
import { spansOf, userQuotesOf } from '../draft/line-parts.ts';

/** Notes a skill has room for. */
const MAX_NOTES = 5;

export interface Place {
  path: string;
  /** The heading that it stands under, `#` marks and all; null above the first one. */
  heading: string | null;
}

/** Where a document for readers says a command or a rule; null where none does. */
export function placeOf(docs: readonly RepoDoc[], text: string): Place | null {
  const doc = docThatSays(docs, text, 'prose');
  if (doc === null) return null;
  const headings = doc.text.match(/^#{1,6} .+$/gm) ?? [];
  const sections = doc.text.split(/^#{1,6} .+$/m);
  const at = sections.findIndex((section) => docThatSays([{ ...doc, text: section }], text) !== null);
  const heading = headings[at - 1]?.trim() ?? null;
  return { path: doc.path, heading: heading === null || /[`“”]/.test(heading) ? null : heading };
}

/** What a line says that a document could say too: a rule's words, a command up to its first placeholder. */
export function sayingOf(text: string): string {
  const [quote] = userQuotesOf(text);
  if (quote !== undefined) return quote.replace(/[.!]+$/, '');
  return (spansOf(text)[0]?.code ?? '').replace(/\s*"?<[a-z][a-z0-9-]*>"?.*$/, '');
}

/** How a note speaks of a rule, whose words it would be idle to repeat. */
export const RULE = 'A rule that the user gave';

/** One note for each line that a document states, in the order of the lines. */
export function statedLines(lines: readonly DraftLine[], docs: readonly RepoDoc[]): DraftLine[] {
  const notes = lines.flatMap(({ text, evidence }) => {
    const saying = sayingOf(text);
    // A program's bare name is in any document.
    const place = saying.includes(' ') ? placeOf(docs, saying) : null;
    const what = userQuotesOf(text).length > 0 ? RULE : `\`${saying}\``;
    return place === null ? [] : [{ text: noteOf(what, place), evidence }];
  });
  return [...new Map(notes.map((note) => [note.text, note])).values()].slice(0, MAX_NOTES);
}

/** `- `npm test`: see `README.md`, `## Testing`` */
const noteOf = (what: string, { path, heading }: Place): string =>
  `- ${what}: see \`${path}\`${heading === null ? '' : `, \`${heading}\``}`;
