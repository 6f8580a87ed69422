/** `npm run bench hook`: what one hook costs the agent that waits for it. */

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homePaths } from '../../src/paths.ts';
import { printJson, printMachine, printRows, spreadCell, thisMachine } from '../report/print.ts';
import { type Spread, spreadOf } from '../report/stats.ts';
import { type Contender, contenders } from './contenders.ts';

const SIZES = { '2 KB': 2_000, '200 KB': 200_000, '5 MB': 5_000_000 };
const AT_ONCE = [1, 8];
/** Rounds a cell; a round runs each contender once (or `atOnce` times side by side), so drift meets all alike. */
const ROUNDS = { '2 KB': 400, '200 KB': 200, '5 MB': 100 };
/** A cell that takes longer is told by the rounds it had. */
const CELL_MS = 25_000;

interface Cell extends Spread {
  contender: string;
  size: string;
  atOnce: number;
}

export async function bench(args: readonly string[]): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'hivemind-bench-'));
  try {
    const cells: Cell[] = [];
    for (const [size, bytes] of Object.entries(SIZES)) {
      for (const atOnce of AT_ONCE) cells.push(...(await measure(scratch, size, bytes, atOnce)));
    }
    if (args.includes('--json')) printJson({ bench: 'hook', cells });
    else print(cells);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function measure(scratch: string, size: string, bytes: number, atOnce: number): Promise<Cell[]> {
  const folder = join(scratch, `${bytes}-${atOnce}`);
  mkdirSync(folder);
  const entrants = contenders(folder);
  const payload = payloadOf(bytes);
  const times = new Map<string, number[]>(entrants.map(({ name }) => [name, []]));
  const rounds = Math.ceil((ROUNDS[size as keyof typeof ROUNDS] ?? 1) / atOnce);
  const deadline = performance.now() + CELL_MS;
  for (let round = -1; round < rounds && (round < 1 || performance.now() < deadline); round++) {
    for (const contender of entrants) {
      clear(folder);
      const took = await Promise.all(Array.from({ length: atOnce }, () => timeOnce(contender, payload)));
      // Round -1 warms the file cache.
      if (round >= 0) times.get(contender.name)?.push(...took);
    }
  }
  return entrants.map(({ name }) => ({
    contender: name,
    size,
    atOnce,
    ...spreadOf(times.get(name) ?? []),
  }));
}

/** A spool as a daemon that keeps up leaves it: empty, and no start ticket. */
function clear(folder: string): void {
  for (const home of ['up', 'down']) {
    const { spool } = homePaths(join(folder, home));
    rmSync(spool, { recursive: true, force: true });
    mkdirSync(spool);
    rmSync(join(folder, home, 'daemon.starting'), { force: true });
  }
}

/** @returns ms from the start of the shell to its end, the payload written meanwhile, as an agent does it */
function timeOnce(contender: Contender, payload: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn('/bin/sh', ['-c', contender.command], {
      env: { PATH: process.env.PATH, ...contender.env },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.once('error', reject);
    // A contender that does not read its payload closes the pipe early.
    child.stdin?.on('error', () => undefined);
    child.once('exit', (code) => {
      if (code === 0) resolve(Number(process.hrtime.bigint() - start) / 1e6);
      else reject(new Error(`${contender.name} ended with ${code}`));
    });
    child.stdin?.end(payload);
  });
}

function payloadOf(bytes: number): Buffer {
  const frame = {
    session_id: 'b'.repeat(36),
    hook_event_name: 'Stop',
    cwd: '/tmp',
    last_assistant_message: '',
  };
  const room = bytes - JSON.stringify(frame).length;
  return Buffer.from(JSON.stringify({ ...frame, last_assistant_message: 'x'.repeat(room) }));
}

function print(cells: readonly Cell[]): void {
  printMachine(thisMachine());
  const title = [
    'ms a hook, p50 (p99)',
    ...AT_ONCE.flatMap((n) => Object.keys(SIZES).map((s) => `${s} ×${n}`)),
  ];
  const names = [...new Set(cells.map(({ contender }) => contender))];
  const rows = names.map((name) => [
    name,
    ...AT_ONCE.flatMap((atOnce) =>
      Object.keys(SIZES).map((size) => {
        const cell = cells.find(
          (one) => one.contender === name && one.size === size && one.atOnce === atOnce,
        );
        return cell === undefined ? '-' : spreadCell(cell);
      }),
    ),
  ]);
  printRows([title, ...rows]);
}
