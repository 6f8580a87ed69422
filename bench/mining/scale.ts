/**
 * `npm run bench mining-scale [-- --sessions 1000,10000] [--json]`: how long mining takes and how much memory, from scratch
 * and after twenty new turns, on generated projects in a real store.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appendEvent } from '../../src/store/events.ts';
import { saveHead } from '../../src/store/heads.ts';
import { inTransaction, openStore, type Store } from '../../src/store/open.ts';
import { printJson, printMachine, printRows, thisMachine } from '../report/print.ts';
import {
  GENERATED_PROJECT,
  type GeneratedSession,
  generateProject,
  RANGES,
  type Range,
} from './generator.ts';
import type { MiningRun } from './mine-once.ts';

const DEFAULT_SESSIONS = '1000,5000,10000,100000';
const FAMILY_SHARE = 1 / 10;
const SINGLE_SHARE = 1 / 2;
const NEW_SESSIONS = 20;
const RANGE = RANGES[0] as Range;
const SEED = 1;
/** Sessions are made this many at a time: the largest projects do not fit into memory at once. */
const BATCH = 5_000;

interface Measured {
  sessions: number;
  events: number;
  scratch: MiningRun;
  again: MiningRun;
}

export async function bench(args: readonly string[]): Promise<void> {
  const asked = args.includes('--sessions') ? (args[args.indexOf('--sessions') + 1] ?? '') : DEFAULT_SESSIONS;
  const results = asked.split(',').map(Number).map(measure);
  if (args.includes('--json')) return printJson({ bench: 'mining-scale', results });
  printMachine(thisMachine());
  printRows([
    [
      'sessions',
      'episodes',
      'events',
      'from scratch',
      'processor',
      'grows by power',
      'after 20 new turns',
      'processor',
      'grows by power',
      'peak memory',
      'grows by power',
    ],
    ...results.map((row, index) => rowOf(row, results[index - 1])),
  ]);
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;

function rowOf(row: Measured, smaller: Measured | undefined): string[] {
  const power = (of: (measured: Measured) => number) =>
    smaller === undefined
      ? ''
      : (Math.log(of(row) / of(smaller)) / Math.log(row.scratch.episodes / smaller.scratch.episodes)).toFixed(
          2,
        );
  return [
    String(row.sessions),
    String(row.again.episodes),
    String(row.events),
    seconds(row.scratch.ms),
    seconds(row.scratch.cpuMs),
    power(({ scratch }) => scratch.cpuMs),
    seconds(row.again.ms),
    seconds(row.again.cpuMs),
    power(({ again }) => again.cpuMs),
    `${row.scratch.peakMiB} MiB`,
    power(({ scratch }) => scratch.peakMiB),
  ];
}

function measure(count: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'hivemind-scale-'));
  const path = join(folder, 'bench.db');
  try {
    const store = openStore(path);
    store.pragma('synchronous = OFF');
    let [sessions, events] = [0, 0];
    for (let batch = 0; sessions < count - NEW_SESSIONS; batch += 1) {
      const generated = sessionsOf(batch, Math.min(BATCH, count)).slice(0, count - NEW_SESSIONS - sessions);
      storeAll(store, generated);
      sessions += generated.length;
      events += generated.reduce((sum, session) => sum + session.events.length, 0);
    }
    const scratch = mineOnce(path);
    storeAll(store, sessionsOf(-1, NEW_SESSIONS).slice(0, NEW_SESSIONS));
    const again = mineOnce(path);
    store.close();
    return { sessions: sessions + NEW_SESSIONS, events, scratch, again };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** About `count` sessions, the same for the same batch; no two batches share a kind of work. */
function sessionsOf(batch: number, count: number): GeneratedSession[] {
  const seed = SEED + batch;
  return generateProject(seed, RANGE, Math.ceil(count * FAMILY_SHARE), Math.ceil(count * SINGLE_SHARE)).map(
    (session) => ({
      ...session,
      id: `${batch} ${session.id}`,
      events: session.events.map((event) => ({
        ...event,
        id: `${batch} ${event.id}`,
        sessionId: `${batch} ${session.id}`,
      })),
    }),
  );
}

/** Stores a generated project of about so many sessions. */
export function storeGenerated(store: Store, sessions: number): void {
  storeAll(store, sessionsOf(0, sessions));
}

function mineOnce(path: string): MiningRun {
  const script = fileURLToPath(new URL('./mine-once.js', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script, path], { encoding: 'utf8' })) as MiningRun;
}

function storeAll(store: Store, sessions: readonly GeneratedSession[]): void {
  inTransaction(store, () => {
    for (const { id, at, events } of sessions) {
      for (const { seq: _, ...event } of events) appendEvent(store, event);
      saveHead(store, {
        sessionId: id,
        agent: 'claude-code',
        workspaceId: 'default',
        projectId: GENERATED_PROJECT,
        cwd: '/repo',
        startedAt: at,
        lastEventAt: events.at(-1)?.at ?? at,
        endedAt: null,
        headless: false,
      });
    }
  });
}
