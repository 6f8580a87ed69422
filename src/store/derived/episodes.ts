/** The `episodes` table: what mining made of each session, and how far it read. Derived; can be made anew. */

import type { Episode } from '../../types.ts';
import { inTransaction, type Store } from '../open.ts';
import { sql } from '../statements.ts';

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

/** Writes what other sessions have told about episodes that are there already. */
export function updateEpisodes(store: Store, episodes: readonly Episode[]): void {
  if (episodes.length === 0) return;
  inTransaction(store, () => {
    for (const episode of episodes) {
      sql(store, 'UPDATE episodes SET body = ? WHERE id = ?').run(JSON.stringify(episode), episode.id);
    }
  });
}

/** Episodes of one project, oldest first. */
export function episodesOfProject(store: Store, projectId: string): Episode[] {
  const rows = sql(store, 'SELECT body FROM episodes WHERE project_id = ? ORDER BY started_at, id').all(
    projectId,
  ) as { body: string }[];
  return rows.map(({ body }) => JSON.parse(body) as Episode);
}

/**
 * Sessions of a project that have events their episodes do not know yet, or episodes made by other rules. In order of their
 * newest event: whoever refreshes them in that order can stop anywhere, since all that is left is newer than every cursor.
 */
export function staleSessions(store: Store, projectId: string, rulesVersion: number): StaleSession[] {
  // The unary plus keeps the planner on the table's own order: only rows behind the newest cursor are read.
  return sql(
    store,
    `WITH newest AS (
       SELECT coalesce(max(through_seq), 0) AS seq FROM episode_cursors JOIN session_heads USING (session_id)
       WHERE project_id = @projectId AND rules_version = @rulesVersion)
     SELECT session_id AS sessionId,
       coalesce((SELECT max(seq) FROM sessions WHERE sessions.session_id = session_heads.session_id), 0) AS lastSeq
     FROM session_heads LEFT JOIN episode_cursors USING (session_id)
     WHERE project_id = @projectId
       AND (rules_version IS NOT @rulesVersion
         OR session_id IN (SELECT session_id FROM sessions
           WHERE seq > (SELECT seq FROM newest) AND +project_id = @projectId))
     ORDER BY lastSeq, sessionId`,
  ).all({ projectId, rulesVersion }) as StaleSession[];
}
