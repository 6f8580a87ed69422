/** After install: the sessions that are already on disk. */

import { count } from '../../lib/in-words.ts';
import { candidatesAt } from '../../worker/history-files.ts';
import type { CliContext } from '../context.ts';
import { importInto, ownFolders, printImport } from '../import.ts';
import { confirm } from '../terminal/ask.ts';

/**
 * Imports the agents' own transcripts when told to; asks when nothing was said and a person can answer.
 * @param wanted what `--history` or `--no-history` said
 * @returns whether anything was read
 */
export async function offerHistory(context: CliContext, wanted: boolean | undefined): Promise<boolean> {
  if (wanted === false) return false;
  const transcripts = ownFolders(context).flatMap(candidatesAt).length;
  if (wanted === undefined) {
    if (transcripts === 0) return false;
    const found = count(transcripts, 'transcript');
    if (!context.interactive) {
      context.out(`  ${found} of earlier sessions on disk: hivemind import reads them.`);
      return false;
    }
    const question = `Learn from the ${found} already on disk? What is read stays on this machine.`;
    if (!(await confirm(question, true))) return false;
  }
  printImport(context, await importInto(context, []));
  return true;
}
