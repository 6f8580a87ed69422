/** What has happened in projects since they were mined: what the schedule decides by. */

import { lastSeqOfProject, turnsSince } from '../events.ts';
import { everyNTurnsOf } from '../heads.ts';
import type { Store } from '../open.ts';
import { sql } from '../statements.ts';
import { triedThrough } from './runs.ts';

/** Work of a project that no mining run has looked at. */
export interface UnminedWork {
  lastSeq: number;
  /** Real prompts. */
  turns: number;
  /** After how many turns its user wants it mined; null when they said nothing. */
  everyNTurns: number | null;
  /** A session ended. */
  ended: boolean;
  /** An agent compacted a session: its transcript may not tell the rest again. */
  compacted: boolean;
  /** Milliseconds since the epoch, by the agents' clocks. */
  lastEventAt: number;
}

/** A project's unmined work, or null when there is none. */
export function unminedWork(store: Store, projectId: string): UnminedWork | null {
  const through = triedThrough(store, projectId);
  const lastSeq = lastSeqOfProject(store, projectId);
  if (lastSeq <= through) return null;
  const has = (kind: string) =>
    sql(store, 'SELECT 1 FROM sessions WHERE project_id = ? AND kind = ? AND seq > ? LIMIT 1').get(
      projectId,
      kind,
      through,
    ) !== undefined;
  const { at } = sql(store, 'SELECT at FROM sessions WHERE seq = ?').get(lastSeq) as { at: number };
  return {
    lastSeq,
    turns: turnsSince(store, projectId, through),
    everyNTurns: everyNTurnsOf(store, projectId),
    ended: has('session_end'),
    compacted: has('compaction'),
    lastEventAt: at,
  };
}

/** The projects that got events after `seq`. */
export function projectsSince(store: Store, seq: number): string[] {
  const rows = sql(store, 'SELECT DISTINCT project_id AS id FROM sessions WHERE seq > ?').all(seq) as {
    id: string;
  }[];
  return rows.map(({ id }) => id);
}

/** The `seq` of the newest event of all, 0 when there is none. */
export function lastSeq(store: Store): number {
  return (sql(store, 'SELECT coalesce(max(seq), 0) AS seq FROM sessions').get() as { seq: number }).seq;
}
