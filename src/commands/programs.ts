/**
 * The one table of programs: what each does, what it proves, which words name its action, and what its arguments are.
 * Everything that must know a program by its name asks this table, so that no two answers can differ.
 */

import { CHECKERS } from './programs/checkers.ts';
import { GIT } from './programs/git.ts';
import { PACKAGES } from './programs/packages.ts';
import type { Program, Wrapper } from './programs/program.ts';
import { SERVICES } from './programs/services.ts';
import { SHELL } from './programs/shell.ts';

const PROGRAMS: Readonly<Record<string, Program>> = {
  ...SHELL,
  ...GIT,
  ...PACKAGES,
  ...SERVICES,
  ...CHECKERS,
};

export const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  env: { values: '-u -C -S' },
  time: { values: '-f -o' },
  timeout: { values: '-k -s --signal --kill-after', operands: 1 },
  gtimeout: { values: '-k -s --signal --kill-after', operands: 1 },
  nice: { values: '-n' },
  ionice: { values: '-c -n -p' },
  nohup: {},
  setsid: {},
  stdbuf: { values: '-i -o -e' },
  caffeinate: { values: '-t -w' },
  'xvfb-run': { values: '-s -n -e -f' },
  command: { asks: '-v -V' },
  builtin: {},
  exec: { values: '-a' },
  rtk: {},
};

/** Flags between a program and its action that say where and how it runs, and nothing of what it does. */
export const GLOBAL_FLAGS: Readonly<
  Record<string, { valued: ReadonlySet<string>; asks: ReadonlySet<string> }>
> = {
  git: {
    valued: new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace', '--config-env']),
    asks: new Set(['--version', '--help', '--exec-path', '-h', '-v']),
  },
};

/** What the table knows of a program; undefined for one nobody told us of. */
export function programOf(name: string): Program | undefined {
  return Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
}

/** A program found by its folder is known by its name, `/usr/bin/git`; a script of the repository by its path. */
export function programName(word: string): string {
  const isInstalled =
    /^(?:\/|~\/|(?:\.\/)?(?:\S*\/)?(?:node_modules\/\.bin|\.?venv\/bin|vendor\/bin)\/)/.test(word);
  return isInstalled ? (word.split('/').at(-1) ?? word) : word.replace(/\.exe$/, '');
}

/** True for a program that runs the script, module or code that its arguments name. */
export const isInterpreter = (name: string): boolean => programOf(name)?.interprets === true;
