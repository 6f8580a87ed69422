/** `npm run bench scale`: how long commands take beside a store of 1,000, 10,000 and 100,000 sessions. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/package.ts';
import { homePaths } from '../../src/paths.ts';
import { printJson, printMachine, printRows, thisMachine } from '../report/print.ts';
import { median, quantile } from '../report/stats.ts';
import { generateStore } from './generated-store.ts';

const SIZES = [1_000, 10_000, 100_000];
const RUNS = 15;
/** `--version` opens no store: what starting the program costs. */
const COMMANDS = ['--version', 'status', 'sessions list --limit 20', 'skillify', ''];

interface Cell {
  command: string;
  sessions: number;
  p50Ms: number;
  p99Ms: number;
}

export async function bench(args: readonly string[]): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'hivemind-bench-'));
  try {
    const bytes: number[] = [];
    const cells: Cell[] = [];
    for (const sessions of SIZES) {
      const home = join(scratch, String(sessions));
      generateStore(home, sessions, Date.now());
      bytes.push(statSync(homePaths(home).database).size);
      for (const command of COMMANDS) cells.push({ sessions, ...measure(home, command) });
    }
    if (args.includes('--json')) printJson({ bench: 'scale', runs: RUNS, sizes: SIZES, bytes, cells });
    else print(cells, bytes);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function measure(home: string, command: string): Omit<Cell, 'sessions'> {
  const program = join(packageRoot(), 'bin', 'hivemind');
  const words = command === '' ? [] : command.split(' ');
  const env = { PATH: process.env.PATH, HOME: home, HIVEMIND_HOME: home };
  const times: number[] = [];
  // The first run warms the file cache.
  for (let run = -1; run < RUNS; run++) {
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(process.execPath, [program, ...words], { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`hivemind ${command} ended with ${status}: ${stderr}`);
    if (run >= 0) times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return { command: `hivemind ${command}`.trim(), p50Ms: median(times), p99Ms: quantile(times, 0.99) };
}

function print(cells: readonly Cell[], bytes: readonly number[]): void {
  printMachine(thisMachine());
  const commands = [...new Set(cells.map(({ command }) => command))];
  const of = (command: string, sessions: number) =>
    cells.find((cell) => cell.command === command && cell.sessions === sessions);
  printRows([
    ['ms, p50 (p99), beside so many sessions', ...SIZES.map((size) => size.toLocaleString('en')), 'exponent'],
    ...commands.map((command) => [
      command,
      ...SIZES.map((size) => {
        const cell = of(command, size);
        return cell === undefined ? '-' : `${cell.p50Ms.toFixed(0)} (${cell.p99Ms.toFixed(0)})`;
      }),
      exponent(SIZES.map((size) => of(command, size)?.p50Ms ?? Number.NaN)).toFixed(2),
    ]),
    ['store, MB', ...bytes.map((size) => (size / 1e6).toFixed(1)), exponent(bytes).toFixed(2)],
  ]);
}

/** How a quantity grows with the number of sessions: 0 not at all, 1 in proportion. */
function exponent(values: readonly number[]): number {
  return (
    Math.log((values.at(-1) ?? Number.NaN) / (values[0] ?? Number.NaN)) /
    Math.log((SIZES.at(-1) ?? 1) / (SIZES[0] ?? 1))
  );
}
