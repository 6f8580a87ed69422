/** Questions about what people asked for. */

import type { AgentId } from '../types.ts';
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

/**
 * A session of an agent in which this very prompt was given at about this time, told by the agent itself and not by an
 * export; null when there is none.
 * @param from milliseconds since the epoch, as is `to`
 */
export function sessionWithPrompt(
  store: Store,
  agent: AgentId,
  text: string,
  from: number,
  to: number,
): string | null {
  const row = sql(
    store,
    // In this order: there are few sessions at one time, and no index of events by time.
    `SELECT session_id AS sessionId FROM session_heads heads CROSS JOIN sessions USING (session_id)
     WHERE heads.agent = @agent AND started_at <= @to AND last_event_at >= @from
       AND kind = 'user_prompt' AND origin = 'user' AND at BETWEEN @from AND @to
       AND text = @text AND id NOT LIKE 'specstory:%'
     LIMIT 1`,
  ).get({ agent, text, from, to }) as { sessionId: string } | undefined;
  return row?.sessionId ?? null;
}
