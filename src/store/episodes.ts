/** The `episodes` table: what mining made of each session, and how far it read. Derived; can be made anew. */

import type { Episode } from '../types.ts';
import { inTransaction, type Store } from './open.ts';
import { sql } from './statements.ts';

/** A session whose events have moved on since its episodes were made. */
export interface StaleSession {
  sessionId: string;
  /** The highest `seq` of its events. */
  lastSeq: number;
}

/**
 * Replaces a session's episodes together with the cursor that says how far they reach.
 * @param throughSeq highest `seq` of the session's events that was read
 * @param rulesVersion version of the rules that made them
 */
export function saveEpisodes(
  store: Store,
  sessionId: string,
  episodes: readonly Episode[],
  throughSeq: number,
  rulesVersion: number,
): void {
  inTransaction(store, () => {
    sql(store, 'DELETE FROM episodes WHERE session_id = ?').run(sessionId);
    for (const episode of episodes) {
      sql(
        store,
        `INSERT OR REPLACE INTO episodes (id, session_id, project_id, prompt_index, started_at, body)
         VALUES (@id, @sessionId, @projectId, @promptIndex, @startedAt, @body)`,
      ).run({
        id: episode.id,
        sessionId,
        projectId: episode.projectId,
        promptIndex: episode.promptIndex,
        startedAt: episode.startedAt,
        body: JSON.stringify(episode),
      });
    }
    sql(
      store,
      `INSERT OR REPLACE INTO episode_cursors (session_id, through_seq, rules_version) VALUES (?, ?, ?)`,
    ).run(sessionId, throughSeq, rulesVersion);
  });
}

/** Episodes of one project, oldest first. */
export function episodesOfProject(store: Store, projectId: string): Episode[] {
  const rows = sql(store, 'SELECT body FROM episodes WHERE project_id = ? ORDER BY started_at, id').all(
    projectId,
  ) as { body: string }[];
  return rows.map(({ body }) => JSON.parse(body) as Episode);
}

/** Sessions of a project that have events their episodes do not know yet, or episodes made by other rules. */
export function staleSessions(store: Store, projectId: string, rulesVersion: number): StaleSession[] {
  return sql(
    store,
    `SELECT h.session_id AS sessionId, max(coalesce(own.last, 0), coalesce(copied.last, 0)) AS lastSeq
     FROM session_heads h
     LEFT JOIN (SELECT session_id, max(seq) AS last FROM sessions WHERE project_id = @projectId GROUP BY session_id) own
       ON own.session_id = h.session_id
     LEFT JOIN (SELECT c.session_id, max(s.seq) AS last FROM session_copies c JOIN sessions s ON s.id = c.event_id
       GROUP BY c.session_id) copied ON copied.session_id = h.session_id
     LEFT JOIN episode_cursors e ON e.session_id = h.session_id
     WHERE h.project_id = @projectId
       AND (e.session_id IS NULL OR e.rules_version <> @rulesVersion
         OR e.through_seq < max(coalesce(own.last, 0), coalesce(copied.last, 0)))
     ORDER BY h.session_id`,
  ).all({ projectId, rulesVersion }) as StaleSession[];
}
