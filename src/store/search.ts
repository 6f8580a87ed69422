/** Finds words in what was stored. */

import type { AgentId, EventKind } from '../types.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

export interface SearchFilter {
  projectId?: string;
  agent?: AgentId;
  /** Milliseconds since the epoch. */
  since?: number;
  limit: number;
}

export interface SearchHit {
  eventId: string;
  sessionId: string;
  agent: AgentId;
  projectId: string;
  at: number;
  kind: EventKind;
  /** The whole text the words were found in. */
  text: string;
}

/** Sessions looked through first: a few weeks of heavy use, in a fiftieth of the time that all of a large store takes. */
const RECENT_SESSIONS = 2_000;
/** Characters of a word that {@link FOUND} compares by LIKE, which refuses patterns of 50,000 bytes. */
const MAX_PATTERN = 1_000;

/**
 * What a query selects from: events that hold every word and match the filter. LIKE is the fastest look for one word; that
 * `%` and `_` of the word match anything here does not matter, for the exact look follows.
 */
const FOUND = `(
  SELECT id AS eventId, session_id AS sessionId, agent, project_id AS projectId, at, position, kind,
    concat_ws(char(10), text, tool, input, output) AS text
  FROM sessions
  WHERE (@agent IS NULL OR agent = @agent)
    AND (@since IS NULL OR at >= @since)
    AND (text LIKE @pattern OR output LIKE @pattern OR input LIKE @pattern OR tool LIKE @pattern)
)
WHERE NOT EXISTS (SELECT 1 FROM json_each(@words) WHERE instr(lower(text), value) = 0)`;

/** The newest first. */
const FIRST_HITS = 'ORDER BY at DESC, position DESC LIMIT @limit';

/**
 * Events that hold every word in one of their texts, whatever the letters' case, the newest first. Where recent sessions
 * do not hold enough of them, it takes as long as reading the table does.
 * @param words in lower case, at least one
 */
export function searchEvents(store: Store, words: readonly string[], filter: SearchFilter): SearchHit[] {
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a), '');
  const beginning = [...longest.slice(0, 2 * MAX_PATTERN)].slice(0, MAX_PATTERN).join('');
  const bound: Bound = {
    words: JSON.stringify(words),
    pattern: `%${beginning}%`,
    agent: filter.agent ?? null,
    since: filter.since ?? null,
    limit: filter.limit,
  };
  const rows =
    filter.projectId !== undefined
      ? hitsOfProject(store, filter.projectId, bound)
      : (recentHits(store, bound) ??
        (sql(store, `SELECT * FROM ${FOUND} ${FIRST_HITS}`).all(bound) as HitRow[]));
  return rows.map(({ position: _, ...hit }) => hit);
}

interface HitRow extends SearchHit {
  position: number;
}

type Bound = Record<'words' | 'pattern', string> &
  Record<'agent' | 'since', string | number | null> & { limit: number };

/** By the index of projects, which no condition that may be absent can use. */
function hitsOfProject(store: Store, projectId: string, bound: Bound): HitRow[] {
  return sql(store, `SELECT * FROM ${FOUND} AND projectId = @projectId ${FIRST_HITS}`).all({
    ...bound,
    projectId,
  }) as HitRow[];
}

/** The hits in recent sessions; null unless they are as many as wanted and newer than any event of another session. */
function recentHits(store: Store, bound: Bound): HitRow[] | null {
  const oldest = sql(
    store,
    'SELECT last_event_at AS at FROM session_heads ORDER BY last_event_at DESC LIMIT 1 OFFSET ?',
  ).get(RECENT_SESSIONS) as { at: number } | undefined;
  if (oldest === undefined) return null;
  const hits = sql(
    store,
    `SELECT * FROM ${FOUND}
       AND sessionId IN (SELECT session_id FROM session_heads WHERE last_event_at > @newerThan)
     ${FIRST_HITS}`,
  ).all({ ...bound, newerThan: oldest.at }) as HitRow[];
  const last = hits[bound.limit - 1];
  return last !== undefined && last.at > oldest.at ? hits : null;
}
