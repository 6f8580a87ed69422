/** Whether a daemon runs, told without starting or creating anything. */

import type { HomePaths } from '../paths.ts';
import { elsewhere } from '../store/guard/lease.ts';
import { isHeld } from '../store/guard/lock.ts';
import { announcedPid, lastFailure } from './marks.ts';

export interface DaemonState {
  running: boolean;
  pid: number | null;
  /** Why the last one could not start or had to stop, in one line. */
  problem: string | null;
}

export function readDaemonState(paths: HomePaths): DaemonState {
  const foreign = elsewhere(paths.database);
  // The process id is one of another machine: here, it is no process or somebody else's.
  if (foreign !== null) return { running: false, pid: null, problem: foreign.message };
  const pid = announcedPid(paths);
  // A process id may be another program's by now; the lock tells.
  if (pid !== null && isHeld(paths.daemonLock)) return { running: true, pid, problem: null };
  return { running: false, pid: null, problem: lastFailure(paths) };
}
