/** Sessions with their counts, the newest first. */

import { iso } from '../lib/in-words.ts';
import { allHeads } from '../store/heads.ts';
import {
  countSessions,
  type SessionFilter,
  type SessionSummary,
  summariesOfSessions,
} from '../store/session-summaries.ts';
import type { AgentId } from '../types.ts';
import { findProjectNamed } from './find-project.ts';
import type { Viewer } from './standpoint.ts';

export interface ListedSession {
  sessionId: string;
  agent: AgentId;
  /** The project's id. */
  project: string;
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601; null while the session may still go on. */
  endedAt: string | null;
  /** Real prompts: a person's words that reached the model. */
  prompts: number;
  toolCalls: number;
  /** All events, those it shares with another session included. */
  events: number;
}

/** Which sessions; what is absent does not restrict. */
export interface SessionQuery {
  /** A project by its path, remote or id. */
  project?: string | undefined;
  agent?: AgentId | undefined;
  /** Milliseconds since the epoch: only sessions with an event at or after it. */
  since?: number | undefined;
}

/**
 * Sessions that match, the one that started last first.
 * @param limit at most this many
 * @throws HivemindError NOT_FOUND for the project
 */
export async function listSessions(
  viewer: Viewer,
  query: SessionQuery,
  limit?: number,
): Promise<ListedSession[]> {
  const filter = await filterOf(viewer, query);
  return viewer.store === null ? [] : summariesOfSessions(viewer.store, filter, limit).map(listed);
}

/** How many sessions match. @throws HivemindError NOT_FOUND for the project */
export async function numberOfSessions(viewer: Viewer, query: SessionQuery): Promise<number> {
  const filter = await filterOf(viewer, query);
  return viewer.store === null ? 0 : countSessions(viewer.store, filter);
}

/** What a query means to the store. @throws HivemindError NOT_FOUND for the project */
export async function filterOf(
  viewer: Viewer,
  { project, agent, since }: SessionQuery,
): Promise<SessionFilter> {
  return {
    ...(project === undefined ? {} : { projectId: (await findProjectNamed(viewer, project)).id }),
    ...(agent === undefined ? {} : { agent }),
    ...(since === undefined ? {} : { since }),
  };
}

export function listed(session: SessionSummary): ListedSession {
  return {
    sessionId: session.sessionId,
    agent: session.agent,
    project: session.projectId,
    startedAt: iso(session.startedAt),
    endedAt: iso(session.endedAt),
    prompts: session.prompts,
    toolCalls: session.toolCalls,
    events: session.events,
  };
}

/** Fewer characters of an id are hard to tell apart by eye. */
const SHORTEST_ID = 8;

/** How many characters of its beginning tell each session's id from every other. */
export function tellingIdLength({ store }: Pick<Viewer, 'store'>): number {
  const ids = store === null ? [] : allHeads(store).map(({ sessionId }) => sessionId);
  let length = SHORTEST_ID;
  for (const [index, id] of ids.sort().entries()) {
    const next = ids[index + 1] ?? '';
    while (length < id.length && next.startsWith(id.slice(0, length))) length++;
  }
  return length;
}
