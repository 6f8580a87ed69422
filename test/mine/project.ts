/** A store with sessions in it, for tests of mining a whole project. */

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths } from '../../src/paths.ts';
import { appendEvent } from '../../src/store/events.ts';
import { saveHead } from '../../src/store/heads.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { type SessionSpec, sessionEvents } from './sessions.ts';

/** An empty store in a scratch folder. */
export function scratchStore(): Store {
  return openStore(homePaths(mkdtempSync(join(process.env.HOME ?? '', 'mine-'))).database);
}

/** Stores sessions in the order given. */
export function storeSessions(store: Store, sessions: readonly SessionSpec[]): void {
  for (const session of sessions) {
    const events = sessionEvents(session);
    for (const { seq: _, ...event } of events) appendEvent(store, event);
    saveHead(store, {
      sessionId: session.id,
      agent: session.agent ?? 'claude-code',
      workspaceId: 'default',
      projectId: 'p1',
      cwd: '/repo',
      startedAt: session.at,
      lastEventAt: events.at(-1)?.at ?? session.at,
      endedAt: null,
      headless: false,
    });
  }
}

/** A store that holds these sessions. */
export function storeWith(sessions: readonly SessionSpec[]): Store {
  const store = scratchStore();
  storeSessions(store, sessions);
  return store;
}
