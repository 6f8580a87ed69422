/**
 * What commands are known by wherever they are named: in a command line, a page, a message. Two texts that name the same thing
 * have a mark in common.
 */

import { baseName, namedByWords, namedIn, tokenMark, tokensIn } from './named.ts';
import { readCommandLine } from './parse.ts';
import { programName, programOf } from './programs.ts';
import { quotePlaceholders } from './template.ts';

/** Words behind a program that are looked at, in a text that has no end of a command. */
const WINDOW = 12;
/** As many of them may stand between a runner and the script that prose says it runs. */
const NEAR = 5;

/** All marks of what a command line names, see {@link namedIn}. */
export const marksOf = (line: string): string[] => [...new Set(namedIn(line).flatMap(({ marks }) => marks))];

/** How a text tells of something: by its name alone, or by the command that has it. */
export type Told = 'named' | 'spelled';

/**
 * The marks of all commands and names that a text tells of. Takes time linear in its length.
 * @param isWanted which marks are asked for; the others need not come out
 */
export function marksIn(text: string, isWanted: (mark: string, how: Told) => boolean): Set<string> {
  const tokens = tokensIn(text);
  const found = new Set<string>();
  const find = (mark: string, how: Told) => {
    if (isWanted(mark, how)) found.add(mark);
  };
  tokens.forEach((token, at) => {
    find(`= ${baseName(token)}`, 'named');
    find(tokenMark(token), 'named');
    const program = programMark(token);
    if (!isWanted(program, 'spelled')) return;
    const behind = tokens.slice(at, at + WINDOW);
    for (const { marks } of namedByWords(behind)) for (const mark of marks) find(mark, 'spelled');
    for (const given of assignedBefore(tokens, at)) find(`= ${given}`, 'spelled');
    // `make the mirror target` is no command, and tells of one.
    if (program === RUNNER) for (const word of behind.slice(1, NEAR)) find(`run ${word}`, 'named');
  });
  return found;
}

/** Variables that are set for the command at that place. */
function assignedBefore(tokens: readonly string[], at: number): readonly string[] {
  let from = at;
  while (from > 0 && at - from < NEAR && /^[a-z_]\w*=./.test(tokens[from - 1] ?? '')) from -= 1;
  return tokens.slice(from, at);
}

/**
 * The mark by which {@link marksIn} asks whether the words behind a program are worth a look. Runners of scripts and fetchers of
 * packages have one for all: each stands for any other.
 */
function programMark(word: string): string {
  const program = programOf(programName(word));
  return program?.scripts !== undefined || program?.actions?.install !== undefined ? RUNNER : `> ${word}`;
}

const RUNNER = '> any runner';

/** True for the mark of a program that we know, where nobody knows yet which commands will be asked for. */
export const isProgramMark = (mark: string): boolean =>
  mark === RUNNER || (mark.startsWith('> ') && programOf(programName(mark.slice(2))) !== undefined);

/** The program marks of a command line. */
export function programsOf(line: string): string[] {
  const commands = readCommandLine(quotePlaceholders(line))?.commands ?? [];
  return commands.flatMap(({ words }) =>
    tokensIn(words[0]?.value ?? '')
      .slice(0, 1)
      .map(programMark),
  );
}
