/** `npm run bench scale`: how long commands take beside a store of 1,000, 10,000 and 100,000 sessions. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/package.ts';
import { homePaths } from '../../src/paths.ts';
import { childCpuMs } from '../report/child-cpu.ts';
import { printJson, printMachine, printRows, spreadCell, thisMachine } from '../report/print.ts';
import { growthExponent, type Spread, spreadOf } from '../report/stats.ts';
import { generateStore, PROJECT_ROOT, RARE_WORD } from './generated-store.ts';

const SIZES = [1_000, 10_000, 100_000];
const RUNS = 15;
/** On a machine so slow that a size takes longer, it is told by the rounds it had. */
const SIZE_MS = 75_000;
/** What starting any program in Node costs, and `--version`, which opens no store. */
const NODE = 'node -e 0';
const COMMANDS = [
  NODE,
  'hivemind --version',
  'hivemind',
  'hivemind status',
  'hivemind sessions list --limit 20',
  'hivemind skillify',
  `hivemind skillify why --project ${PROJECT_ROOT}`,
  'hivemind sessions search release',
  `hivemind sessions search ${RARE_WORD}`,
];

interface Cell extends Spread {
  command: string;
  sessions: number;
  /** Processor time of one run, on average; null where the system does not tell. */
  cpuMs: number | null;
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
      cells.push(...measure(home).map((cell) => ({ sessions, ...cell })));
    }
    if (args.includes('--json')) printJson({ bench: 'scale', sizes: SIZES, bytes, cells });
    else print(cells, bytes);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Each round runs every command once, so that drift of the machine meets all alike. */
function measure(home: string): Omit<Cell, 'sessions'>[] {
  const samples = COMMANDS.map((command) => ({
    command,
    times: [] as number[],
    cpu: [] as (number | null)[],
  }));
  // The first round warms the file cache.
  const deadline = performance.now() + SIZE_MS;
  for (let round = -1; round < RUNS && (round < 1 || performance.now() < deadline); round++) {
    for (const { command, times, cpu } of samples) {
      const { tookMs, cpuMs } = runOnce(home, command);
      if (round < 0) continue;
      times.push(tookMs);
      cpu.push(cpuMs);
    }
  }
  return samples.map(({ command, times, cpu }) => ({ command, cpuMs: meanOf(cpu), ...spreadOf(times) }));
}

function runOnce(home: string, command: string): { tookMs: number; cpuMs: number | null } {
  const [, ...words] = command.split(' ');
  const program = command === NODE ? [] : [join(packageRoot(), 'bin', 'hivemind')];
  const env = { PATH: process.env.PATH, HOME: home, HIVEMIND_HOME: home };
  const cpuBefore = childCpuMs();
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...program, ...words], {
    env,
    cwd: home,
    encoding: 'utf8',
  });
  const tookMs = performance.now() - start;
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  const cpuAfter = childCpuMs();
  return { tookMs, cpuMs: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore };
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

const fewestRuns = (cells: readonly Cell[]) => Math.min(...cells.map(({ runs }) => runs));

function print(cells: readonly Cell[], bytes: readonly number[]): void {
  printMachine(thisMachine());
  const of = (command: string) => cells.filter((cell) => cell.command === command);
  const titles = SIZES.flatMap((size) => [size.toLocaleString('en'), 'cpu']);
  printRows([
    [`ms of ${fewestRuns(cells)} runs, p50 (max), beside so many sessions`, ...titles, 'exponent'],
    ...COMMANDS.map((command) => [
      command.replace(PROJECT_ROOT, '…'),
      ...of(command).flatMap((cell) => [
        spreadCell(cell, 0).replace('max ', ''),
        cell.cpuMs?.toFixed(0) ?? '-',
      ]),
      growthExponent(
        SIZES,
        of(command).map(({ p50Ms }) => p50Ms),
      ).toFixed(2),
    ]),
    [
      'store, MB',
      ...bytes.flatMap((size) => [(size / 1e6).toFixed(1), '']),
      growthExponent(SIZES, bytes).toFixed(2),
    ],
  ]);
}
