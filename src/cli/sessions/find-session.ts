/** Finds the session that a person names by its id, or by enough of its beginning. */

import { HivemindError } from '../../errors.ts';
import { nearest } from '../../lib/nearest.ts';
import { allHeads } from '../../store/heads.ts';
import type { Store } from '../../store/open.ts';
import { type SessionSummary, summariesOfSessions } from '../../store/session-summaries.ts';

/** @throws HivemindError NOT_FOUND, or USAGE when several sessions' ids start with `id` */
export function findSession(store: Store | null, id: string): { store: Store; session: SessionSummary } {
  const found = store === null ? [] : summariesOfSessions(store, { idPrefix: id });
  const session = found.find((one) => one.sessionId === id) ?? found[0];
  if (store === null || session === undefined) {
    const meant = nearest(id, store === null ? [] : allHeads(store).map((head) => head.sessionId));
    throw new HivemindError('NOT_FOUND', `No session has the id ${JSON.stringify(id)}.`, {
      hint: meant === undefined ? 'hivemind sessions list shows the ids' : `Did you mean ${meant}?`,
    });
  }
  if (session.sessionId !== id && found.length > 1) {
    throw new HivemindError('USAGE', `${found.length} sessions have an id that starts with ${id}.`, {
      hint: `For example ${found
        .slice(0, 3)
        .map((one) => one.sessionId)
        .join(', ')}`,
    });
  }
  return { store, session };
}
