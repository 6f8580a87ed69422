/** What a command is, apart from what it is done to: its program and its action. */

import type { Action, Program } from './programs/program.ts';
import { programName, programOf } from './programs.ts';
import { unquote } from './unquote.ts';

/** A command seen through the table. Words are as spelled. */
export interface Meaning {
  /** Program and action, other spellings of it made alike: `npm test` for `npm t` and `npm run test`. */
  stem: string[];
  /** What stands behind the action. */
  args: string[];
  /** Flags in front of the action, with their values: `--filter api`. */
  leading: string[];
  program: Program | undefined;
  /** What the table says of the action; undefined for one nobody told us of. */
  action: Action | undefined;
  /** The name of the project's own script that the command runs: `lint:fix` of `npm run lint:fix`. */
  script: string | null;
}

/** Scripts that a package manager runs by their bare name. */
const LIFECYCLE = /^(?:test|start|stop|restart)$/;
/** Nesting of `npx uv run …`. */
const MAX_RUNNERS = 3;

const isAssignment = (word: string) => /^[A-Za-z_]\w*\+?=/.test(word);
const isFlag = (word: string) => word.startsWith('-');
const isActionWord = (word: string) =>
  /^[a-z][a-z0-9:_.-]*$/i.test(word) && word.length <= 40 && !/\.\w+$/.test(word);

/** Reads a command's words, as spelled, by the table. */
export function meaningOf(words: readonly string[], depth = 0): Meaning {
  const [first = '', ...rest] = words.filter(
    (word, index) => !isAssignment(word) || index > firstProgram(words),
  );
  const name = programName(unquote(first));
  const program = programOf(name);
  const run = depth < MAX_RUNNERS && program?.runs !== undefined ? launched(program, rest) : null;
  if (run !== null) return meaningOf(run, depth + 1);
  if (program?.interprets === true && !startsAction(program, rest))
    return interpreted(name, program, rest, depth);
  return program === undefined ? unknown(name, rest) : known(name, program, rest);
}

/** Program and action alone: `npm run lint`, `git commit`, `gh pr create`, `python scripts/release.py`. */
export const stemWords = (words: readonly string[]): string[] => meaningOf(words).stem;

const firstProgram = (words: readonly string[]) => words.findIndex((word) => !isAssignment(word));

/** The words of the program that a runner starts; null where it does something else. */
function launched(program: Program, rest: readonly string[]): string[] | null {
  if (program.runs === 'directly') return behindFlags(program, rest);
  const plain = behindFlags(program, rest) ?? [];
  const word = program.runs?.find((run) => run.split(' ').every((part, index) => plain[index] === part));
  return word === undefined ? null : behindFlags(program, plain.slice(word.split(' ').length));
}

/** The words from the first that is neither a flag nor the value of one; null where none is left. */
function behindFlags(program: Program, rest: readonly string[]): string[] | null {
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    if (!isFlag(word)) return rest.slice(at);
    if (Object.hasOwn(program.values ?? {}, word)) at += 1;
  }
  return null;
}

const startsAction = (program: Program, rest: readonly string[]) =>
  program.actions !== undefined && Object.hasOwn(program.actions, aliased(program, rest[0] ?? ''));

const aliased = ({ aliases = {} }: Program, word: string) =>
  Object.hasOwn(aliases, word) ? (aliases[word] ?? word) : word;

/** `python scripts/x.py`, `python -m pytest`, `node --test`, `python -c '…'`. */
function interpreted(name: string, program: Program, rest: readonly string[], depth: number): Meaning {
  const first = rest.findIndex((word) => !isFlag(word));
  const at = first < 0 ? rest.length : first;
  const flags = rest.slice(0, at);
  const flag = flags.at(-1) ?? '';
  const target = rest[at] ?? '';
  if (flag === '-m' && programOf(target) !== undefined) return meaningOf(rest.slice(at), depth + 1);
  const common = { program, action: undefined, script: null, leading: [] };
  if (flag === '-m') return { ...common, stem: [name, '-m', target], args: rest.slice(at + 1) };
  if (/^-[a-z]*[ce]$/.test(flag)) return { ...common, stem: [name, flag], args: rest.slice(at) };
  if (flags.includes('--test'))
    return { ...common, stem: [name, '--test'], args: rest.slice(at), action: TEST_RUNNER };
  const script = target.replace(/^\.\//, '');
  if (target === '' || /["'$`<>|*]/.test(script)) return { ...common, stem: [name], args: [...rest] };
  return { ...common, stem: [name, script], args: rest.slice(at + 1), leading: flags, script };
}

/** Node's own: `node --test`. */
const TEST_RUNNER: Action = { does: 'check', proves: 'test' };

function known(name: string, program: Program, rest: readonly string[]): Meaning {
  const hasActions = program.depth > 0 || program.scripts !== undefined;
  const start = hasActions ? actionStart(program, rest) : null;
  if (start === null)
    return { stem: [name], args: [...rest], leading: [], program, action: undefined, script: null };
  const plain = rest.slice(start);
  const { own, taken, action, script } = actionIn(program, plain);
  return {
    stem: [name, ...own],
    args: plain.slice(taken),
    leading: rest.slice(0, start),
    program,
    action,
    script,
  };
}

interface ActionWords {
  /** The action's words, other spellings made alike. */
  own: string[];
  /** How many words that is as spelled. */
  taken: number;
  action: Action | undefined;
  script: string | null;
}

function actionIn(program: Program, plain: readonly string[]): ActionWords {
  const { actions = {}, depth } = program;
  const [first = '', second = ''] = plain.map((word, index) => (index === 0 ? aliased(program, word) : word));
  const script = scriptName(program, first, second);
  if (script !== null) return scripted(program, script, first === 'run' && script === second ? 2 : 1);
  const pair = `${first} ${second}`;
  const key = Object.hasOwn(actions, pair) ? pair : Object.hasOwn(actions, first) ? first : null;
  if (key !== null) {
    const own = key.split(' ');
    return { own, taken: own.length, action: actions[key], script: null };
  }
  const end = plain.findIndex((word, index) => index >= depth || !isActionWord(word));
  const own = [first, ...plain.slice(1)].slice(0, end < 0 ? plain.length : end);
  return { own, taken: own.length, action: undefined, script: null };
}

/** The project's own script that a runner of scripts is given. */
function scriptName(program: Program, first: string, second: string): string | null {
  const isName = (word: string) => /^[A-Za-z][\w:.@/-]*$/.test(word);
  if (program.scripts === undefined) return null;
  if (program.scripts === 'all') return isName(first) ? first : null;
  if (first === 'run') return isName(second) ? second : null;
  if (program.actions !== undefined && Object.hasOwn(program.actions, first)) return null;
  return program.scripts === 'also without run' && isName(first) ? first : null;
}

function scripted({ scripts, actions = {} }: Program, script: string, taken: number): ActionWords {
  // `npm test` is `npm run test`; of other scripts a package manager's own actions may have the name.
  const isBare = scripts === 'all' || LIFECYCLE.test(script);
  const action = scripts !== 'all' && Object.hasOwn(actions, script) && isBare ? actions[script] : undefined;
  return { own: isBare ? [script] : ['run', script], taken, action, script };
}

/** Where the action stands behind flags: at `test` of `--filter api test`; null where it is open whether a word is a flag's. */
function actionStart(program: Program, rest: readonly string[]): number | null {
  let at = 0;
  for (let word = rest[at]; word !== undefined && isFlag(word); word = rest[at]) {
    if (Object.hasOwn(program.values ?? {}, word)) at += 2;
    else if (SWITCH.test(word) || word.includes('=')) at += 1;
    else return null;
  }
  return at;
}

/** Flags without a value that come between a program and its action. */
const SWITCH =
  /^(?:--(?:silent|quiet|verbose|yes|readonly|no-[\w-]+|recursive|workspaces|if-present|offline|frozen|color|all)|-[sqvyrk]|-j\d*|\+\w+)$/;

function unknown(name: string, rest: readonly string[]): Meaning {
  const [first = ''] = rest;
  const isPath = name.includes('/');
  const hasAction = !isPath && /^[a-z][a-z0-9:_-]*$/.test(first) && first.length <= 30;
  const stem = hasAction ? [name, first] : [name];
  return {
    stem,
    args: rest.slice(stem.length - 1),
    leading: [],
    program: undefined,
    action: undefined,
    script: isPath ? name : null,
  };
}
