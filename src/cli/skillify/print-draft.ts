/** Prints a draft: its lines with why it waits and the receipts, and what it would change. */

import { localTime } from '../../lib/in-words.ts';
import { unifiedDiff } from '../../lib/line-diff.ts';
import { MAIN_FILE } from '../../skill/draft.ts';
import type { StoredDraft } from '../../store/drafts.ts';
import type { Store } from '../../store/open.ts';
import { changesOfDraft, type DraftLine, linesOfDraft } from '../../views/draft.ts';
import type { CliContext } from '../context.ts';
import { fileHeading } from '../terminal/output.ts';
import { printText } from '../terminal/rim.ts';
import { oneLine, printable } from '../terminal/visible.ts';
import { tellingWords } from './print-refusals.ts';

/** Receipts of one line that a terminal shows. */
const SHOWN_RECEIPTS = 2;

/** Prints a draft's lines with what each is held for. */
export function printLines(
  context: CliContext,
  store: Store,
  stored: StoredDraft,
  { receipts }: { receipts: boolean },
): void {
  context.out(context.style('bold', stored.draft.name));
  let shown: string | null = null;
  // The description stands above every file.
  for (const [index, line] of linesOfDraft(store, stored).entries()) {
    if (index > 0 && line.path !== shown) {
      printText(line.path === MAIN_FILE ? '' : `\n${fileHeading(line.path)}\n`, context.out);
      shown = line.path;
    }
    printLine(context, line);
    if (receipts) printReceipts(context, line);
  }
}

function printLine(context: CliContext, { text, refusals }: DraftLine): void {
  context.out(refusals.length === 0 ? printable(text) : context.style('yellow', printable(text)));
  for (const refusal of refusals)
    context.out(
      context.style('yellow', `    ! ${oneLine(refusal.message)}${tellingWords({ ...refusal, line: text })}`),
    );
}

function printReceipts(context: CliContext, { evidence }: DraftLine): void {
  for (const { event, quote } of evidence.slice(0, SHOWN_RECEIPTS)) {
    const where = event === null ? 'gone' : `${event.sessionId.slice(0, 8)} ${localTime(event.at)}`;
    context.out(context.style('dim', `    ${where}  ${oneLine(quote)}`));
  }
}

/** Prints what a draft would change in the skill that is there; all of it where there is none. */
export function printChange(context: CliContext, store: Store, stored: StoredDraft): void {
  for (const { path, before, after } of changesOfDraft(store, stored))
    for (const line of unifiedDiff(path, before, after)) context.out(line);
}
