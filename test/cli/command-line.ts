/** Runs command lines in this process, in a home of their own, and keeps what they print. */

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from '../../src/cli/context.ts';
import { main } from '../../src/cli/main.ts';
import { loadConfig } from '../../src/config.ts';
import { type Environment, type HomePaths, homePaths } from '../../src/paths.ts';

export interface Printed {
  code: number;
  /** stdout without styles. */
  out: string;
  err: string;
}

export interface Place {
  home: string;
  paths: HomePaths;
  /** Runs `hivemind <args>`. */
  hivemind(...args: string[]): Promise<Printed>;
  /** Runs `hivemind <args> --json` and reads stdout as one JSON document. */
  json(...args: string[]): Promise<unknown>;
}

export interface PlaceOptions {
  /** A home that another place made; a new one when absent. */
  home?: string;
  cwd?: string;
  env?: Environment;
  now?: number;
  columns?: number;
  /** Parts of the context to replace. */
  context?: Partial<Surroundings>;
}

/** A home that no other test sees; nothing in it exists yet. */
export function place(options: PlaceOptions = {}): Place {
  const home = options.home ?? mkdtempSync(join(process.env.HOME ?? '', 'home-'));
  const paths = homePaths(join(home, '.hivemind'));
  const hivemind = async (...args: string[]): Promise<Printed> => {
    let out = '';
    let err = '';
    const env: Environment = {
      PATH: process.env.PATH,
      ...options.env,
      HOME: home,
      HIVEMIND_HOME: paths.home,
    };
    const context: Surroundings = {
      env,
      paths,
      cwd: options.cwd ?? home,
      config: () => loadConfig(paths.config, env),
      now: () => options.now ?? Date.now(),
      out: (line = '') => {
        out += `${line}\n`;
      },
      note: (line) => {
        err += `${line}\n`;
      },
      status: () => undefined,
      interactive: false,
      columns: options.columns ?? Number.POSITIVE_INFINITY,
      style: (_, text) => text,
      ...options.context,
    };
    return { code: await main(args, context), out, err };
  };
  return {
    home,
    paths,
    hivemind,
    json: async (...args) => JSON.parse((await hivemind(...args, '--json')).out) as unknown,
  };
}
