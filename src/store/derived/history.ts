/** Which sessions a project had before it was watched. */

import type { Store } from '../open.ts';
import { sql } from '../statements.ts';

/**
 * How many of these sessions were over before some mining run of the project began, and stored only after it: an import
 * brought them.
 */
export function countImported(store: Store, projectId: string, sessionIds: readonly string[]): number {
  return sql(
    store,
    `SELECT count(*) FROM session_heads AS head
     WHERE head.session_id IN (SELECT value FROM json_each(@sessions))
       AND EXISTS (
         SELECT 1 FROM skillify_runs AS run
         WHERE run.project_id = @projectId
           AND run.started_at > head.last_event_at
           AND run.through_seq < (SELECT min(seq) FROM sessions WHERE session_id = head.session_id))`,
  )
    .pluck()
    .get({ projectId, sessions: JSON.stringify(sessionIds) }) as number;
}
