/** What every verb gets: the environment, where things are, and the two channels to the person. */

import { type Config, loadConfig } from '../config.ts';
import { systemCode } from '../errors.ts';
import { type Environment, type HomePaths, hivemindHome, homePaths } from '../paths.ts';

export interface CliContext {
  env: Environment;
  cwd: string;
  paths: HomePaths;
  /** Read on first use, so that a broken config.json fails only the verbs that need it. */
  config(): Config;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Results, a line at a time. Adds the newline. */
  out(line?: string): void;
  /** Progress and problems, on stderr. Adds the newline. */
  note(line: string): void;
  /** A line on the terminal's stderr that the next one writes over; an empty one takes it away. */
  status(line: string): void;
  /** One JSON document to stdout; with `--json`, nothing else goes there. */
  json(value: unknown): void;
  /** Whether a person reads stdout and can answer on stdin. */
  interactive: boolean;
  /** Cells in a line of the terminal; Infinity when stdout is none, so that nothing is cut for another program. */
  columns: number;
  /** Styles text for stdout when it is a terminal and NO_COLOR is not set; otherwise returns it as it is. */
  style(name: 'bold' | 'dim' | 'green' | 'yellow' | 'red', text: string): string;
}

/** A context as the process gives it: what it prints has not passed the rim (`terminal/rim.ts`) yet. */
export type Surroundings = Omit<CliContext, 'json'>;

const CODES = { bold: [1, 22], dim: [2, 22], green: [32, 39], yellow: [33, 39], red: [31, 39] } as const;

/** What this process has for a context. */
export function processContext(): Surroundings {
  const env: Environment = process.env;
  const paths = homePaths(hivemindHome(env));
  const colour = process.stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  let config: Config | undefined;
  // `hivemind sessions list | head`: a reader that has seen enough is no failure.
  process.stdout.on('error', (error) => {
    if (systemCode(error) !== 'EPIPE') throw error;
  });
  return {
    env,
    cwd: currentFolder(),
    paths,
    config: () => {
      config ??= loadConfig(paths.config, env);
      return config;
    },
    now: () => Date.now(),
    out: (line = '') => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    status: (line) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
    },
    interactive: process.stdout.isTTY === true && process.stdin.isTTY === true,
    columns: process.stdout.isTTY === true ? process.stdout.columns : Number.POSITIVE_INFINITY,
    style: (name, text) => (colour ? `\u001b[${CODES[name][0]}m${text}\u001b[${CODES[name][1]}m` : text),
  };
}

/** Where the person stands; a folder removed under them is no place, and no reason to fail. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '/';
    throw error;
  }
}
