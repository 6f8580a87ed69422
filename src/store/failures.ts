/** Tells what kind of trouble SQLite has. */

import Database from 'better-sqlite3';

/** Codes of failures that are about the store and not about one row: nothing else can be stored now either. */
const OF_STORE =
  /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|NOMEM|PERM|AUTH|PROTOCOL)(?:_|$)/;

/** Whether the store itself failed: it is locked, damaged, read-only, or its disk is full. */
export function isStoreFailure(error: unknown): boolean {
  return error instanceof Database.SqliteError && OF_STORE.test(error.code);
}

/** Whether what is on disk is no sound database. */
export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)(?:_|$)/.test(error.code);
}
