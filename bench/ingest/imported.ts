/** Imports the transcripts below a folder, in a home of its own. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packageRoot } from '../../src/lib/package.ts';
import { homePaths } from '../../src/paths.ts';

export interface Imported {
  files: number;
  sessions: number;
  events: number;
  /** Of the transcripts, uncompressed. */
  bytes: number;
  seconds: number;
  storeBytes: number;
}

/** Runs `hivemind import` over a folder; nothing but a temporary folder is written. */
export function importFolder(folder: string): Imported {
  const home = mkdtempSync(join(tmpdir(), 'hivemind-bench-'));
  try {
    const program = join(packageRoot(), 'bin', 'hivemind');
    const start = performance.now();
    const output = execFileSync(
      process.execPath,
      [program, 'import', resolve(folder), '--unwitnessed', '--json'],
      {
        env: { PATH: process.env.PATH, HOME: home, HIVEMIND_HOME: home },
        encoding: 'utf8',
      },
    );
    const seconds = (performance.now() - start) / 1_000;
    const { files, sessions, events } = JSON.parse(output) as Pick<Imported, 'files' | 'sessions' | 'events'>;
    const storeBytes = statSync(homePaths(home).database).size;
    return { files, sessions, events, bytes: transcriptBytes(folder), seconds, storeBytes };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function transcriptBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:jsonl|md)(?:\.gz)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .reduce((sum, path) => sum + sizeOf(path), 0);
}

const sizeOf = (path: string): number =>
  path.endsWith('.gz') ? gunzipSync(readFileSync(path)).length : statSync(path).size;
