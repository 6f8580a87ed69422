/**
 * `npm run bench all [-- --write <file>]`: the benches of cost, one after the other, in a quarter of an hour at most. With
 * `--write`, what they print replaces the run that a page holds.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Printed, withRun } from './report/document.ts';
import { printJson } from './report/print.ts';

const COST = ['hook', 'agents', 'ingest', 'scale'];

export async function bench(args: readonly string[]): Promise<void> {
  const page = args.includes('--write') ? args[args.indexOf('--write') + 1] : undefined;
  if (args.includes('--write') && page === undefined) throw new Error('--write needs the path of a page');
  const isJson = args.includes('--json');
  const start = performance.now();
  const printed: Printed[] = [];
  for (const name of COST) {
    process.stderr.write(`bench ${name} …\n`);
    const output = outputOf(name, isJson ? ['--json'] : []);
    if (!isJson) process.stdout.write(`${name}: ${output}\n`);
    printed.push({ name, output });
  }
  if (isJson) printJson({ bench: 'all', runs: printed.map(({ output }) => JSON.parse(output) as unknown) });
  if (page === undefined) return;
  const minutes = (performance.now() - start) / 60_000;
  const command = `npm run bench all -- --write ${page}`;
  writeFileSync(page, withRun(readFileSync(page, 'utf8'), new Date(), command, minutes, printed));
}

/** Runs a bench in a process of its own, so that none leaves memory or caches to the next. */
function outputOf(name: string, args: readonly string[]): string {
  const main = join(import.meta.dirname, 'main.js');
  const { status, stdout } = spawnSync(process.execPath, [main, name, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`bench ${name} ended with ${status}`);
  return stdout;
}
