/** Tells what kind of trouble SQLite has. */

import Database from 'better-sqlite3';
import { HivemindError, messageOf } from '../../errors.ts';

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

export const REBUILD_HINT =
  'hivemind daemon start rebuilds it from its backup, what can be read of it, and the transcripts';

/** What a person is told when SQLite cannot use the store at `path`: STORE_DAMAGED or STORE_UNUSABLE. */
export function explainFailure(path: string, error: unknown): HivemindError {
  const why = messageOf(error);
  if (isDamage(error)) {
    return new HivemindError('STORE_DAMAGED', `The store ${path} is damaged: ${why}.`, {
      hint: REBUILD_HINT,
      cause: error,
    });
  }
  return new HivemindError('STORE_UNUSABLE', `The store ${path} cannot be used: ${why}.`, {
    hint: 'Check that the disk is not full, that the folder is yours, and that no other program locks the store',
    cause: error,
  });
}
