/** One session, event by event. */

import { HivemindError } from '../errors.ts';
import { iso } from '../lib/in-words.ts';
import { nearest } from '../lib/nearest.ts';
import { isUnknownFolder } from '../repository/unknown-folder.ts';
import { eventsOfSession, type StoredEvent } from '../store/events.ts';
import { allHeads } from '../store/heads.ts';
import type { Store } from '../store/open.ts';
import { type SessionSummary, summariesOfSessions } from '../store/session-summaries.ts';
import type { ParsedEvent } from '../types.ts';
import { type ListedSession, listed } from './sessions.ts';
import type { Viewer } from './standpoint.ts';

export interface ShownSession extends Omit<ListedSession, 'events'> {
  workspaceId: string;
  /** The folder it worked in; null where its record names none. */
  cwd: string | null;
  /** That folder; where there is none, what stands for it. */
  place: string;
  events: ShownEvent[];
}

export interface ShownEvent
  extends Pick<
    ParsedEvent,
    'id' | 'kind' | 'origin' | 'text' | 'tool' | 'toolUseId' | 'input' | 'output' | 'ok'
  > {
  /** Its place in the session, from 0. */
  seq: number;
  /** ISO 8601. */
  at: string;
  /** `user_prompt` of a slash command: its name without the slash. */
  command?: string | undefined;
  /** `tool_result`: the user refused the call. */
  denied?: boolean | undefined;
  /** `session_start`, `session_end`: why. */
  reason?: string | undefined;
}

/**
 * The session whose id is, or alone begins with, `id`.
 * @throws HivemindError NOT_FOUND, or USAGE when several sessions' ids start with `id`
 */
export function showSession({ store }: Pick<Viewer, 'store'>, id: string): ShownSession {
  const session = findSession(store, id);
  return {
    ...listed(session),
    workspaceId: session.workspaceId,
    cwd: isUnknownFolder(session.cwd) ? null : session.cwd,
    place: session.cwd,
    events: store === null ? [] : eventsOfSession(store, session.sessionId).map(shown),
  };
}

/**
 * Finds the session that a person names by its id, or by enough of its beginning.
 * @throws HivemindError NOT_FOUND, or USAGE when several sessions' ids start with `id`
 */
export function findSession(store: Store | null, id: string): SessionSummary {
  const found = store === null ? [] : summariesOfSessions(store, { idPrefix: id });
  const session = found.find((one) => one.sessionId === id) ?? found[0];
  if (session === undefined) {
    const meant = nearest(id, store === null ? [] : allHeads(store).map((head) => head.sessionId));
    throw new HivemindError('NOT_FOUND', `No session has the id ${JSON.stringify(id)}.`, {
      hint: meant === undefined ? 'hivemind sessions list shows the ids' : `Did you mean ${meant}?`,
    });
  }
  if (session.sessionId !== id && found.length > 1) {
    const some = found.slice(0, 3).map((one) => one.sessionId);
    throw new HivemindError('USAGE', `${found.length} sessions have an id that starts with ${id}.`, {
      hint: `For example ${some.join(', ')}`,
    });
  }
  return session;
}

function shown(event: StoredEvent, index: number): ShownEvent {
  return {
    id: event.id,
    seq: index,
    at: iso(event.at),
    kind: event.kind,
    origin: event.origin,
    text: event.text,
    tool: event.tool,
    toolUseId: event.toolUseId,
    input: event.input,
    output: event.output,
    ok: event.ok,
    command: event.meta?.command,
    denied: event.meta?.denied,
    reason: event.meta?.reason,
  };
}
