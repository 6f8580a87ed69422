/**
 * What a command names that somebody has to have told of: a script, an unknown program, a package, a file that it goes by, an
 * address. Whatever the quotes, flags, variables and runners around them.
 */

import { plainSpelling } from '../lib/plain-spelling.ts';
import type { EnvAssignment } from './command-line.ts';
import { readCommandLine } from './parse.ts';
import type { Action, Deed } from './programs/program.ts';
import { programName, programOf } from './programs.ts';
import { provenBy } from './proves.ts';
import { type Meaning, meaningOf } from './stem.ts';
import { quotePlaceholders } from './template.ts';

/** One thing that a command names. */
export interface Named {
  /** What it is known by in another text; any of them tells of it. */
  marks: readonly string[];
  /** The mark of a file that is only checked or handed in. */
  inspected?: string;
}

/** Arguments that tell one command from another; what stands further behind is prose, or a list. */
const MAX_ARGS = 6;

/**
 * What a command line names. Empty for what anybody would think of who knows the program: `git status`, `npm test`,
 * `cargo clippy --all-targets`.
 * @param line a command line; placeholders, `<name>`, stand for nothing
 */
export function namedIn(line: string): Named[] {
  const text = quotePlaceholders(line).replace(/"<[A-Za-z][\w-]*>"/g, ' ');
  const commands = readCommandLine(text)?.commands;
  const words =
    commands === undefined || commands.length === 0
      ? [tokensIn(text)]
      : commands.map((command) => command.words.flatMap(({ value }) => tokensIn(value)));
  const given = (commands ?? []).flatMap(({ env }) => env.flatMap(variable));
  return [...words.flatMap(namedByWords), ...given];
}

/** What a variable is set to, where that is more than a switch. */
const variable = ({ name, value }: EnvAssignment): Named[] =>
  /[a-z]{3}/i.test(value) && !/^(?:true|false|yes|off|none)$/i.test(value)
    ? tokensIn(`${name}=${value}`).map((token) => {
        const given = token.replace(/^.*=/, '');
        return { marks: [`= ${token}`, ...(isIdentifier(given) ? [tokenMark(given)] : [])] };
      })
    : [];

const TOKEN = /[^\s"'`()[\]{}<>|;&,!?*\\]+/gu;

/** The words of a text without quotes and the marks around them. */
export function tokensIn(text: string): string[] {
  const plain = plainSpelling(text)
    .replace(/\\\r?\n/g, ' ')
    .replace(/["']/g, '');
  return (plain.match(TOKEN) ?? []).flatMap((token) => token.replace(/^[.:=_]+(?=\w)|[.:=_~]+$/g, '') || []);
}

/** The mark of a name: a script, a subagent, a package, a file. A path is known by its last part where that is telling. */
export function nameMark(name: string): string {
  const tokens = tokensIn(name);
  return tokens.length === 1 ? tokenMark(tokens[0] ?? '') : `= ${tokens.join(' ')}`;
}

/** The mark of a name that is one token, see {@link tokensIn}. */
export function tokenMark(token: string): string {
  const base = baseName(token);
  return `= ${isIdentifier(base) ? base : withoutDot(token)}`;
}

/** What the words of one command name. */
export const namedByWords = (words: readonly string[]): Named[] => [
  ...namedByDoing(words),
  ...broughtIn(words),
];

/**
 * Options that bring in what a command then runs or goes by, whatever the command is called: another file of tasks, a plugin, a
 * module, settings. From the manuals of make, just, npm, pytest, Node, Ruby, git, ESLint, Vitest, Mocha, Flask, uv, Cargo, Go and Gradle.
 */
const BRINGS_IN = new Set(
  (
    '-f --file --makefile --justfile --taskfile -c --config --config-file --configfile --rcfile --settings ' +
    '-p --plugin --plugins --preset --project -r --require --import --loader --init-script --prefix --rulesdir --hook ' +
    '-exec --exec --app --with --bin --env-file --setup --extension --reporter --profile'
  ).split(' '),
);

/** Options of a command that plug a package in, by a name that may be any word. */
const PLUGS_IN = new Set(
  '--plugin --plugins --preset --require --import --loader --with --extension'.split(' '),
);
/** The same where they have one letter, which means other things to programs that run nothing. */
const PLUGS_IN_SHORT = new Set(['-p', '-r']);

/** What the options of a command bring in: `with theirs.mk`. */
function broughtIn(words: readonly string[]): Named[] {
  const program = programOf(programName(words[0] ?? ''));
  const isRunner = program?.does === 'check' || program?.interprets === true;
  return words.flatMap((word, at) => {
    const [, option = '', joined] = /^(--?[a-z][a-z-]*)(?:=(.*))?$/.exec(word) ?? [];
    const value = withoutDot(joined ?? words[at + 1] ?? '');
    if (!BRINGS_IN.has(option) || !/^\w.*[a-z]{3}/i.test(value)) return [];
    const isName = isIdentifier(value) || PLUGS_IN.has(option) || (isRunner && PLUGS_IN_SHORT.has(option));
    return [{ marks: [`with ${value}`, ...(isName ? [tokenMark(value)] : [])] }];
  });
}

function namedByDoing(words: readonly string[]): Named[] {
  const meaning = meaningOf(words);
  const { stem, program, script } = meaning;
  const [name = '', , third = ''] = stem;
  if (name === '') return [];
  if (program === undefined) return [ofUnknown(stem), ...ofArgs(meaning, stem.join(' '), 'run')];
  if (stem[1] === '-m') return [{ marks: [`= ${third}`] }];
  if (script !== null && program.scripts === undefined)
    return [{ marks: [`= ${baseName(script)}`] }, ...ofArgs(meaning, `= ${baseName(script)}`, 'run')];
  return ofKnown(meaning);
}

/** Nobody has to have told of a program for it to be one, so its name is as telling as a script's. */
function ofUnknown(stem: readonly string[]): Named {
  const name = baseName(stem[0] ?? '');
  return { marks: [`= ${name}`, ...(stem.length > 1 ? [`${name} ${stem.slice(1).join(' ')}`] : [])] };
}

/** A program of the table: what it is to do tells little, what with may tell much. */
function ofKnown(meaning: Meaning): Named[] {
  const { stem, script, action, program } = meaning;
  const does = action?.does ?? program?.does ?? 'run';
  // Which of its managers fetches a package is all the same.
  const head = does === 'install' ? 'install' : script === null ? stem.join(' ') : `run ${script}`;
  const args = ofArgs(meaning, head, does);
  if (script !== null && !isConventional(script, stem))
    return [{ marks: [`run ${script}`, ...(isIdentifier(script) ? [`= ${script}`] : [])] }, ...args];
  // What got here with a script has a name that every project's has.
  const isKnownToAll =
    script !== null || KNOWN_TO_ALL.has(does) || action?.everyday === true || provenBy(stem) !== null;
  return args.length > 0 || isKnownToAll ? args : [{ marks: [head] }];
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
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A path from where one stands. */
const withoutDot = (path: string): string => path.replace(/^\.\//, '');

/** Arguments by which a command does something that its program and action do not say. */
function ofArgs({ args, leading, action }: Meaning, head: string, does: Deed): Named[] {
  const isTelling = telling(does, action);
  // In front of what checks stands which of the project's packages to check.
  return [...(does === 'check' ? [] : leading), ...args]
    .filter((word) => !/^--?[^=]*$/.test(word))
    .map((word) => withoutDot(word.replace(/^--?[\w-]+=/, '')))
    .slice(0, MAX_ARGS)
    .filter((word) => isTelling(word) && !FIXED.has(baseName(word)))
    .map((word) => ofArg(word, head, does));
}

function ofArg(word: string, head: string, does: Deed): Named {
  const name = does === 'install' ? word.replace(/(?<=.)(?:@|[=~^]=).*$/, '') : word.replace(/::.*$/, '');
  const isName = does === 'install' || isIdentifier(name);
  const marks = [`${head} | ${word}`, ...(isName ? [tokenMark(name)] : [])];
  return INSPECTS.has(does) ? { marks, inspected: tokenMark(name) } : { marks };
}

/** Names that are the same in every repository. */
const FIXED = new Set(['origin', 'upstream', 'main', 'master', 'head', 'develop']);

/** What these are given they neither run nor go by. */
const INSPECTS: ReadonlySet<Deed> = new Set<Deed>(['check', 'stage', 'commit']);

function telling(does: Deed, action: Action | undefined): (word: string) => boolean {
  if (does === 'check') return (word) => /:\/\/|=|@/.test(word) || isFile(word);
  if (does === 'stage' || does === 'commit') return (word) => /:\/\/|=/.test(word) || isFile(word);
  // Which of its own files a project looks at harms nobody.
  if (does === 'look' || does === 'say') return (word) => /:\/\/|=/.test(word);
  return action?.everyday === true && does !== 'push'
    ? isIdentifier
    : (word) => isIdentifier(word) || /^[a-z]{3,}$/.test(word);
}

/** A name rather than a word of a language or a number: `mirror-artifacts`, `db:seed`, `cdn.example`, `scripts/x.sh`. */
const isIdentifier = (word: string): boolean =>
  word.length >= 4 && /[a-z]/.test(word) && /[a-z0-9][-_:./@=+][a-z0-9]/.test(word);

/** A path to one file, not to a folder or a pattern. */
const isFile = (word: string): boolean => /[\w-]\.[a-z]\w{0,9}(?:::.*)?$/.test(word);
