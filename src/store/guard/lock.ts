/** A lock that the operating system lets go when its holder dies: an open exclusive SQLite transaction. */

import { chmodSync, existsSync } from 'node:fs';
import Database from 'better-sqlite3';

export interface HeldLock {
  release(): void;
}

/**
 * Takes the lock at `path`, or returns null at once when another process holds it.
 * @throws when the file cannot be created (a folder that is missing or read-only)
 */
export function tryLock(path: string): HeldLock | null {
  const database = new Database(path, { timeout: 0 });
  try {
    chmodSync(path, 0o600);
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return { release: () => database.close() };
}

/** Whether a process holds the lock at `path`. Takes it for a moment to see. */
export function isHeld(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    const lock = tryLock(path);
    lock?.release();
    return lock === null;
  } catch {
    // Where the lock cannot be opened (a read-only home), no daemon of ours can hold it either.
    return false;
  }
}
