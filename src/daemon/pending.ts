/** Keeps track of the projects with work that no mining run has looked at. */

import { lastSeq, projectsSince, unminedWork } from '../store/derived/activity.ts';
import { allProjects } from '../store/heads.ts';
import type { Store } from '../store/open.ts';
import { type DueTime, dueTime, type PendingProject, type ScheduleRules } from './schedule.ts';

/** A project whose run could not even start is tried again after this, ms; doubled each time. */
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 600_000;

export interface DueProject extends DueTime {
  projectId: string;
}

export interface PendingProjects {
  /** Takes in what was stored since the last look; false when nothing was. */
  look(now: number): boolean;
  /** After a run, or an attempt at one: whether it left the project's work undone. */
  settle(projectId: string, now: number): void;
  /** The project that is due first, now or later; null when there is nothing to mine. */
  next(rules: ScheduleRules): DueProject | null;
}

/** Looks at all projects once, and from then on only at those with new events. */
export function trackPending(store: Store): PendingProjects {
  const pending = new Map<string, PendingProject>();
  const retries = new Map<string, { at: number; waitMs: number }>();
  /** Null before the first look. */
  let seenThrough: number | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** After a clock went back, what was to happen at a time of before would wait for it to come again. */
  const comeBackTo = (now: number) => {
    const atMost = (at: number) => Math.min(at, now);
    for (const [id, project] of pending) {
      const { seenAt, endSeenAt } = project;
      const ended = endSeenAt === null ? null : atMost(endSeenAt);
      pending.set(id, { ...project, seenAt: atMost(seenAt), endSeenAt: ended });
    }
    for (const retry of retries.values()) retry.at = Math.min(retry.at, now + retry.waitMs);
  };

  const update = (projectId: string, seenAt: (lastEventAt: number) => number, now: number) => {
    const work = unminedWork(store, projectId);
    if (work === null) {
      pending.delete(projectId);
      return;
    }
    const isOver = work.ended || work.compacted;
    const endSeenAt = isOver ? (pending.get(projectId)?.endSeenAt ?? now) : null;
    pending.set(projectId, { ...work, seenAt: seenAt(work.lastEventAt), endSeenAt });
  };

  return {
    look: (now) => {
      if (now < lookedAt) comeBackTo(now);
      lookedAt = now;
      const through = lastSeq(store);
      const isNews = through !== seenThrough;
      if (seenThrough === null) {
        // What was there before this daemon has been idle since its last event; a clock may have run ahead.
        for (const { id } of allProjects(store)) update(id, (lastEventAt) => Math.min(now, lastEventAt), now);
      } else if (through > seenThrough) {
        for (const id of projectsSince(store, seenThrough)) update(id, () => now, now);
      }
      seenThrough = through;
      return isNews;
    },
    settle: (projectId, now) => {
      const before = pending.get(projectId);
      if (before === undefined) return;
      update(projectId, () => before.seenAt, now);
      const isUndone = pending.get(projectId)?.lastSeq === before.lastSeq;
      if (!isUndone) retries.delete(projectId);
      else {
        const waitMs = Math.min(LAST_RETRY_MS, 2 * (retries.get(projectId)?.waitMs ?? FIRST_RETRY_MS / 2));
        retries.set(projectId, { at: now + waitMs, waitMs });
      }
    },
    next: (rules) => {
      let first: DueProject | null = null;
      for (const [projectId, project] of pending) {
        const due = dueTime(project, rules);
        const at = Math.max(due.at, retries.get(projectId)?.at ?? 0);
        if (first === null || at < first.at) first = { projectId, at, reason: due.reason };
      }
      return first;
    },
  };
}
