/** Finds words in stored sessions. */

import { iso } from '../lib/in-words.ts';
import { searchEvents } from '../store/search.ts';
import type { AgentId, EventKind } from '../types.ts';
import { filterOf, type SessionQuery } from './sessions.ts';
import type { Viewer } from './standpoint.ts';

export interface FoundEvent {
  sessionId: string;
  agent: AgentId;
  /** The project's id. */
  project: string;
  eventId: string;
  /** ISO 8601. */
  at: string;
  kind: EventKind;
  /** The text around the first of the words, on one line. */
  snippet: string;
}

/** Characters of a text shown before and behind the first word found. */
const BEFORE = 40;
const BEHIND = 120;

/**
 * Events that hold all of the words, the newest first.
 * @param given words, or texts of several
 * @param limit at most this many
 * @throws HivemindError NOT_FOUND for the project
 */
export async function searchSessions(
  viewer: Viewer,
  given: readonly string[],
  query: SessionQuery,
  limit: number,
): Promise<FoundEvent[]> {
  const words = given.flatMap((text) => text.toLowerCase().split(/\s+/)).filter((word) => word !== '');
  const filter = await filterOf(viewer, query);
  if (viewer.store === null || words.length === 0) return [];
  return searchEvents(viewer.store, words, { ...filter, limit }).map(
    ({ sessionId, agent, projectId, eventId, at, kind, text }) => ({
      sessionId,
      agent,
      project: projectId,
      eventId,
      at: iso(at),
      kind,
      snippet: snippetOf(text, words),
    }),
  );
}

function snippetOf(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase();
  const found = words.map((word) => lower.indexOf(word)).filter((index) => index >= 0);
  const at = found.length === 0 ? 0 : Math.min(...found);
  const from = Math.max(0, at - BEFORE);
  const to = Math.min(text.length, at + BEHIND);
  const part = text.slice(from, to).replace(/\s+/g, ' ').trim();
  return `${from > 0 ? '…' : ''}${part}${to < text.length ? '…' : ''}`;
}
