/** Stores what a hook told: whom its session belongs to, that it began, paused or ended. */

import type { HookReport } from '../agent-adapter.ts';
import { appendEvent } from '../store/events.ts';
import { findHead, isCaptureOff, registerProject, registerWorkspace, saveHead } from '../store/heads.ts';
import { inTransaction, type Store } from '../store/open.ts';
import type { AgentId, Project, SessionHead } from '../types.ts';
import { prepareEvent } from './prepare.ts';
import { type CustomRules, NO_CUSTOM_RULES } from './redact/custom-rules.ts';

/** Whom a session belongs to. Decided once, by its first hook. */
export interface SessionOwner {
  agent: AgentId;
  workspaceId: string;
  project: Project;
  cwd: string;
}

/** What came with a hook besides its report. */
export interface HookMoment {
  /** Milliseconds since the epoch: when the hook ran. */
  at: number;
  everyNTurns: number | null;
}

/**
 * Stores a hook's report: registers workspace and project by their first use, moves the session's head on, adds the
 * rows that only a hook can tell. Storing it twice changes nothing.
 * @param ownerOf asked when the session is new
 * @param custom the user's own redaction rules
 * @returns rows added; null when the session must not be stored
 */
export function storeHook(
  store: Store,
  report: HookReport,
  ownerOf: () => SessionOwner,
  moment: HookMoment,
  custom: CustomRules = NO_CUSTOM_RULES,
): number | null {
  return inTransaction(store, () => {
    if (isCaptureOff(store, report.sessionId)) return null;
    const head = findHead(store, report.sessionId) ?? newHead(store, report.sessionId, ownerOf(), moment.at);
    const { agent, workspaceId, projectId } = head;
    let added = 0;
    for (const event of report.events) {
      if (appendEvent(store, { ...prepareEvent(event, custom), agent, workspaceId, projectId })) added += 1;
    }
    const lastEventAt = Math.max(head.lastEventAt, moment.at);
    const next: SessionHead = { ...head, lastEventAt, endedAt: endedAt(head, report, moment.at) };
    if (moment.everyNTurns !== null) next.everyNTurns = moment.everyNTurns;
    saveHead(store, next);
    return added;
  });
}

function newHead(store: Store, sessionId: string, owner: SessionOwner, at: number): SessionHead {
  const { agent, workspaceId, project, cwd } = owner;
  registerWorkspace(store, workspaceId, at);
  registerProject(store, project, at);
  return {
    sessionId,
    agent,
    workspaceId,
    projectId: project.id,
    cwd,
    startedAt: at,
    lastEventAt: at,
    endedAt: null,
    headless: false,
  };
}

/** A resumed session goes on; a hook that was read late does not open one again that ended after it. */
function endedAt(head: SessionHead, report: HookReport, at: number): number | null {
  if (report.moment === 'session_end') return Math.max(at, head.endedAt ?? at);
  const goesOn = report.moment === 'session_start' || report.moment === 'turn_end';
  return goesOn && at > (head.endedAt ?? at) ? null : head.endedAt;
}
