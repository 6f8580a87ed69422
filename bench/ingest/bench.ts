/**
 * `npm run bench ingest`: how fast what agents leave becomes rows, secrets masked, and how much memory and disk it takes.
 * `--quick` leaves out the transcript of 1 GB.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homePaths } from '../../src/paths.ts';
import { printJson, printMachine, printRows, thisMachine } from '../report/print.ts';
import { cursorCall, spoolRecord, writeTranscript } from './generated-work.ts';

const MB = 1_000_000;
const SPOOLED = 5_000;
const TRANSCRIPTS = 40;

interface Load {
  name: string;
  /** Prepares a home. @returns bytes to take in */
  make(home: string): Promise<number>;
}

const LOADS: readonly Load[] = [
  { name: `spool, ${SPOOLED} payloads of Cursor`, make: async (home) => cursorSpool(home) },
  { name: `${TRANSCRIPTS} transcripts of 2 MB`, make: (home) => transcripts(home, TRANSCRIPTS, 2 * MB) },
  { name: 'one transcript of 1 GB', make: (home) => transcripts(home, 1, 1_000 * MB) },
];

interface Measured {
  name: string;
  bytes: number;
  events: number;
  seconds: number;
  peakRssMb: number;
  storeBytes: number;
}

export async function bench(args: readonly string[]): Promise<void> {
  const loads = args.includes('--quick') ? LOADS.slice(0, -1) : LOADS;
  const measured: Measured[] = [];
  for (const load of loads) measured.push(await measure(load));
  if (args.includes('--json')) printJson({ bench: 'ingest', measured });
  else print(measured);
}

async function measure({ name, make }: Load): Promise<Measured> {
  const home = mkdtempSync(join(tmpdir(), 'hivemind-bench-'));
  try {
    const bytes = await make(home);
    const program = join(import.meta.dirname, 'take-in.js');
    const output = execFileSync(process.execPath, [program, home], { encoding: 'utf8' });
    const storeBytes = statSync(homePaths(home).database).size;
    return {
      name,
      bytes,
      storeBytes,
      ...(JSON.parse(output) as Pick<Measured, 'events' | 'seconds' | 'peakRssMb'>),
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function cursorSpool(home: string): number {
  const { spool } = homePaths(home);
  let bytes = 0;
  for (let call = 0; call < SPOOLED; call++) {
    bytes += spoolRecord(spool, `${1_000 + call}-0`, 'cursor', cursorCall(`conversation-${call % 50}`, call));
  }
  return bytes;
}

async function transcripts(home: string, count: number, bytesEach: number): Promise<number> {
  const folder = join(home, 'projects');
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    const sessionId = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
    const path = join(folder, `${sessionId}.jsonl`);
    bytes += await writeTranscript(path, sessionId, bytesEach);
    spoolRecord(homePaths(home).spool, `${1_000 + index}-0`, 'claude-code', {
      session_id: sessionId,
      transcript_path: path,
      cwd: '/home/robin/thing',
      hook_event_name: 'Stop',
    });
  }
  return bytes;
}

function print(measured: readonly Measured[]): void {
  printMachine(thisMachine());
  printRows([
    ['one process, secrets masked', 'MB', 'events', 's', 'MB/s', 'events/s', 'peak RSS, MB', 'store / input'],
    ...measured.map(({ name, bytes, events, seconds, peakRssMb, storeBytes }) => [
      name,
      (bytes / MB).toFixed(1),
      String(events),
      seconds.toFixed(1),
      (bytes / MB / seconds).toFixed(1),
      (events / seconds).toFixed(0),
      peakRssMb.toFixed(0),
      (storeBytes / bytes).toFixed(2),
    ]),
  ]);
}
