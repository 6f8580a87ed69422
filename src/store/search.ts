/** Finds words in what was stored. */

import type { AgentId, EventKind } from '../types.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

export interface SearchFilter {
  projectId?: string;
  agent?: AgentId;
  /** Milliseconds since the epoch. */
  since?: number;
  limit: number;
}

export interface SearchHit {
  eventId: string;
  sessionId: string;
  agent: AgentId;
  projectId: string;
  at: number;
  kind: EventKind;
  /** The whole text the words were found in. */
  text: string;
}

/**
 * Events that hold every word in one of their texts, whatever the letters' case, the newest first. A scan: it takes as long
 * as reading the table does.
 * @param words in lower case, at least one
 */
export function searchEvents(store: Store, words: readonly string[], filter: SearchFilter): SearchHit[] {
  return sql(
    store,
    `SELECT id AS eventId, session_id AS sessionId, agent, project_id AS projectId, at, kind, haystack AS text FROM (
       SELECT *, concat_ws(char(10), text, tool, input, output) AS haystack FROM sessions
       WHERE (@projectId IS NULL OR project_id = @projectId) AND (@agent IS NULL OR agent = @agent)
         AND (@since IS NULL OR at >= @since)
     )
     WHERE NOT EXISTS (SELECT 1 FROM json_each(@words) WHERE instr(lower(haystack), value) = 0)
     ORDER BY at DESC, position DESC LIMIT @limit`,
  ).all({
    words: JSON.stringify(words),
    projectId: filter.projectId ?? null,
    agent: filter.agent ?? null,
    since: filter.since ?? null,
    limit: filter.limit,
  }) as SearchHit[];
}
