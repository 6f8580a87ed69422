/**
 * `npm run bench ingest`: how fast what agents leave becomes rows, secrets masked; how much memory and disk that takes; how
 * soon a turn is stored and a skill written; what the daemon takes while nothing happens. `--quick` leaves out the transcript
 * of 1 GB and most of the waiting; `--data <folder>` also imports the transcripts below a folder of your own.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homePaths } from '../../src/paths.ts';
import type { AgentId } from '../../src/types.ts';
import { printJson, printMachine, printRows, spreadCell, thisMachine } from '../report/print.ts';
import { median } from '../report/stats.ts';
import { type DaemonMeasured, measureDaemon } from './daemon.ts';
import { measureFirstSkill } from './first-skill.ts';
import { codexLines } from './generated-codex.ts';
import { claudeLines, cursorCall, spoolRecord, type TurnLines, writeTranscript } from './generated-work.ts';
import { type Imported, importFolder } from './imported.ts';

const MB = 1_000_000;
const SPOOLED = 5_000;
const CONVERSATIONS = 50;
const TRANSCRIPTS = 40;

interface Load {
  name: string;
  runs: number;
  sessions: number;
  /** Prepares a home. @returns bytes to take in */
  make(home: string): Promise<number>;
}

const QUICK_LOADS: readonly Load[] = [
  {
    name: `spool, ${SPOOLED} payloads of Cursor`,
    runs: 3,
    sessions: CONVERSATIONS,
    make: async (home) => cursorSpool(home),
  },
  {
    name: `${TRANSCRIPTS} transcripts of Claude Code, 2 MB each`,
    runs: 3,
    sessions: TRANSCRIPTS,
    make: (home) => transcripts(home, TRANSCRIPTS, 2 * MB),
  },
  {
    name: `${TRANSCRIPTS} transcripts of Codex, 2 MB each`,
    runs: 3,
    sessions: TRANSCRIPTS,
    make: (home) => rollouts(home, TRANSCRIPTS, 2 * MB),
  },
];
const GIGABYTE: Load = {
  name: 'one transcript of 1 GB',
  runs: 1,
  sessions: 1,
  make: (home) => transcripts(home, 1, 1_000 * MB),
};

interface Taken {
  events: number;
  seconds: number;
  /** Processor time, user and system; more than one core may have worked. */
  cpuSeconds: number;
  peakRssMb: number;
}

interface Measured extends Taken {
  name: string;
  runs: number;
  sessions: number;
  bytes: number;
  storeBytes: number;
}

export async function bench(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick');
  const data = args.includes('--data') ? args[args.indexOf('--data') + 1] : undefined;
  const measured: Measured[] = [];
  for (const load of isQuick ? QUICK_LOADS : [...QUICK_LOADS, GIGABYTE]) measured.push(await measure(load));
  const imported = data === undefined ? null : importFolder(data);
  const daemon = await measureDaemon(isQuick ? 10 : 60);
  const endToSkill = await measureFirstSkill(isQuick ? 1 : 5);
  if (args.includes('--json')) {
    printJson({ bench: 'ingest', measured, imported, daemon: { ...daemon, endToSkill } });
    return;
  }
  printMachine(thisMachine());
  printMeasured(measured);
  if (imported !== null) printImported(imported);
  printDaemon(daemon);
  printRows([['session end to written skill, ms, p50', spreadCell(endToSkill, 0)]]);
}

/** The medians of some runs, each in a home of its own. */
async function measure({ name, runs, sessions, make }: Load): Promise<Measured> {
  const all: Measured[] = [];
  for (let run = 0; run < runs; run++) all.push({ name, runs, sessions, ...(await measureOnce(make)) });
  const of = (field: Exclude<keyof Measured, 'name'>) => median(all.map((one) => one[field]));
  return {
    name,
    runs,
    sessions,
    bytes: of('bytes'),
    events: of('events'),
    seconds: of('seconds'),
    cpuSeconds: of('cpuSeconds'),
    peakRssMb: of('peakRssMb'),
    storeBytes: of('storeBytes'),
  };
}

async function measureOnce(make: Load['make']): Promise<Omit<Measured, 'name' | 'runs' | 'sessions'>> {
  const home = mkdtempSync(join(tmpdir(), 'hivemind-bench-'));
  try {
    const bytes = await make(home);
    const program = join(import.meta.dirname, 'take-in.js');
    const output = execFileSync(process.execPath, [program, home], { encoding: 'utf8' });
    const storeBytes = statSync(homePaths(home).database).size;
    return { bytes, storeBytes, ...(JSON.parse(output) as Taken) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function cursorSpool(home: string): number {
  const { spool } = homePaths(home);
  let bytes = 0;
  for (let call = 0; call < SPOOLED; call++) {
    bytes += spoolRecord(
      spool,
      `${1_000 + call}-0`,
      'cursor',
      cursorCall(`conversation-${call % CONVERSATIONS}`, call),
    );
  }
  return bytes;
}

const transcripts = (home: string, count: number, bytesEach: number) =>
  written(home, 'claude-code', count, bytesEach, '', claudeLines);

const rollouts = (home: string, count: number, bytesEach: number) =>
  written(home, 'codex', count, bytesEach, 'rollout-2026-01-05T00-00-00-', codexLines);

/** Writes transcripts, and the records of the hooks that tell of them. @returns their bytes */
async function written(
  home: string,
  agent: AgentId,
  count: number,
  bytesEach: number,
  prefix: string,
  lines: TurnLines,
): Promise<number> {
  const folder = join(home, 'projects');
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    const sessionId = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
    const path = join(folder, `${prefix}${sessionId}.jsonl`);
    bytes += await writeTranscript(path, sessionId, bytesEach, lines);
    spoolRecord(homePaths(home).spool, `${1_000 + index}-0`, agent, {
      session_id: sessionId,
      transcript_path: path,
      cwd: '/home/robin/thing',
      hook_event_name: 'Stop',
    });
  }
  return bytes;
}

function printMeasured(measured: readonly Measured[]): void {
  printRows([
    [
      'one process, secrets masked, medians',
      'runs',
      'MB',
      'events',
      's',
      'MB/s',
      'MB/cpu s',
      'events/s',
      'peak RSS, MB',
      'store, KB a session',
      'store / input',
    ],
    ...measured.map((one) => [
      one.name,
      String(one.runs),
      (one.bytes / MB).toFixed(1),
      String(one.events),
      one.seconds.toFixed(1),
      (one.bytes / MB / one.seconds).toFixed(1),
      (one.bytes / MB / one.cpuSeconds).toFixed(1),
      (one.events / one.seconds).toFixed(0),
      one.peakRssMb.toFixed(0),
      (one.storeBytes / 1_000 / one.sessions).toFixed(0),
      (one.storeBytes / one.bytes).toFixed(2),
    ]),
  ]);
  process.stdout.write('\n');
}

function printImported({ files, sessions, events, bytes, seconds, storeBytes }: Imported): void {
  printRows([
    [
      'hivemind import of your own',
      'files',
      'sessions',
      'events',
      'MB',
      's',
      'KB a session',
      'store / transcripts',
    ],
    [
      '',
      String(files),
      String(sessions),
      String(events),
      (bytes / MB).toFixed(1),
      seconds.toFixed(1),
      (storeBytes / 1_000 / sessions).toFixed(0),
      (storeBytes / bytes).toFixed(2),
    ],
  ]);
  process.stdout.write('\n');
}

function printDaemon({ stopToRow, idle }: DaemonMeasured): void {
  const { runs, p50Ms, p95Ms, p99Ms } = stopToRow;
  const times = [p50Ms, p95Ms, p99Ms].map((time) => time.toFixed(0)).join(', ');
  printRows([[`Stop to row, ms, ${runs} turns: p50, p95, p99`, times]]);
  if (idle === null) return;
  printRows([
    [
      `idle daemon, ${idle.seconds} s`,
      `${idle.rssMb.toFixed(0)} MB RSS, ${idle.cpuMs.toFixed(0)} ms of processor time`,
    ],
  ]);
}
