/** Keeps the store to what the settings allow. */

import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { lastLeap } from '../store/derived/runs.ts';
import { recordProblem } from '../store/problems.ts';
import type { WorkerContext } from './context.ts';
import { forgetSessions, sessionsToPrune } from './forget.ts';

const DAY_MS = 86_400_000;
/** More than a long weekend between two runs: their user was away, or the clock was set ahead. */
const LEAP_MS = 4 * DAY_MS;
/** A wrong clock is noticed and set right within this. */
const CONFIRMED_MS = 2 * DAY_MS;

/**
 * Forgets the sessions that `retention.days` and `retention.maxMegabytes` let go. What is forgotten cannot be had back, so
 * after a leap of the clock none goes for its age until runs over two days have borne the new time out.
 */
export function applyRetention(context: WorkerContext): void {
  const { store, config, paths, now } = context;
  const days = config.get('retention.days');
  const megabytes = config.get('retention.maxMegabytes');
  const bytes = storeBytes(paths.database);
  const limits = {
    olderThan: days === 0 || isClockInDoubt(context, days) ? null : now() - days * DAY_MS,
    keepBytes: megabytes === 0 || bytes <= megabytes * 1e6 ? null : megabytes * 1e6,
  };
  if (limits.olderThan === null && limits.keepBytes === null) return;
  const ids = sessionsToPrune(store, limits, bytes);
  if (ids.length > 0) forgetSessions(context, ids, 'retention', false);
}

/** Says so, where sessions would go. */
function isClockInDoubt({ store, paths, now }: WorkerContext, days: number): boolean {
  const leap = lastLeap(store, now(), { overMs: LEAP_MS, withinMs: CONFIRMED_MS });
  if (leap === null) return false;
  const limits = { olderThan: now() - days * DAY_MS, keepBytes: null };
  const waiting = sessionsToPrune(store, limits, storeBytes(paths.database)).length;
  if (waiting > 0) {
    recordProblem(store, {
      at: now(),
      area: 'store',
      subject: basename(paths.database),
      message: `The clock is ${Math.round(leap / DAY_MS)} days ahead of the run before. Sessions older than retention.days are kept until it has been so for ${CONFIRMED_MS / DAY_MS} days.`,
    });
  }
  return true;
}

/** Size of the store on disk, without what waits in its log. */
export function storeBytes(database: string): number {
  return statSync(database, { throwIfNoEntry: false })?.size ?? 0;
}
