/** How much is stored. */

import type { AgentId } from '../types.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

export interface StoreCounts {
  events: number;
  sessions: number;
  /** Events that were lost when the store was damaged. */
  lost: number;
}

export function countStored(store: Store): StoreCounts {
  return sql(
    store,
    `SELECT (SELECT rows FROM totals WHERE of = 'sessions') AS events, (SELECT count(*) FROM session_heads) AS sessions,
       (SELECT count(*) FROM missing_events AS missing
         WHERE NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.id = missing.id)) AS lost`,
  ).get() as StoreCounts;
}

/** When an agent's newest event happened, in ms since the epoch; null when it has none. */
export function lastEventOfAgent(store: Store, agent: AgentId): number | null {
  const row = sql(store, 'SELECT max(last_event_at) AS at FROM session_heads WHERE agent = ?').get(agent) as {
    at: number | null;
  };
  return row.at;
}
