/** Forgets sessions everywhere: rows, what mining made of them, and the lines of skills that rested on them alone. */

import { rmSync } from 'node:fs';
import { forgetEvidence, type SkillLoss } from '../library/life/forget.ts';
import { copiesOf, forgetRows, ownEventIds, sessionSizes, shrink } from '../store/forget.ts';
import { backUpIfDue, dropBackups } from '../store/guard/backup.ts';
import { findProject } from '../store/heads.ts';
import { inTransaction, type Store } from '../store/open.ts';
import type { WorkerContext } from './context.ts';
import { linkProjectSkills } from './link-skills.ts';

/** `forgotten`: by hand · `pruned`: by limits given by hand · `retention`: by the settings' limits. */
export type ForgetReason = 'forgotten' | 'pruned' | 'retention';

export interface ForgetReport {
  sessions: string[];
  /** Rows deleted. */
  events: number;
  skills: SkillLoss[];
  /** Sessions that repeated events of these, and lose them too; what is their own stays. */
  copies: string[];
}

/**
 * Forgets sessions, so that no import or hook brings them back. Killed in between, it leaves nothing half done but a
 * skill's file, which the next call mends.
 * @param reason as `status` and import will say
 */
export function forgetSessions(
  context: WorkerContext,
  sessionIds: readonly string[],
  reason: ForgetReason,
  dryRun: boolean,
): ForgetReport {
  const { store, paths, now } = context;
  const report = inTransaction(store, (): ForgetReport => {
    const events = ownEventIds(store, sessionIds);
    const copies = copiesOf(store, sessionIds);
    const skills = forgetEvidence(store, events, sessionIds, dryRun);
    if (!dryRun) forgetRows(store, sessionIds, reason, now());
    return { sessions: [...sessionIds], events: events.length, skills, copies };
  });
  if (dryRun || sessionIds.length === 0) return report;
  // Backups, and damaged stores that were kept for a look, hold it as well. A new backup takes their place.
  dropBackups(paths.backups);
  rmSync(paths.damaged, { recursive: true, force: true });
  shrink(store);
  backUpIfDue(store, paths.backups, now());
  for (const projectId of new Set(report.skills.map((skill) => skill.projectId))) {
    const project = findProject(store, projectId);
    if (project !== null) linkProjectSkills(context, project);
  }
  return report;
}

export interface PruneLimits {
  /** Milliseconds since the epoch: sessions with nothing at or after it go; null for no such limit. */
  olderThan: number | null;
  /** Bytes of the store to come down to, oldest sessions first; null for no such limit. */
  keepBytes: number | null;
}

/**
 * The sessions that the limits let go, oldest first.
 * @param storeBytes size of the store's file
 */
export function sessionsToPrune(store: Store, limits: PruneLimits, storeBytes: number): string[] {
  const sizes = sessionSizes(store);
  const texts = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  // Indexes and page ends are shared out by the texts' length.
  const perByte = texts === 0 ? 0 : storeBytes / texts;
  let left = storeBytes;
  return sizes
    .filter(({ lastEventAt, bytes }) => {
      const isOld = limits.olderThan !== null && lastEventAt < limits.olderThan;
      const isOver = limits.keepBytes !== null && left > limits.keepBytes;
      if (isOld || isOver) left -= bytes * perByte;
      return isOld || isOver;
    })
    .map(({ sessionId }) => sessionId);
}
