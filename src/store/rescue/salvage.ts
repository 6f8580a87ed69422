/** Reads what can still be read of a damaged database. */

import Database from 'better-sqlite3';
import { isDamage } from '../guard/failures.ts';
import { inTransaction, type Store } from '../open.ts';

/** Made anew from the rest: not worth the risk of half of them. */
const DERIVED = new Set(['episodes', 'episode_cursors', 'survival', 'survival_reads']);

/** Kept right by the store itself, as rows come in. */
const COUNTED = new Set(['totals']);

export interface Salvaged {
  /** Rows taken over. */
  rows: number;
  /** Events that the damaged store knew of and the new one has not; null when that cannot be told. */
  missing: number | null;
}

/**
 * Copies every readable row of `damaged` into `store`. Where both have a row, the damaged store's is the newer one.
 * @param damaged path of the database
 */
export function salvage(damaged: string, store: Store): Salvaged {
  for (const table of DERIVED) store.prepare(`DELETE FROM ${table}`).run();
  const nothing: Salvaged = { rows: 0, missing: null };
  let source: Store;
  try {
    source = new Database(damaged, { readonly: true, fileMustExist: true });
  } catch (error) {
    if (isDamage(error)) return nothing;
    throw error;
  }
  try {
    let rows = 0;
    for (const table of tablesOf(store)) rows += copyRows(source, store, table);
    return { rows, missing: noteMissing(source, store) };
  } catch (error) {
    if (isDamage(error)) return nothing;
    throw error;
  } finally {
    source.close();
  }
}

function tablesOf(store: Store): string[] {
  const names = store
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all() as string[];
  return names.filter((name) => !DERIVED.has(name) && !COUNTED.has(name));
}

interface Column {
  name: string;
  /** Its place in the primary key, from 1; 0 outside it. */
  pk: number;
}

/** @returns rows taken over; 0 for a table that the damaged store, of an older schema maybe, does not have */
function copyRows(source: Store, store: Store, table: string): number {
  const known = new Set((source.pragma(`table_info(${table})`) as Column[]).map(({ name }) => name));
  const columns = (store.pragma(`table_info(${table})`) as Column[]).filter(({ name }) => known.has(name));
  if (columns.length === 0) return 0;
  const names = columns.map(({ name }) => name).join(', ');
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  // An event is never replaced: what is there already is the same.
  const verb = table === 'sessions' ? 'IGNORE' : 'REPLACE';
  const insert = store.prepare(
    `INSERT OR ${verb} INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  let copied = 0;
  const copyInOrder = (direction: 'ASC' | 'DESC'): boolean =>
    inTransaction(store, () => {
      const order = key.map(({ name }) => `${name} ${direction}`).join(', ');
      return readAll(source, `SELECT ${names} FROM ${table} ORDER BY ${order}`, (row) => {
        copied += tryInsert(insert, row);
      });
    });
  // Up to the damaged place from one end, and then from the other.
  if (!copyInOrder('ASC')) copyInOrder('DESC');
  return copied;
}

/** A damaged row may break the table's rules; then it is none. */
function tryInsert(insert: Database.Statement, row: readonly unknown[]): number {
  try {
    return insert.run(...row).changes;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return 0;
    throw error;
  }
}

/** @returns false when it had to stop at a damaged place */
function readAll(source: Store, query: string, take: (row: unknown[]) => void): boolean {
  try {
    for (const row of source.prepare(query).raw().iterate()) take(row as unknown[]);
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** The index of ids is stored apart from the rows, so it may tell of rows that are gone. */
function noteMissing(source: Store, store: Store): number | null {
  if (!tablesOf(source).includes('sessions')) return null;
  const note = store.prepare(
    'INSERT OR IGNORE INTO missing_events (id) SELECT @id WHERE NOT EXISTS (SELECT 1 FROM sessions WHERE id = @id)',
  );
  let missing = 0;
  const isWhole = inTransaction(store, () =>
    readAll(source, 'SELECT id FROM sessions INDEXED BY sqlite_autoindex_sessions_1', ([id]) => {
      missing += note.run({ id }).changes;
    }),
  );
  return isWhole ? missing : null;
}
