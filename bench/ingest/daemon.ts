/** The daemon beside a person who works: how soon a turn is stored, and what it takes while nothing happens. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hookCommand } from '../../installers/hook-command.ts';
import { startDaemon, stopDaemon } from '../../src/daemon/control.ts';
import { type HomePaths, homePaths } from '../../src/paths.ts';
import { eventsOfSession } from '../../src/store/events.ts';
import { openStoreToRead, type Store } from '../../src/store/open.ts';
import { processCpuMs } from '../report/child-cpu.ts';
import { type Spread, spreadOf } from '../report/stats.ts';
import { claudeLines } from './generated-work.ts';

const TURNS = 120;
/** Turns of one session; a fresh one is begun then. */
const TURNS_A_SESSION = 20;
/** Between two turns, ms: longer than the daemon takes to fall asleep again. */
const PAUSE_MS = 100;
/** Far beyond what a turn takes to be stored, ms. */
const PATIENCE_MS = 30_000;
/** After the last turn, until the daemon has mined what there is. */
const SETTLE_MS = 5_000;

export interface DaemonMeasured {
  /** From the start of the hook to the turn's rows. */
  stopToRow: Spread;
  /** Null where there is no `/proc`. */
  idle: { seconds: number; rssMb: number; cpuMs: number } | null;
}

/** @param idleSeconds how long to watch the idle daemon */
export async function measureDaemon(idleSeconds: number): Promise<DaemonMeasured> {
  const home = mkdtempSync(join(tmpdir(), 'hivemind-bench-'));
  const paths = homePaths(home);
  const pid = await startDaemon(paths, { HOME: home, PATH: process.env.PATH });
  try {
    const stopToRow = spreadOf(await storeTurns(home, paths));
    await sleep(SETTLE_MS);
    return { stopToRow, idle: await watchIdle(pid, idleSeconds) };
  } finally {
    await stopDaemon(paths);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @returns ms, one for each turn */
async function storeTurns(home: string, paths: HomePaths): Promise<number[]> {
  const store = openStoreToRead(paths.database);
  if (store === null) throw new Error('the daemon has made no store');
  const folder = join(home, 'projects');
  mkdirSync(folder);
  const times: number[] = [];
  for (let index = 0; index < TURNS; index++) {
    const session = Math.floor(index / TURNS_A_SESSION);
    const sessionId = `00000000-0000-7000-8000-${String(session).padStart(12, '0')}`;
    const path = join(folder, `${sessionId}.jsonl`);
    appendFileSync(path, claudeLines(sessionId, index), { mode: 0o600 });
    times.push(await stopToRow(store, home, sessionId, path, (index % TURNS_A_SESSION) + 1));
    await sleep(PAUSE_MS);
  }
  store.close();
  return times;
}

/** Runs the Stop hook as Claude Code does, and waits until the turn and its end are stored. */
async function stopToRow(
  store: Store,
  home: string,
  sessionId: string,
  transcript: string,
  turns: number,
): Promise<number> {
  const start = performance.now();
  const hook = spawn('/bin/sh', ['-c', hookCommand(home, 'claude-code')], {
    env: { HOME: home, PATH: process.env.PATH },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  hook.stdin.end(
    JSON.stringify({
      session_id: sessionId,
      transcript_path: transcript,
      cwd: home,
      hook_event_name: 'Stop',
    }),
  );
  const ended = once(hook, 'exit');
  while (!isStored(store, sessionId, turns)) {
    if (performance.now() - start > PATIENCE_MS) throw new Error(`turn ${turns} was not stored`);
    await sleep(1);
  }
  const took = performance.now() - start;
  await ended;
  return took;
}

function isStored(store: Store, sessionId: string, turns: number): boolean {
  const kinds = eventsOfSession(store, sessionId).map(({ kind }) => kind);
  return ['assistant_message', 'turn_end'].every(
    (kind) => kinds.filter((one) => one === kind).length >= turns,
  );
}

async function watchIdle(pid: number, seconds: number): Promise<DaemonMeasured['idle']> {
  const before = processCpuMs(pid);
  await sleep(seconds * 1_000);
  const after = processCpuMs(pid);
  if (before === null || after === null) return null;
  const [, kib = ''] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return { seconds, rssMb: (Number(kib) * 1_024) / 1e6, cpuMs: after - before };
}
