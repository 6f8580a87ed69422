/** Decides when a project is mined. Pure. */

import type { UnminedWork } from '../store/derived/activity.ts';
import type { RunReason } from '../store/derived/runs.ts';

/** How long after a session's end its last lines may still arrive, ms. */
export const SETTLE_MS = 1_000;

/** Unmined work of a project, with what only the daemon knows about it. */
export interface PendingProject extends UnminedWork {
  /** When its newest event was seen, ms since the epoch. */
  seenAt: number;
  /** When its first end or compaction was seen; null before. */
  endSeenAt: number | null;
}

export interface ScheduleRules {
  /** For projects whose user said nothing else. */
  everyNTurns: number;
  /** Idle time after which a project is mined, ms. */
  idleMs: number;
}

export interface DueTime {
  /** Milliseconds since the epoch. */
  at: number;
  reason: RunReason;
}

/** When a project is to be mined, unless more happens in it, and why. The earliest reason wins. */
export function dueTime(project: PendingProject, rules: ScheduleRules): DueTime {
  if (project.turns >= (project.everyNTurns ?? rules.everyNTurns))
    return { at: project.seenAt, reason: 'turns' };
  const idle: DueTime = { at: project.seenAt + rules.idleMs, reason: 'idle' };
  if (project.endSeenAt === null) return idle;
  const reason = project.ended ? 'session-end' : 'compaction';
  const settled: DueTime = { at: project.endSeenAt + SETTLE_MS, reason };
  return settled.at <= idle.at ? settled : idle;
}
