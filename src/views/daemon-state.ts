/** Whether the daemon runs, and what keeps it from running. */

import { ticketEnd } from '../daemon/marks.ts';
import { readDaemonState } from '../daemon/state.ts';
import { iso } from '../lib/in-words.ts';
import type { Standpoint } from './standpoint.ts';

export interface DaemonView {
  running: boolean;
  pid: number | null;
  /** Why the last one could not start or had to stop, in one line. */
  problem: string | null;
  /** Until when hooks start none, because a start is under way or failed, ISO 8601; null when the next does. */
  heldUntil: string | null;
}

export function daemonState({ paths, now }: Pick<Standpoint, 'paths' | 'now'>): DaemonView {
  return { ...readDaemonState(paths), heldUntil: iso(ticketEnd(paths, now())) };
}
