/** What a command does: whether it only looks around, changes something, hands work in. */

import type { SimpleCommand } from './command-line.ts';
import type { Deed } from './programs/program.ts';
import { programName, programOf } from './programs.ts';
import { provenBy } from './proves.ts';
import { meaningOf } from './stem.ts';

const ASKING = /^(?:--help|-h|help|--version|-V)$/;

/** True for a command that is only asked how it works. */
export const isAsking = (words: readonly string[]): boolean => words.some((word) => ASKING.test(word));

/** Done at the beginning or end of nearly any work, by any agent, unasked. */
export function isEveryday(words: readonly string[]): boolean {
  return meaningOf(words).action?.everyday === true;
}

/** Flags with which a looker does something after all. */
const DOES_AFTER_ALL: readonly { stem: RegExp; flags: RegExp; does: Deed }[] = [
  { stem: /^sed$/, flags: /^(?:-[a-zA-Z]*i|--in-place)/, does: 'change' },
  { stem: /^tee$/, flags: /^[^-]/, does: 'change' },
  { stem: /^git branch$/, flags: /^-(?:[dDmMcCf]|-delete|-move)/, does: 'branch' },
  { stem: /^git config$/, flags: /^--(?:global|add|unset|replace-all)/, does: 'change' },
  { stem: /^find$/, flags: /^-(?:delete|exec)/, does: 'tidy' },
];

const API = /^(?:gh|glab) api\b/;

/** `gh api` sends what it is given fields of, unless it is told to get; a GraphQL request writes where it is a mutation (gh's manual). */
function writesByApi(words: readonly string[]): boolean {
  const method = words.findIndex((word) => /^(?:-X|--method)/.test(word));
  const said = /^(?:-X|--method=)(\w+)/.exec(words[method] ?? '')?.[1] ?? words[method + 1] ?? '';
  if (method >= 0) return !/^(?:GET|HEAD)$/i.test(said);
  if (words.includes('graphql')) return words.some((word) => /\bmutation\b/.test(word));
  return words.some((word) => /^(?:-[fF]|--(?:field|raw-field|input))(?:=|$)/.test(word));
}

/**
 * What a command does.
 * @param words as spelled, without wrappers; `run` where nothing better is known
 */
export function doesOf(words: readonly string[]): Deed {
  if (isAsking(words)) return 'look';
  const { stem, args, program, action } = meaningOf(words);
  const name = stem.join(' ');
  const special = DOES_AFTER_ALL.find(
    (row) => row.stem.test(name) && args.some((arg) => row.flags.test(arg)),
  );
  if (special !== undefined) return special.does;
  if (API.test(name) && writesByApi(words)) return 'remote';
  const told = action === undefined ? program?.does : action.does;
  if (told !== undefined && told !== 'run') return told;
  if (provenBy(words) !== null) return 'check';
  return action === undefined && INSTALLS.test(stem[1] ?? '') ? 'install' : 'run';
}

/** What an action is called, of programs nobody told us of, that fetches something. */
const INSTALLS = /^(?:install|add|upgrade|update)$/;

const SYSTEM_DEEDS: ReadonlySet<Deed> = new Set(['look', 'say', 'tidy']);

/** True for `ls`, `cat`, `echo`, `mkdir` and their like, which come with any work and tell nothing of it. */
export function isSystemCommand(words: readonly string[]): boolean {
  const { program, stem } = meaningOf(words);
  return program?.depth === 0 && stem.length === 1 && SYSTEM_DEEDS.has(doesOf(words));
}

/** True for what hands work in, or on: a commit, a push, a merge, a pull request. */
export const handsIn = (words: readonly string[]): boolean =>
  ['commit', 'push', 'merge', 'propose'].includes(doesOf(words));

/** True where a program only shortens or reshapes what the command before the pipe prints. */
export const isFilter = (program: string): boolean => programOf(programName(program))?.filter === true;

/**
 * The commands of a line that do something: `echo`, `export` and filters behind a pipe only count when there is nothing
 * else.
 */
export function doingCommands(commands: readonly SimpleCommand[]): SimpleCommand[] {
  const doing = commands.filter(({ words, piped }) => {
    const program = words[0]?.value ?? '';
    return !(piped && isFilter(program)) && programOf(programName(program))?.does !== 'say';
  });
  return doing.length > 0 ? doing : [...commands];
}
