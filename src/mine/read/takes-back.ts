/** Recognises the commands that make files what they were before the work. */

import { readCommandLine } from '../../commands/parse.ts';

/** Git's ways to do so. */
const TAKES_BACK = /^git (?:revert|restore)\b|^git reset .*--hard\b|^git checkout (?:.* )?-- /;

/** Whether a command line takes work back. */
export function takesBack(line: string): boolean {
  const commands = readCommandLine(line)?.commands ?? [];
  return commands.some(({ words }) => TAKES_BACK.test(words.map(({ text }) => text).join(' ')));
}
