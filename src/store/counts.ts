/** How much is stored. */

import type { AgentId } from '../types.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

export interface StoreCounts {
  events: number;
  sessions: number;
}

export function countStored(store: Store): StoreCounts {
  return sql(
    store,
    'SELECT (SELECT count(*) FROM sessions) AS events, (SELECT count(*) FROM session_heads) AS sessions',
  ).get() as StoreCounts;
}

/** When an agent's newest event happened, in ms since the epoch; null when it has none. */
export function lastEventOfAgent(store: Store, agent: AgentId): number | null {
  const row = sql(store, 'SELECT max(last_event_at) AS at FROM session_heads WHERE agent = ?').get(agent) as {
    at: number | null;
  };
  return row.at;
}
