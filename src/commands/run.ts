/** What a whole command line amounts to: work checked, work handed in, or neither. */

import { handsIn } from './deeds.ts';
import { readCommandLine } from './parse.ts';
import { provenBy } from './proves.ts';

/** `check`: tests, builds, linters · `commit`: hands the work in · null: neither, or no command line. */
export function runOf(line: string): 'check' | 'commit' | null {
  const commands = readCommandLine(line)?.commands ?? [];
  const spelled = commands.map(({ words }) => words.map(({ text }) => text));
  if (spelled.some(handsIn)) return 'commit';
  return spelled.some((words) => provenBy(words) !== null) ? 'check' : null;
}
