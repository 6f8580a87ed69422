/**
 * The ids of sessions that must never be stored, kept beside the database as well: a rebuild from a backup must not lose
 * the last of them, nor a store that begins anew. One JSON line an id, only ever added to.
 */

import { appendFileSync, readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { systemCode } from '../errors.ts';
import { offMarksBeside } from '../paths.ts';

interface OffMark {
  sessionId: string;
  reason: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Adds a mark. The caller stores it in the database as well. */
export function keepOffMark(database: string, mark: OffMark): void {
  // In one write, so that marks of two processes do not run together.
  appendFileSync(offMarksBeside(database), `${JSON.stringify(mark)}\n`, { mode: 0o600 });
}

/** Puts the marks beside a database into it: what is off stays off, also when only that file still knows. */
export function restoreOffMarks(store: Database.Database, database: string): void {
  const add = store.prepare('INSERT OR IGNORE INTO capture_off (session_id, reason, at) VALUES (?, ?, ?)');
  for (const { sessionId, reason, at } of readOffMarks(database)) add.run(sessionId, reason, at);
}

/** All marks, in the order they were made; a line that was not written whole is left out. */
function readOffMarks(database: string): OffMark[] {
  let text: string;
  try {
    text = readFileSync(offMarksBeside(database), 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => markOf(line) ?? []);
}

function markOf(line: string): OffMark | null {
  try {
    const { sessionId, reason, at } = JSON.parse(line) as Record<string, unknown>;
    return typeof sessionId === 'string' && typeof reason === 'string' && typeof at === 'number'
      ? { sessionId, reason, at }
      : null;
  } catch {
    // Blank, or cut off by a crash.
    return null;
  }
}
