/** Opens the SQLite store. This folder is the only importer of better-sqlite3. */

import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { HivemindError, systemCode } from '../errors.ts';
import { backupsBeside } from '../paths.ts';
import { backUp, listBackups } from './guard/backup.ts';
import { explainFailure, isDamage, REBUILD_HINT } from './guard/failures.ts';
import { refuseElsewhere } from './guard/lease.ts';
import { MIGRATIONS } from './migrations.ts';
import { restoreOffMarks } from './off-marks.ts';

/** How long a statement waits for another process's transaction, in ms. */
const BUSY_TIMEOUT_MS = 5_000;
/** Between two tries to switch a new database to WAL, in ms. */
const WAL_RETRY_MS = 5;

/** An open store. Room code passes it on; only `store/` calls its methods. */
export type Store = Database.Database;

/**
 * Opens (and creates or migrates) the store at `path`, folder 0700, file 0600.
 * @throws HivemindError STORE_NEWER when a later hivemind has migrated it, STORE_DAMAGED when it is no sound database,
 * STORE_ELSEWHERE when another machine uses it, STORE_UNUSABLE when SQLite cannot use it otherwise
 */
export function openStore(path: string): Store {
  refuseElsewhere(path);
  refuseEmptied(path);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const store = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    chmodSync(path, 0o600);
    // For a new store. Many rows take 2 to 3 KB, which leave nearly half of each page of SQLite's own 4,096 bytes empty.
    store.pragma('page_size = 8192');
    switchToWal(store);
    // FULL: the spool file is deleted right after the commit, so the commit must be on disk.
    store.pragma('synchronous = FULL');
    migrate(store);
    return store;
  } catch (error) {
    if (error instanceof HivemindError) throw error;
    throw explainFailure(path, error);
  }
}

/**
 * SQLite fails at once, without its busy timeout, where two processes switch a new database to WAL at the same moment: each
 * holds the lock that the other wants. So the waiting is done here.
 */
function switchToWal(store: Store): void {
  const deadline = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      store.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (systemCode(error) !== 'SQLITE_BUSY' || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_RETRY_MS);
    }
  }
}

/**
 * A crash can leave a file without its content, which SQLite takes for a new database.
 * @throws HivemindError STORE_DAMAGED
 */
function refuseEmptied(path: string): void {
  const isEmpty = statSync(path, { throwIfNoEntry: false })?.size === 0;
  if (!isEmpty || listBackups(backupsBeside(path)).length === 0) return;
  throw new HivemindError('STORE_DAMAGED', `The store ${path} is empty, though it has backups.`, {
    hint: REBUILD_HINT,
  });
}

/** Whether SQLite finds no damage. Reads the whole database. */
export function isSound(store: Store): boolean {
  try {
    return store.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/**
 * Opens an existing store to read; never creates, migrates or waits for a writer.
 * @returns null where there is no store yet, or one is only being made
 * @throws HivemindError STORE_OLDER when {@link bringUpToDate} has to come first, STORE_NEWER, STORE_DAMAGED,
 * STORE_ELSEWHERE, STORE_UNUSABLE
 */
export function openStoreToRead(path: string): Store | null {
  if (!existsSync(path)) return null;
  refuseElsewhere(path);
  refuseEmptied(path);
  try {
    const store = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    const schema = schemaVersion(store);
    if (schema === MIGRATIONS.length) return store;
    store.close();
    if (schema === 0) return null;
    throw schema > MIGRATIONS.length ? newerStore(schema) : olderStore(schema);
  } catch (error) {
    if (error instanceof HivemindError) throw error;
    throw explainFailure(path, error);
  }
}

/**
 * Migrates an existing store that an earlier hivemind wrote, so that it can be read. Does nothing where there is none or it
 * is up to date.
 * @throws HivemindError STORE_NEWER, STORE_DAMAGED, STORE_ELSEWHERE, STORE_UNUSABLE
 */
export function bringUpToDate(path: string): void {
  try {
    openStoreToRead(path)?.close();
  } catch (error) {
    if (!(error instanceof HivemindError) || error.code !== 'STORE_OLDER') throw error;
    openStore(path).close();
  }
}

const newerStore = (schema: number): HivemindError =>
  new HivemindError('STORE_NEWER', `The store was written by a newer hivemind (schema ${schema}).`, {
    hint: 'Update hivemind, or set HIVEMIND_HOME to another folder',
  });

const olderStore = (schema: number): HivemindError =>
  new HivemindError('STORE_OLDER', `The store was written by an older hivemind (schema ${schema}).`, {
    hint: 'hivemind status brings it up to date',
  });

/** Whether a later hivemind has migrated the store since it was opened: this code would write what that one cannot know. */
export function wasUpgraded(store: Store): boolean {
  return schemaVersion(store) > MIGRATIONS.length;
}

function schemaVersion(store: Store): number {
  return Number(store.pragma('user_version', { simple: true }));
}

/** Brings the schema up to date; an existing store is backed up first. */
function migrate(store: Store): void {
  const before = schemaVersion(store);
  if (before === MIGRATIONS.length) return;
  if (before > 0 && before < MIGRATIONS.length) backUp(store, backupsBeside(store.name), Date.now());
  store
    .transaction(() => {
      const applied = schemaVersion(store);
      if (applied > MIGRATIONS.length) {
        throw newerStore(applied);
      }
      for (const step of MIGRATIONS.slice(applied)) typeof step === 'string' ? store.exec(step) : step(store);
      if (applied === 0) restoreOffMarks(store, store.name);
      store.pragma(`user_version = ${MIGRATIONS.length}`);
    })
    .immediate();
}

/**
 * Runs `work` in one transaction that takes the write lock first, so that what it reads is still true when it writes.
 * Nested calls join the outer transaction.
 */
export function inTransaction<T>(store: Store, work: () => T): T {
  // Whatever fails inside undoes all of it, so a savepoint of its own would only take time.
  return store.inTransaction ? work() : store.transaction(work).immediate();
}
