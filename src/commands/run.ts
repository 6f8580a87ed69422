/** What a whole command line amounts to: work checked, work handed in, or neither. */

import type { SimpleCommand } from './command-line.ts';
import { handsIn } from './deeds.ts';
import { readCommandLine } from './parse.ts';
import { provenBy } from './proves.ts';

/** `check`: tests, builds, linters · `commit`: hands the work in. */
export type Run = 'check' | 'commit';

/** What a line sets out to do; null for neither, or for what is no command line. */
export const runOf = (line: string): Run | null => amountsTo(commandsOf(line));

/** What the exit code of a line tells of: of `npm test; echo done` it tells nothing. */
export const provenRunOf = (line: string): Run | null =>
  amountsTo(commandsOf(line).filter(({ proven }) => proven));

const commandsOf = (line: string): readonly SimpleCommand[] => readCommandLine(line)?.commands ?? [];

function amountsTo(commands: readonly SimpleCommand[]): Run | null {
  const spelled = commands.map(({ words }) => words.map(({ text }) => text));
  if (spelled.some(handsIn)) return 'commit';
  return spelled.some((words) => provenBy(words) !== null) ? 'check' : null;
}
