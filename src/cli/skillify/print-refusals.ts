/** Prints what the checks said against a draft: the line, its words, why, and the way out. */

import { count } from '../../lib/in-words.ts';
import type { ListedRefusal, ListedRefusals } from '../../views/refusals.ts';
import type { CliContext } from '../context.ts';
import { oneLine } from '../terminal/visible.ts';

export function printRefusals(context: CliContext, { refusals, moreRefusals }: ListedRefusals): void {
  for (const refusal of refusals) {
    const { file, line, message, wayOut } = refusal;
    if (line !== null) context.out(`  ${file}: ${oneLine(line)}`);
    context.out(context.style('yellow', `  ! ${oneLine(message)}${tellingWords(refusal)}`));
    context.out(context.style('dim', `    ${wayOut}`));
  }
  if (moreRefusals > 0) context.out(context.style('dim', `  and ${moreRefusals} more`));
}

/** Lines of one draft that are shown; the others are counted. */
const SHOWN = 3;

/** Prints which lines were taken out of a draft, and why; nothing where none was. */
export function printTakenOut(context: CliContext, takenOut: readonly ListedRefusal[]): void {
  if (takenOut.length === 0) return;
  context.out(`  ${count(takenOut.length, 'line')} taken out of it:`);
  printRefusals(context, {
    refusals: takenOut.slice(0, SHOWN),
    moreRefusals: Math.max(0, takenOut.length - SHOWN),
  });
}

/** ` (“sudo”)`: what of the line is the matter; nothing where it is all of it, or the reason names it. */
export function tellingWords({
  words,
  line,
  message,
}: Pick<ListedRefusal, 'words' | 'line' | 'message'>): string {
  const telling = words.filter((word) => word !== line && !message.includes(word));
  return telling.length === 0 ? '' : ` (${telling.map((word) => `“${oneLine(word)}”`).join(', ')})`;
}
