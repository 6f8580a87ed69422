/** Prints what the checks said against a draft: the line, its words, why, and the way out. */

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

/** ` (“sudo”)`: what of the line is the matter; nothing where it is all of it, or the reason names it. */
export function tellingWords({
  words,
  line,
  message,
}: Pick<ListedRefusal, 'words' | 'line' | 'message'>): string {
  const telling = words.filter((word) => word !== line && !message.includes(word));
  return telling.length === 0 ? '' : ` (${telling.map((word) => `“${oneLine(word)}”`).join(', ')})`;
}
