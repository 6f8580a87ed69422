/** Rebuilds a damaged store: from its newest sound backup, and from all that can still be read of it. */

import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { listBackups } from '../guard/backup.ts';
import { restoreOffMarks } from '../off-marks.ts';
import { isSound, openStore, type Store } from '../open.ts';
import { recordProblem } from '../problems.ts';
import { salvage } from './salvage.ts';

/** Damaged files kept for a look. */
const KEPT_DAMAGED = 2;

export interface RebuildPlaces {
  database: string;
  backups: string;
  /** Where damaged files are set aside. */
  damaged: string;
}

/** Whether a rebuild was killed: what it made is half done, or waits to be put in place. */
export function isRebuildUnfinished(database: string): boolean {
  return existsSync(rebuiltPath(database)) || existsSync(draftPath(database));
}

const rebuiltPath = (database: string) => `${database}-rebuilt`;
const draftPath = (database: string) => `${database}-rebuilt.tmp`;

/**
 * Sets a damaged store aside and puts a rebuilt one in its place. Transcripts will be read again from their beginnings;
 * events that were stored and are in neither backup nor the readable rest are listed in `missing_events`. Killed at any
 * point and run again, it ends in the same state. The caller is the only writer.
 * @param now milliseconds since the epoch
 * @returns what was done, in a sentence
 * @throws what the file system throws, a full disk for one; then the damaged store is where it was
 */
export function rebuildStore(places: RebuildPlaces, now: number): string {
  const { database } = places;
  const rebuilt = rebuiltPath(database);
  let told = 'The store was damaged; its rebuilding was interrupted and is complete now.';
  if (!existsSync(rebuilt)) {
    const draft = draftPath(database);
    removeDatabase(draft);
    told = compose(places, draft, now);
    renameSync(draft, rebuilt);
  }
  setAside(places, now);
  // The log of the damaged store must not be applied to another.
  for (const suffix of ['-wal', '-shm']) rmSync(database + suffix, { force: true });
  renameSync(rebuilt, database);
  return told;
}

function compose({ database, backups }: RebuildPlaces, draft: string, now: number): string {
  const backup = listBackups(backups).find(isSoundFile);
  if (backup !== undefined) copyFileSync(backup, draft);
  const store = openStore(draft);
  try {
    const { rows, missing } = salvage(database, store);
    restoreOffMarks(store, database);
    readTranscriptsAnew(store, now);
    const from = backup === undefined ? 'without a backup' : `from ${basename(backup)}`;
    const lost =
      missing === null
        ? 'how many events are missing cannot be told'
        : `${missing} events are missing so far`;
    const told = `The store was damaged. It was rebuilt ${from} and ${rows} rows that could still be read; ${lost}.`;
    recordProblem(store, { at: now, area: 'store', subject: basename(database), message: told });
    // One file, without a log beside it, is what is put in place.
    store.pragma('journal_mode = DELETE');
    return told;
  } finally {
    store.close();
  }
}

/** What was read of transcripts may be among what is lost; reading it again stores nothing twice. */
function readTranscriptsAnew(store: Store, now: number): void {
  store
    .prepare(
      `UPDATE transcripts SET offset = 0, fingerprint = '', lines = 0, invalid_lines = 0, unknown_types = '{}',
         parser_state = '{}', read_at = ?`,
    )
    .run(now);
}

function isSoundFile(path: string): boolean {
  try {
    const store = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return isSound(store);
    } finally {
      store.close();
    }
  } catch {
    return false;
  }
}

function setAside({ database, damaged }: RebuildPlaces, now: number): void {
  mkdirSync(damaged, { recursive: true, mode: 0o700 });
  const stamp = new Date(now).toISOString().replace(/[-:.]/g, '');
  for (const suffix of ['', '-wal']) {
    if (!existsSync(database + suffix) || isSetAside(database + suffix, damaged)) continue;
    // A second name, and not a move: there is a store under its own name at every moment.
    linkOrCopy(database + suffix, join(damaged, `hivemind-${stamp}.db${suffix}`));
  }
  const old = readdirSync(damaged).filter((name) => name.endsWith('.db'));
  for (const name of old.sort().slice(0, -KEPT_DAMAGED)) removeDatabase(join(damaged, name));
}

/** By a rebuild that was killed right after. */
function isSetAside(path: string, damaged: string): boolean {
  const { ino } = statSync(path);
  return readdirSync(damaged).some((name) => statSync(join(damaged, name)).ino === ino);
}

function linkOrCopy(from: string, to: string): void {
  rmSync(to, { force: true });
  try {
    linkSync(from, to);
  } catch {
    // A file system without links.
    copyFileSync(from, to);
  }
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}
