/**
 * What commands are known by wherever they are named: in a command line, a page, a message, whatever the quotes, flags, variables
 * and runners around them. Two texts that name the same command have a mark in common.
 */

import { plainSpelling } from '../lib/plain-spelling.ts';
import type { EnvAssignment } from './command-line.ts';
import { readCommandLine } from './parse.ts';
import type { Action, Deed } from './programs/program.ts';
import { programName, programOf } from './programs.ts';
import { provenBy } from './proves.ts';
import { type Meaning, meaningOf } from './stem.ts';
import { quotePlaceholders } from './template.ts';

/** Words behind a program that are looked at, in a text that has no end of a command. */
const WINDOW = 12;
/** As many of them may stand between a runner and the script that prose says it runs. */
const NEAR = 5;
/** Arguments that tell one command from another; what stands further behind is prose, or a list. */
const MAX_ARGS = 6;

/**
 * The marks that a command has by what is told of it: the name of a script, an unknown program, an address. Empty for what
 * anybody would think of who knows the program: `git status`, `npm test`, `cargo clippy --all-targets`.
 * @param line a command line; placeholders, `<name>`, stand for nothing
 */
export function marksOf(line: string): string[] {
  const text = quotePlaceholders(line).replace(/"<[A-Za-z][\w-]*>"/g, ' ');
  const commands = readCommandLine(text)?.commands;
  const words =
    commands === undefined || commands.length === 0
      ? [tokensIn(text)]
      : commands.map((command) => command.words.flatMap(({ value }) => tokensIn(value)));
  const given = (commands ?? []).flatMap(({ env }) => env.flatMap((one) => variableMark(one)));
  return [...new Set([...words.flatMap(marksOfWords), ...given])];
}

/** What a variable is set to, where that is more than a switch. */
const variableMark = ({ name, value }: EnvAssignment): string[] =>
  /[a-z]{3}/i.test(value) && !/^(?:true|false|yes|off|none)$/i.test(value)
    ? tokensIn(`${name}=${value}`).map((token) => `= ${token}`)
    : [];

/** The mark of a name: a script, a subagent, a package. */
export const nameMark = (name: string): string => `= ${tokensIn(name).join(' ')}`;

/**
 * The marks of all commands and names that a text tells of. Takes time linear in its length.
 * @param isWanted which marks are asked for; the others need not come out
 */
export function marksIn(text: string, isWanted: (mark: string) => boolean): Set<string> {
  const tokens = tokensIn(text);
  const found = new Set<string>();
  const find = (mark: string) => {
    if (isWanted(mark)) found.add(mark);
  };
  tokens.forEach((token, at) => {
    find(`= ${baseName(token)}`);
    const program = programMark(token);
    if (!isWanted(program)) return;
    const behind = tokens.slice(at, at + WINDOW);
    for (const mark of marksOfWords(behind)) find(mark);
    // `make the mirror target` is no command, and tells of one.
    if (program === RUNNER) for (const word of behind.slice(1, NEAR)) find(`run ${word}`);
  });
  return found;
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

const TOKEN = /[^\s"'`()[\]{}<>|;&,!?*\\]+/gu;

/** Words without quotes and the marks around them. */
function tokensIn(text: string): string[] {
  const plain = plainSpelling(text)
    .replace(/\\\r?\n/g, ' ')
    .replace(/["']/g, '');
  return (plain.match(TOKEN) ?? []).flatMap((token) => token.replace(/^[.:=_]+(?=\w)|[.:=_~]+$/g, '') || []);
}

/**
 * Options that bring in what a command then runs or goes by, whatever the command is called: another file of tasks, a plugin, a
 * module, settings. From the manuals of make, just, npm, pytest, Node, Ruby, git, ESLint, Vitest, Cargo and Gradle.
 */
const BRINGS_IN = new Set(
  (
    '-f --file --makefile --justfile --taskfile -c --config --config-file --configfile --rcfile --settings ' +
    '-p --plugin --plugins --preset --project -r --require --import --loader --init-script --prefix --rulesdir --hook'
  ).split(' '),
);

/** What the options of a command bring in: `with theirs.mk`. */
const marksOfWords = (words: readonly string[]): string[] => [...marksOfDoing(words), ...broughtIn(words)];

const broughtIn = (words: readonly string[]): string[] =>
  words.flatMap((word, at) => {
    const [, option = '', joined] = /^(--?[a-z][a-z-]*)(?:=(.*))?$/.exec(word) ?? [];
    const value = joined ?? words[at + 1] ?? '';
    return BRINGS_IN.has(option) && /^\w.*[a-z]{3}/i.test(value) ? [`with ${withoutDot(value)}`] : [];
  });

function marksOfDoing(words: readonly string[]): string[] {
  const meaning = meaningOf(words);
  const { stem, program, script } = meaning;
  const [name = '', second = '', third = ''] = stem;
  if (name === '') return [];
  if (program === undefined) return marksOfUnknown(baseName(name), stem);
  if (second === '-m') return [`= ${third}`];
  if (script !== null && program.scripts === undefined) return [`= ${baseName(script)}`];
  if (script !== null && !isConventional(script, stem))
    return [`run ${script}`, ...(isIdentifier(script) ? [`= ${script}`] : [])];
  return marksOfKnown(meaning);
}

/** Nobody has to have told of a program for it to be one, so its name is as telling as a script's. */
const marksOfUnknown = (name: string, stem: readonly string[]): string[] =>
  isIdentifier(name) || stem.length === 1 ? [`= ${name}`] : [`${name} ${stem.slice(1).join(' ')}`];

/** A program of the table: what it is to do tells little, what with may tell much. */
function marksOfKnown(meaning: Meaning): string[] {
  const { stem, script, action, program } = meaning;
  const does = action?.does ?? program?.does ?? 'run';
  // Which of its managers fetches a package is all the same.
  const head = does === 'install' ? 'install' : script === null ? stem.join(' ') : `run ${script}`;
  const args = tellingArgs(meaning, does).map((arg) => `${head} | ${arg}`);
  // What got here with a script has a name that every project's has.
  const isKnownToAll =
    script !== null || KNOWN_TO_ALL.has(does) || action?.everyday === true || provenBy(stem) !== null;
  return args.length > 0 || isKnownToAll ? args : [head];
}

/** What agents do unasked; without an argument of its own nobody need have told them. */
const KNOWN_TO_ALL: ReadonlySet<Deed> = new Set<Deed>([
  'look',
  'say',
  'stage',
  'commit',
  'push',
  'branch',
  'rebase',
  'merge',
  'tag',
  'propose',
  'install',
  'check',
]);

/** `make test`, `npm run lint`, `npm start`: every project's scripts are called so. */
const isConventional = (script: string, stem: readonly string[]): boolean =>
  /^[a-z]+$/.test(script) && (provenBy(stem) !== null || /^(?:start|dev|format|fmt)$/.test(script));

/** Scripts are known by their names, from whatever folder they are called. */
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const withoutDot = (path: string): string => path.replace(/^\.\//, '');

/** Arguments by which a command does something that its program and action do not say. */
function tellingArgs({ args, leading, action }: Meaning, does: Deed): string[] {
  const isTelling = telling(does, action);
  return [...leading, ...args]
    .filter((word) => !/^--?[^=]*$/.test(word))
    .map((word) => withoutDot(word.replace(/^--?[\w-]+=/, '')))
    .slice(0, MAX_ARGS)
    .filter((word) => isTelling(word) && !FIXED.has(word));
}

/** Names that are the same in every repository. */
const FIXED = new Set(['origin', 'upstream', 'main', 'master', 'head', 'develop']);

function telling(does: Deed, action: Action | undefined): (word: string) => boolean {
  // Which files and branches of its own a project looks at, checks or commits harms nobody.
  if (does === 'check') return (word) => /:\/\/|=|@/.test(word);
  if (['look', 'say', 'stage', 'commit'].includes(does)) return (word) => /:\/\/|=/.test(word);
  return action?.everyday === true && does !== 'push'
    ? isIdentifier
    : (word) => isIdentifier(word) || /^[a-z]{3,}$/.test(word);
}

/** A name rather than a word of a language or a number: `mirror-artifacts`, `db:seed`, `cdn.example`, `scripts/x.sh`. */
const isIdentifier = (word: string): boolean =>
  word.length >= 4 && /[a-z]/.test(word) && /[a-z0-9][-_:./@=+][a-z0-9]/.test(word);
