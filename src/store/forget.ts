/** Deletes sessions with everything derived from them, and keeps the mark that they must not come back. */

import { systemCode } from '../errors.ts';
import { rememberForgotten } from './forgotten.ts';
import { markCaptureOff } from './heads.ts';
import { inTransaction, type Store } from './open.ts';
import { sql } from './statements.ts';

/** Tables that name a session in their own column. */
const OWN_ROWS = [
  'DELETE FROM session_copies WHERE session_id IN (SELECT value FROM json_each(@ids))',
  `DELETE FROM session_copies WHERE event_id IN (
     SELECT id FROM sessions WHERE session_id IN (SELECT value FROM json_each(@ids)))`,
  'DELETE FROM transcripts WHERE session_id IN (SELECT value FROM json_each(@ids))',
  'DELETE FROM episodes WHERE session_id IN (SELECT value FROM json_each(@ids))',
  'DELETE FROM episode_cursors WHERE session_id IN (SELECT value FROM json_each(@ids))',
  'DELETE FROM printed_lines WHERE session_id IN (SELECT value FROM json_each(@ids))',
  'DELETE FROM survival WHERE session_id IN (SELECT value FROM json_each(@ids))',
  'DELETE FROM embeddings WHERE session_id IN (SELECT value FROM json_each(@ids))',
  'DELETE FROM sessions WHERE session_id IN (SELECT value FROM json_each(@ids))',
  'DELETE FROM session_heads WHERE session_id IN (SELECT value FROM json_each(@ids))',
] as const;

/** Ids of the events that are these sessions' own; what they share with an earlier session is that one's. */
export function ownEventIds(store: Store, sessionIds: readonly string[]): string[] {
  return sql(store, 'SELECT id FROM sessions WHERE session_id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(sessionIds)) as string[];
}

/** Sessions that repeat events of these: forks and resumes of them. */
export function copiesOf(store: Store, sessionIds: readonly string[]): string[] {
  return sql(
    store,
    `SELECT DISTINCT session_copies.session_id FROM session_copies JOIN sessions ON sessions.id = event_id
     WHERE sessions.session_id IN (SELECT value FROM json_each(@ids))
       AND session_copies.session_id NOT IN (SELECT value FROM json_each(@ids))
     ORDER BY session_copies.session_id`,
  )
    .pluck()
    .all({ ids: JSON.stringify(sessionIds) }) as string[];
}

/**
 * Deletes sessions and what mining made of them: rows, cursors, episodes, ledger entries, and drafts that rest on them. What
 * is deleted is overwritten on disk. Skills are the library's to mend, before this is called.
 * @param reason why, as `status` and import will say
 * @param now milliseconds since the epoch
 */
export function forgetRows(store: Store, sessionIds: readonly string[], reason: string, now: number): void {
  store.pragma('secure_delete = ON');
  inTransaction(store, () => {
    const eventIds = ownEventIds(store, sessionIds);
    rememberForgotten(store, sessionIds, reason !== 'retention');
    forgetMentions(store, [...sessionIds, ...eventIds]);
    for (const text of OWN_ROWS) sql(store, text).run({ ids: JSON.stringify(sessionIds) });
    for (const sessionId of sessionIds) markCaptureOff(store, sessionId, reason, now);
  });
}

/** Ledger entries and drafts are JSON with ids in them. The next mining run makes anew what the others still bear out. */
function forgetMentions(store: Store, ids: readonly string[]): void {
  const forgotten = new Set(ids);
  for (const table of ['candidates', 'drafts'] as const) {
    const key = table === 'candidates' ? 'id' : 'candidate_id';
    const rows = sql(store, `SELECT project_id, ${key} AS id, body FROM ${table}`).all() as {
      project_id: string;
      id: string;
      body: string;
    }[];
    const remove = sql(store, `DELETE FROM ${table} WHERE project_id = ? AND ${key} = ?`);
    for (const row of rows) {
      if (mentionsAny(JSON.parse(row.body), forgotten)) remove.run(row.project_id, row.id);
    }
  }
}

function mentionsAny(value: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return ids.has(value);
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((one) => mentionsAny(one, ids))
  );
}

/** Gives back to the disk what deletions freed, and takes it out of the log. Where another process reads, later will do. */
export function shrink(store: Store): void {
  try {
    store.pragma('wal_checkpoint(TRUNCATE)');
    store.exec('VACUUM');
    store.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!systemCode(error)?.startsWith('SQLITE_BUSY')) throw error;
  }
}

/** Each session's share of the store, in bytes of its texts, oldest first. */
export function sessionSizes(store: Store): { sessionId: string; lastEventAt: number; bytes: number }[] {
  return sql(
    store,
    `SELECT session_heads.session_id AS sessionId, last_event_at AS lastEventAt,
       coalesce(sum(300 + coalesce(length(text), 0) + coalesce(length(input), 0) + coalesce(length(output), 0)), 0)
         AS bytes
     FROM session_heads LEFT JOIN sessions USING (session_id)
     GROUP BY session_heads.session_id ORDER BY last_event_at, session_heads.session_id`,
  ).all() as { sessionId: string; lastEventAt: number; bytes: number }[];
}
