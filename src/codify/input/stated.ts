/** What the repository already says: left out of a skill, with a note of where it stands. */

import type { RepoDoc } from '../../repository/documents.ts';
import { docThatSays } from '../../repository/documents.ts';
import type { CheckLine, Evidence, NoteLine, RuleLine, SometimesLine } from '../../skill/draft.ts';
import { sayLine, textsOf } from '../../skill/forms.ts';
import { lineThatStates } from '../../words/rule-words.ts';
import { oneLine } from '../shared/rules.ts';

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

/** A command up to its first placeholder: what a document would hold of it. */
export const fixedPart = (command: string): string =>
  command.replace(/\s*"?<[A-Za-z][A-Za-z0-9-]*>"?.*$/, '').trim();

/** A rule as a document would have it. */
export const ruleText = (quote: string): string => oneLine(quote).replace(/[.!]+$/, '');

/** Whether a document for readers states a rule, in its very words or in others. */
export const isStatedIn = (docs: readonly RepoDoc[], quote: string): boolean =>
  docThatSays(docs, ruleText(quote), 'prose') !== null ||
  docs.some(({ text, kind }) => kind === 'prose' && lineThatStates(text, quote) !== null);

/** A line that a document could state as well. */
export type Statable = RuleLine | CheckLine | SometimesLine;

/** One note for each line that a document states, in the order of the lines. */
export function statedLines(lines: readonly Statable[], docs: readonly RepoDoc[]): NoteLine[] {
  const notes = lines.flatMap((line): NoteLine[] => {
    if (line.kind === 'rule') return noteOf({ of: 'rule' }, ruleText(line.quote), line.evidence, docs);
    const [command] = textsOf(line, 'command');
    if (command === undefined) return [];
    return noteOf({ of: 'command', command: fixedPart(command) }, fixedPart(command), line.evidence, docs);
  });
  return [...new Map(notes.map((note) => [sayLine(note), note])).values()].slice(0, MAX_NOTES);
}

function noteOf(
  what: { of: 'rule' } | { of: 'command'; command: string },
  saying: string,
  evidence: readonly Evidence[],
  docs: readonly RepoDoc[],
): NoteLine[] {
  // A program's bare name is in any document.
  const place = saying.includes(' ') ? placeOf(docs, saying) : null;
  if (place === null) return [];
  return [{ kind: 'note', ...what, document: place.path, heading: place.heading, evidence }];
}
