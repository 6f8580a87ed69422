/** Whether a daemon runs, told without starting or creating anything. */

import { readFileSync } from 'node:fs';
import { systemCode } from '../errors.ts';
import { isAlive } from '../lib/is-alive.ts';
import type { HomePaths } from '../paths.ts';
import { elsewhere } from '../store/guard/lease.ts';
import { isHeld } from '../store/guard/lock.ts';

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
  const problem = readIfThere(paths.daemonError).trim();
  return { running: false, pid: null, problem: problem === '' ? null : problem };
}

/** The process that the daemon's file names, if it is alive; it may be another program by now. */
export function announcedPid(paths: HomePaths): number | null {
  const pid = Number(readIfThere(paths.daemonPid).trim());
  return pid > 0 && isAlive(pid) ? pid : null;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}
