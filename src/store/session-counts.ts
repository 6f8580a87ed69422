/** How much is stored of one session, and from where. */

import type { Store } from './open.ts';
import { sql } from './statements.ts';

/** Events of a session by how they came. */
export interface EventCounts {
  /** Those it shares with another session included. */
  all: number;
  /** Rows of its own. */
  own: number;
  /** Rows of its own that came from its agent, by hook or transcript; the others came from an export. */
  ofAgent: number;
}

/** Counts a session's events. */
export function countEvents(store: Store, sessionId: string): EventCounts {
  return sql(
    store,
    `SELECT own, ofAgent, own + copied AS "all" FROM (
       SELECT count(*) AS own, count(*) FILTER (WHERE id NOT LIKE 'specstory:%') AS ofAgent
       FROM sessions WHERE session_id = @sessionId
     ), (SELECT count(*) AS copied FROM session_copies WHERE session_id = @sessionId)`,
  ).get({ sessionId }) as EventCounts;
}

/**
 * Removes the rows that an older reader made of an export of a session: what it read wrongly would stand beside what is
 * read now.
 * @param reader what the ids of today's rows begin with
 * @param until milliseconds since the epoch; what was said later stands in a longer export, which is read by itself
 */
export function removeReadBefore(store: Store, sessionId: string, reader: string, until: number): void {
  sql(
    store,
    `DELETE FROM sessions WHERE session_id = @sessionId AND id LIKE 'specstory:%'
       AND substr(id, 1, length(@reader)) <> @reader AND at <= @until`,
  ).run({ sessionId, reader, until });
}

/** Removes the rows that came from an export of a session, now that its own transcript is read: that one tells more. */
export function removeExported(store: Store, sessionId: string): void {
  sql(store, "DELETE FROM sessions WHERE session_id = ? AND id LIKE 'specstory:%'").run(sessionId);
}
