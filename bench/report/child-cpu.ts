/** How much processor time programs took that this process ran to their end. */

import { readFileSync } from 'node:fs';

/** `USER_HZ`, the unit of processor times in `/proc`: fixed at 100 by Linux's interface (proc_pid_stat(5)). */
const TICKS_PER_SECOND = 100;

/**
 * Processor time, user and system, of all children that have ended so far; null where there is no `/proc`. Counted in
 * hundredths of a second: take differences over many runs.
 * @returns ms
 */
export function childCpuMs(): number | null {
  try {
    return cpuOfChildren(readFileSync('/proc/self/stat', 'utf8'));
  } catch {
    return null;
  }
}

/** Processor time, user and system, that a process itself has taken, in ms; null where there is no `/proc`. */
export function processCpuMs(pid: number): number | null {
  try {
    const [user = 0, system = 0] = fields(readFileSync(`/proc/${pid}/stat`, 'utf8')).slice(11, 13);
    return ticksToMs(user + system);
  } catch {
    return null;
  }
}

/** @param stat the text of `/proc/<pid>/stat` */
export function cpuOfChildren(stat: string): number {
  const [user = 0, system = 0] = fields(stat).slice(13, 15);
  return ticksToMs(user + system);
}

/** The fields behind the program's name, which may hold spaces and brackets: from the third, its state, on. */
const fields = (stat: string): number[] =>
  stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);

const ticksToMs = (ticks: number) => (ticks * 1_000) / TICKS_PER_SECOND;
