/** What a command is, apart from what it is done to: its program and its action. */

import type { Action, Program } from './program.ts';
import { programName, programOf } from './programs.ts';
import { unquote } from './unquote.ts';

/** A command seen through the table. Words are as spelled. */
export interface Meaning {
  /** Program and action, other spellings of it made alike: `npm test` for `npm t` and `npm run test`. */
  stem: string[];
  /** What stands behind the action. */
  args: string[];
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
  const at = rest.findIndex((word) => !isFlag(word));
  const flags = at < 0 ? rest : rest.slice(0, at);
  const flag = flags.at(-1) ?? '';
  const [target = ''] = at < 0 ? [] : rest.slice(at);
  if (flag === '-m' && programOf(target) !== undefined) return meaningOf(rest.slice(at), depth + 1);
  const common = { program, action: undefined, script: null };
  if (flag === '-m') return { ...common, stem: [name, '-m', target], args: rest.slice(at + 1) };
  if (/^-[a-z]*[ce]$/.test(flag)) return { ...common, stem: [name, flag], args: rest.slice(at) };
  if (flags.includes('--test'))
    return {
      ...common,
      stem: [name, '--test'],
      args: rest.slice(Math.max(at, 0)),
      action: { does: 'check', proves: 'test' },
    };
  const script = target.replace(/^\.\//, '');
  if (target === '' || /["'$`<>|*]/.test(script)) return { ...common, stem: [name], args: [...rest] };
  return { ...common, stem: [name, script], args: rest.slice(at + 1), script };
}

function known(name: string, program: Program, rest: readonly string[]): Meaning {
  const plain =
    program.depth === 0 && program.scripts === undefined ? null : withoutLeadingFlags(program, rest);
  if (plain === null) return { stem: [name], args: [...rest], program, action: undefined, script: null };
  const [first = '', second = ''] = plain.map((word, index) => (index === 0 ? aliased(program, word) : word));
  const { actions = {}, scripts } = program;
  if (scripts !== undefined) {
    const script = scriptName(program, first, second);
    if (script !== null) return scripted(name, program, script, plain);
  }
  const pair = `${first} ${second}`;
  const key = Object.hasOwn(actions, pair) ? pair : Object.hasOwn(actions, first) ? first : null;
  if (key !== null) {
    const own = key.split(' ');
    return {
      stem: [name, ...own],
      args: plain.slice(own.length),
      program,
      action: actions[key],
      script: null,
    };
  }
  const end = plain.findIndex((word, index) => index >= program.depth || !isActionWord(word));
  const own = [first, ...plain.slice(1)].slice(0, end < 0 ? plain.length : end);
  return { stem: [name, ...own], args: plain.slice(own.length), program, action: undefined, script: null };
}

/** The project's own script that a runner of scripts is given. */
function scriptName(program: Program, first: string, second: string): string | null {
  const isName = (word: string) => /^[A-Za-z][\w:.@/-]*$/.test(word);
  if (program.scripts === 'all') return isName(first) ? first : null;
  if (first === 'run') return isName(second) ? second : null;
  if (program.actions !== undefined && Object.hasOwn(program.actions, first)) return null;
  return program.scripts === 'also without run' && isName(first) ? first : null;
}

function scripted(name: string, program: Program, script: string, plain: readonly string[]): Meaning {
  const isNamedByRun = aliased(program, plain[0] ?? '') === 'run';
  const args = plain.slice(isNamedByRun ? 2 : 1);
  if (program.scripts === 'all') return { stem: [name, script], args, program, action: undefined, script };
  // `npm test` is `npm run test`; of other scripts a package manager's own actions may have the name.
  if (LIFECYCLE.test(script))
    return { stem: [name, script], args, program, action: program.actions?.[script], script };
  return { stem: [name, 'run', script], args, program, action: undefined, script };
}

/** `--filter api test` → `test`; null behind a flag of which it is open whether the next word is its value. */
function withoutLeadingFlags(program: Program, rest: readonly string[]): string[] | null {
  let at = 0;
  for (let word = rest[at]; word !== undefined && isFlag(word); word = rest[at]) {
    if (Object.hasOwn(program.values ?? {}, word)) at += 2;
    else if (SWITCH.test(word) || word.includes('=')) at += 1;
    else return null;
  }
  return rest.slice(at);
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
    program: undefined,
    action: undefined,
    script: isPath ? name : null,
  };
}
