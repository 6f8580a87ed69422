/** Every line that claims something points to events that exist and hold the words quoted from them. */

import { fragmentsOf } from '../../commands/fragments.ts';
import type { Project, SessionEvent } from '../../types.ts';
import { commandOf, promptWords } from '../shared/quotes.ts';
import { type Check, type CheckContext, type CheckedLine, isClaim, refuse } from './check.ts';

export const checkReceipts: Check = ({ lines, context }) =>
  lines.filter(isClaim).flatMap((line) => {
    const problem = problemOf(line, context);
    return problem === null ? [] : [refuse('receipts', line, ...problem)];
  });

/** What is wrong with the evidence of a line, and the words that are the matter. */
function problemOf({ line }: CheckedLine, { source, project }: CheckContext): [string, string[]?] | null {
  if (line.evidence.length === 0) return ['no event stands behind this line'];
  for (const { eventId, quote } of line.evidence) {
    const event = source.eventOf(eventId);
    if (event === undefined) return ['an event behind this line is not in the store'];
    if (event.projectId !== project.id) return ['an event behind this line is another project’s'];
    if (!holds(event, quote, project)) return ['a quoted event does not hold the quoted words', [quote]];
  }
  return null;
}

/** True when the event holds the quote: literally, or as one of the commands of its command line. */
function holds(event: SessionEvent, quote: string, project: Project): boolean {
  const wanted = quote.trim();
  if (wanted === '') return false;
  const command = commandOf(event);
  if (
    command !== undefined &&
    fragmentsOf(command, project.root).some(({ words }) => words.join(' ').startsWith(wanted))
  )
    return true;
  const texts = [
    promptWords(event),
    event.tool,
    event.text,
    event.output,
    event.meta?.errorLine,
    command,
    ...stringsIn(event.input),
  ];
  const flat = (text: string) => text.replace(/\s+/g, ' ');
  return texts.some((text) => text !== undefined && flat(text).includes(flat(wanted)));
}

function stringsIn(input: SessionEvent['input']): string[] {
  return Object.values(input ?? {}).filter((value) => typeof value === 'string');
}
