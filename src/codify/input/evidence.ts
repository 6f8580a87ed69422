/** The events behind a draft, as the drafter and the checks look them up. */

import { eventsById, eventsOfSession } from '../../store/events.ts';
import { findHead, headsOfProject } from '../../store/heads.ts';
import type { Store } from '../../store/open.ts';
import type { SessionEvent } from '../../types.ts';

export interface EvidenceSource {
  eventOf(id: string): SessionEvent | undefined;
  /** The `tool_result` that answers a `tool_call`. */
  resultOf(call: SessionEvent): SessionEvent | undefined;
  /** Everything that happened in a session, in order of time. */
  sessionEvents(sessionId: string): readonly SessionEvent[];
  /** The folder that a session ran in, absolute: another clone's, or another machine's; undefined where it is not known. */
  folderOf(sessionId: string): string | undefined;
  /** A project's whole record, one session after another; it is not kept in memory. */
  sessionsOf(projectId: string): Iterable<readonly SessionEvent[]>;
}

/** Looks evidence up in the store, each session once. Keep it for one run only: the store moves on. */
export function storeEvidence(store: Store): EvidenceSource {
  const sessions = new Map<string, readonly SessionEvent[]>();
  const events = new Map<string, SessionEvent>();
  const sessionEvents = (sessionId: string): readonly SessionEvent[] => {
    let found = sessions.get(sessionId);
    if (found === undefined) {
      found = eventsOfSession(store, sessionId);
      sessions.set(sessionId, found);
      for (const event of found) events.set(event.id, event);
    }
    return found;
  };
  return {
    sessionEvents,
    eventOf: (id) => {
      const known = events.get(id);
      if (known !== undefined) return known;
      const [event] = eventsById(store, [id]);
      if (event !== undefined) sessionEvents(event.sessionId);
      return event;
    },
    resultOf: (call) => resultAmong(sessionEvents(call.sessionId), call),
    folderOf: (sessionId) => findHead(store, sessionId)?.cwd,
    *sessionsOf(projectId) {
      for (const { sessionId } of headsOfProject(store, projectId))
        yield sessions.get(sessionId) ?? eventsOfSession(store, sessionId);
    },
  };
}

/** The `tool_result` among `events` that answers `call`. */
export function resultAmong(events: readonly SessionEvent[], call: SessionEvent): SessionEvent | undefined {
  if (call.toolUseId === undefined) return undefined;
  return events.find(({ kind, toolUseId }) => kind === 'tool_result' && toolUseId === call.toolUseId);
}

/** True when a tool call's result says that it worked and shows no error. */
export function succeeded(result: SessionEvent | undefined): boolean {
  if (result?.ok !== true || result.meta?.denied === true) return false;
  const { exitCode } = result.meta ?? {};
  return exitCode === undefined || exitCode === 0;
}
