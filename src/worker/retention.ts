/** Keeps the store to what the settings allow. */

import { statSync } from 'node:fs';
import type { WorkerContext } from './context.ts';
import { forgetSessions, sessionsToPrune } from './forget.ts';

const DAY_MS = 86_400_000;

/** Forgets the sessions that `retention.days` and `retention.maxMegabytes` let go. */
export function applyRetention(context: WorkerContext): void {
  const { store, config, paths, now } = context;
  const days = config.get('retention.days');
  const megabytes = config.get('retention.maxMegabytes');
  const bytes = storeBytes(paths.database);
  const limits = {
    olderThan: days === 0 ? null : now() - days * DAY_MS,
    keepBytes: megabytes === 0 || bytes <= megabytes * 1e6 ? null : megabytes * 1e6,
  };
  if (limits.olderThan === null && limits.keepBytes === null) return;
  const ids = sessionsToPrune(store, limits, bytes);
  if (ids.length > 0) forgetSessions(context, ids, 'retention', false);
}

/** Size of the store on disk, without what waits in its log. */
export function storeBytes(database: string): number {
  return statSync(database, { throwIfNoEntry: false })?.size ?? 0;
}
