/** Copies of the store, a few of them: what a damaged one is rebuilt from. */

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { namesIn } from '../../lib/list-folder.ts';

const KEPT = 3;
const EVERY_MS = 86_400_000;
/** A backup must leave this many times its size free. */
const ROOM = 2;
const NAME = /^hivemind-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.db$/;

/** Paths of the backups, the newest first. */
export function listBackups(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/**
 * Copies the store into `folder` and drops the oldest copies. The copy has its name once it is whole and on disk. Readers
 * and writers go on meanwhile.
 * @param now milliseconds since the epoch
 * @returns the copy's path
 * @throws what SQLite and the file system throw; then there is no copy
 */
export function backUp(store: Database, folder: string, now: number): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, nextName(folder, now));
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    // SQLite fills an empty file as it is, so the copy is never open to others.
    writeFileSync(temporary, '', { mode: 0o600, flag: 'wx' });
    store.prepare('VACUUM INTO ?').run(temporary);
    syncFile(temporary);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  tidy(folder);
  return path;
}

/** Names sort by age; where a clock went back, the next one is named as if it had not. */
function nextName(folder: string, now: number): string {
  const [newest = ''] = listBackups(folder);
  const stamp = basename(newest).replace(NAME, '$1-$2-$3T$4:$5:$6.$7Z');
  const at = newest === '' ? now : Math.max(now, Date.parse(stamp) + 1);
  return `hivemind-${new Date(at).toISOString().replace(/[-:.]/g, '')}.db`;
}

/**
 * Makes the backup of the day, unless there is no room for it.
 * @param now milliseconds since the epoch
 * @returns whether one was made
 */
export function backUpIfDue(store: Database, folder: string, now: number): boolean {
  const [newest] = listBackups(folder);
  const age = newest === undefined ? Number.POSITIVE_INFINITY : now - statSync(newest).mtimeMs;
  // A backup of the future was made by a clock that went wrong.
  if (age >= 0 && age < EVERY_MS) return false;
  if (!hasRoom(store.name)) return false;
  backUp(store, folder, now);
  return true;
}

/** Removes all backups: what is in them was to be forgotten. */
export function dropBackups(folder: string): void {
  for (const path of listBackups(folder)) rmSync(path, { force: true });
}

function hasRoom(database: string): boolean {
  const { bavail, bsize } = statfsSync(database);
  return bavail * bsize > ROOM * statSync(database).size;
}

/** Keeps the newest copies, and nothing that a killed process left half done. */
function tidy(folder: string): void {
  const kept = new Set(listBackups(folder).slice(0, KEPT));
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    if (!kept.has(path) && name.startsWith('hivemind-')) rmSync(path, { force: true });
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
