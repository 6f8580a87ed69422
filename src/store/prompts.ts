/** Questions about what people asked for. */

import type { Store } from './open.ts';
import { sql } from './statements.ts';

/** A project's sessions that hold one real prompt, given on the command line, with its text. */
export function singlePromptSessions(store: Store, projectId: string): { sessionId: string; text: string }[] {
  return sql(
    store,
    `SELECT session_id AS sessionId, coalesce(max(text), '') AS text FROM sessions
     WHERE project_id = ? AND kind = 'user_prompt' AND origin = 'user'
       AND json_extract(meta, '$.subagentId') IS NULL
     GROUP BY session_id
     HAVING count(*) = 1 AND max(json_extract(meta, '$.promptSource')) = 'headless'`,
  ).all(projectId) as { sessionId: string; text: string }[];
}
