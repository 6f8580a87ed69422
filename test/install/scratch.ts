/** A machine on which hivemind was never installed: an empty home, and the sources as a fresh clone has them. */

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inject } from 'vitest';
import type { Environment } from '../../src/paths.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a program to its end and keeps what it prints. */
export function run(program: string, args: readonly string[], cwd: string, env: Environment): Promise<Ran> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    ran.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    ran.err += chunk;
  });
  return new Promise((ended, failed) => {
    child.on('error', failed);
    child.on('close', (code) => ended({ ...ran, code }));
  });
}

/** What a person's terminal has, with this Node first on PATH. Nothing of the environment of these tests but the network's. */
export function terminal(home: string, node: string = process.execPath): Environment {
  const network = Object.entries(process.env).filter(([name]) =>
    /^(NODE_EXTRA_CA_CERTS|.*_proxy)$/i.test(name),
  );
  return {
    ...Object.fromEntries(network),
    HOME: home,
    PATH: `${dirname(node)}:${process.env.PATH}`,
    npm_config_cache: inject('npmCache'),
  };
}

/** An empty folder. */
export function scratchFolder(name: string): string {
  return mkdtempSync(join(process.env.HOME ?? '', `${name}-`));
}

/** The files that a clone of this checkout would have. */
export function freshClone(): string {
  const clone = join(scratchFolder('clone'), 'hivemind');
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of listed.split('\0').filter((name) => name !== '')) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(ROOT, file), join(clone, file));
  }
  return clone;
}

/** A PATH with these programs on it and no others. */
export function pathWith(programs: Record<string, string>): string {
  const folder = scratchFolder('bin');
  for (const [name, target] of Object.entries(programs)) symlinkSync(target, join(folder, name));
  return folder;
}
