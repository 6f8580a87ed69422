/** Sessions with their counts, as `sessions list` shows them. */

import type { AgentId, SessionHead } from '../types.ts';
import { type HeadRow, toHead } from './heads.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

export interface SessionSummary extends SessionHead {
  /** Real prompts: a person's words that reached the model. */
  prompts: number;
  toolCalls: number;
  /** All events, those it shares with another session included. */
  events: number;
}

/** Which sessions; what is absent does not restrict. */
export interface SessionFilter {
  projectId?: string;
  agent?: AgentId;
  /** Milliseconds since the epoch: only sessions with an event at or after it. */
  since?: number;
  /** Only sessions whose id starts with it. */
  idPrefix?: string;
}

interface SummaryRow extends HeadRow {
  prompts: number;
  tool_calls: number;
  events: number;
}

/** The rows of `session_heads` that match a filter bound by {@link boundFilter}. */
const MATCHING = `session_heads
  WHERE (@projectId IS NULL OR project_id = @projectId) AND (@agent IS NULL OR agent = @agent)
    AND (@since IS NULL OR last_event_at >= @since)
    AND (@idPrefix IS NULL OR substr(session_id, 1, length(@idPrefix)) = @idPrefix)`;

const boundFilter = ({ projectId, agent, since, idPrefix }: SessionFilter) => ({
  projectId: projectId ?? null,
  agent: agent ?? null,
  since: since ?? null,
  idPrefix: idPrefix ?? null,
});

/** How many sessions match the filter. */
export function countSessions(store: Store, filter: SessionFilter = {}): number {
  // The smallest index answers this, which has no columns to filter by.
  if (Object.keys(filter).length === 0) {
    return sql(store, 'SELECT count(*) FROM session_heads').pluck().get() as number;
  }
  return sql(store, `SELECT count(*) FROM ${MATCHING}`).pluck().get(boundFilter(filter)) as number;
}

/**
 * Sessions that match the filter, the one that started last first.
 * @param limit at most this many
 */
export function summariesOfSessions(
  store: Store,
  filter: SessionFilter = {},
  limit: number = Number.MAX_SAFE_INTEGER,
): SessionSummary[] {
  const rows = sql(
    store,
    `WITH chosen AS (
       SELECT * FROM ${MATCHING} ORDER BY started_at DESC, session_id LIMIT @limit
     ), mentions AS (
       SELECT sessions.session_id AS shown_in, kind, origin, meta FROM sessions
         WHERE sessions.session_id IN (SELECT session_id FROM chosen)
       UNION ALL
       SELECT session_copies.session_id, kind, origin, meta
         FROM session_copies JOIN sessions ON sessions.id = session_copies.event_id
         WHERE session_copies.session_id IN (SELECT session_id FROM chosen)
     )
     SELECT chosen.*, count(shown_in) AS events,
       count(*) FILTER (WHERE kind = 'tool_call') AS tool_calls,
       count(*) FILTER (WHERE kind = 'user_prompt' AND origin = 'user'
         AND json_extract(meta, '$.subagentId') IS NULL) AS prompts
     FROM chosen LEFT JOIN mentions ON shown_in = chosen.session_id
     GROUP BY chosen.session_id
     ORDER BY started_at DESC, chosen.session_id`,
  ).all({ ...boundFilter(filter), limit }) as SummaryRow[];
  return rows.map((row) => ({
    ...toHead(row),
    prompts: row.prompts,
    toolCalls: row.tool_calls,
    events: row.events,
  }));
}
