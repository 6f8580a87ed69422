/**
 * `npm run bench mining-beside [-- --sessions 5000] [--json]`: how long it takes until what an agent leaves is stored, while
 * nothing else runs and while a project is mined beside it, in a process of its own and niced, as the daemon does it.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig } from '../../src/config.ts';
import { homePaths } from '../../src/paths.ts';
import { openStore } from '../../src/store/open.ts';
import { catchUp } from '../../src/worker/catch-up.ts';
import type { WorkerContext } from '../../src/worker/context.ts';
import { cursorCall, spoolRecord } from '../ingest/generated-work.ts';
import { printJson, printMachine, printRows, spreadCell, thisMachine } from '../report/print.ts';
import { type Spread, spreadOf } from '../report/stats.ts';
import { storeGenerated } from './scale.ts';

const DEFAULT_SESSIONS = 5_000;
const RECORDS = 200;
/** A hook every so often, ms. */
const PAUSE_MS = 25;
/** As `src/daemon/miner.ts` has it. */
const NICENESS = 15;

export async function bench(args: readonly string[]): Promise<void> {
  const sessions = Number(args[args.indexOf('--sessions') + 1] ?? Number.NaN) || DEFAULT_SESSIONS;
  const home = mkdtempSync(join(tmpdir(), 'hivemind-beside-'));
  try {
    const context = prepare(home, sessions);
    const alone = await takeIn(context, 0);
    const miner = await startMiner(home);
    const beside = await takeIn(context, RECORDS);
    await miner.stop();
    context.store.close();
    report(args, sessions, { alone, beside });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function prepare(home: string, sessions: number): WorkerContext {
  const paths = homePaths(home);
  const store = openStore(paths.database);
  storeGenerated(store, sessions);
  return { paths, store, config: loadConfig(paths.config, {}), env: process.env, now: () => Date.now() };
}

/** Stores one hook's record after the other. */
async function takeIn(context: WorkerContext, from: number): Promise<Spread> {
  const times: number[] = [];
  for (let call = from; call < from + RECORDS; call += 1) {
    spoolRecord(context.paths.spool, `${1_000 + call}-0`, 'cursor', cursorCall('conversation', call));
    const start = performance.now();
    await catchUp(context);
    times.push(performance.now() - start);
    await delay(PAUSE_MS);
  }
  return spreadOf(times);
}

/** Resolves once the first run is under way. */
async function startMiner(home: string): Promise<{ stop(): Promise<void> }> {
  const program = join(import.meta.dirname, 'mine-again.js');
  const child = spawn(process.execPath, [program, home], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (child.pid !== undefined) setPriority(child.pid, NICENESS);
  await new Promise((resolve) => child.once('spawn', resolve));
  // Until the program is loaded.
  await delay(1_000);
  return {
    stop: async () => {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function report(
  args: readonly string[],
  sessions: number,
  { alone, beside }: { alone: Spread; beside: Spread },
): void {
  if (args.includes('--json')) {
    printJson({ bench: 'mining-beside', sessions, alone, beside });
    return;
  }
  printMachine(thisMachine());
  printRows([
    ['until a hook’s record is stored, ms', 'p50'],
    ['nothing else runs', spreadCell(alone)],
    [`a project of ${sessions} sessions is mined`, spreadCell(beside)],
  ]);
}
