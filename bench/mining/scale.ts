/**
 * `npm run bench mining-scale [-- --sessions 1000,10000] [--json]`: how long mining takes and how much memory, from scratch
 * and after twenty new turns, on generated projects in a real store.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mineProject } from '../../src/mine/mine-project.ts';
import { DEFAULT_THRESHOLDS } from '../../src/mine/thresholds.ts';
import { appendEvent } from '../../src/store/events.ts';
import { saveHead } from '../../src/store/heads.ts';
import { inTransaction, openStore, type Store } from '../../src/store/open.ts';
import { printJson, printMachine, printRows, thisMachine } from '../report/print.ts';
import { type GeneratedSession, generateProject, RANGES, type Range } from './generator.ts';

const OPTIONS = { ...DEFAULT_THRESHOLDS, now: Date.UTC(2030, 0, 1) };
const DEFAULT_SESSIONS = '500,1000,5000,10000';
const FAMILY_SHARE = 1 / 10;
const SINGLE_SHARE = 1 / 2;
const NEW_SESSIONS = 20;
const RANGE = RANGES[0] as Range;

interface Measured {
  sessions: number;
  episodes: number;
  events: number;
  scratchMs: number;
  scratchCpuMs: number;
  twentyTurnsMs: number;
  twentyTurnsCpuMs: number;
  peakMiB: number;
}

export async function bench(args: readonly string[]): Promise<void> {
  const asked = args.includes('--sessions') ? (args[args.indexOf('--sessions') + 1] ?? '') : DEFAULT_SESSIONS;
  const results = asked.split(',').map(Number).map(measure);
  const [first, last] = [results[0] as Measured, results.at(-1) as Measured];
  const exponent =
    Math.log(last.scratchCpuMs / first.scratchCpuMs) / Math.log(last.episodes / first.episodes);
  if (args.includes('--json')) return printJson({ bench: 'mining-scale', results, exponent });
  printMachine(thisMachine());
  printRows([
    [
      'sessions',
      'episodes',
      'events',
      'from scratch',
      'processor',
      'after 20 new turns',
      'processor',
      'peak memory',
    ],
    ...results.map((row) => [
      String(row.sessions),
      String(row.episodes),
      String(row.events),
      seconds(row.scratchMs),
      seconds(row.scratchCpuMs),
      seconds(row.twentyTurnsMs),
      seconds(row.twentyTurnsCpuMs),
      `${row.peakMiB} MiB`,
    ]),
  ]);
  process.stdout.write(`\nprocessor time grows with episodes to the power ${exponent.toFixed(2)}\n`);
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;

function measure(count: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'hivemind-scale-'));
  try {
    const store = openStore(join(folder, 'bench.db'));
    store.pragma('synchronous = OFF');
    const generated = generateProject(
      count,
      RANGE,
      Math.ceil(count * FAMILY_SHARE),
      Math.ceil(count * SINGLE_SHARE),
    );
    const [old, fresh] = [
      generated.slice(0, count - NEW_SESSIONS),
      generated.slice(count - NEW_SESSIONS, count),
    ];
    storeAll(store, old);
    const scratch = timed(() => mineProject(store, 'generated', OPTIONS));
    storeAll(store, fresh);
    const again = timed(() => mineProject(store, 'generated', OPTIONS));
    store.close();
    return {
      sessions: old.length + fresh.length,
      episodes: again.result.episodes.length,
      events: old.reduce((sum, { events }) => sum + events.length, 0),
      scratchMs: scratch.ms,
      scratchCpuMs: scratch.cpuMs,
      twentyTurnsMs: again.ms,
      twentyTurnsCpuMs: again.cpuMs,
      peakMiB: Math.round(process.resourceUsage().maxRSS / 1_024),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Wall time, and the processor time that a busy machine does not stretch. */
function timed<T>(work: () => T): { result: T; ms: number; cpuMs: number } {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: performance.now() - start, cpuMs: (user + system) / 1_000 };
}

function storeAll(store: Store, sessions: readonly GeneratedSession[]): void {
  inTransaction(store, () => {
    for (const { id, at, events } of sessions) {
      for (const { seq: _, ...event } of events) appendEvent(store, event);
      saveHead(store, {
        sessionId: id,
        agent: 'claude-code',
        workspaceId: 'default',
        projectId: 'generated',
        cwd: '/repo',
        startedAt: at,
        lastEventAt: events.at(-1)?.at ?? at,
        endedAt: null,
        headless: false,
      });
    }
  });
}
