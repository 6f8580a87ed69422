/** How far each transcript file was read, and what was odd in it. */

import type { AgentId, JsonObject } from '../types.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

export interface TranscriptCursor {
  path: string;
  agent: AgentId;
  sessionId: string;
  /** Null for the session's main transcript. */
  subagentId: string | null;
  /** Tells a replaced file from one that grew. */
  inode: number;
  /** Bytes read so far; always just behind a whole record. */
  offset: number;
  /** Digest of the bytes before `offset`: tells a rewritten file from one that grew. */
  fingerprint: string;
  lines: number;
  invalidLines: number;
  /** Line types the parser does not know, with how often each was seen. */
  unknownTypes: Record<string, number>;
  /** What the parser must remember between reads. */
  parserState: JsonObject;
  /** Milliseconds since the epoch: when it last had something new, or was first looked for. */
  readAt: number;
}

interface CursorRow {
  path: string;
  agent: string;
  session_id: string;
  subagent_id: string | null;
  inode: number;
  offset: number;
  fingerprint: string;
  lines: number;
  invalid_lines: number;
  unknown_types: string;
  parser_state: string;
  read_at: number;
}

export function findCursor(store: Store, path: string): TranscriptCursor | null {
  const row = sql(store, 'SELECT * FROM transcripts WHERE path = ?').get(path) as CursorRow | undefined;
  return row === undefined ? null : toCursor(row);
}

/**
 * Cursors of main transcripts that may still be written to: of sessions not ended, where there was news after `since`,
 * and of ended ones, where there was after `sinceOfEnded` (the last lines may come after the end was told) or nothing was
 * read yet (it may not be in reach).
 */
export function liveCursors(store: Store, since: number, sinceOfEnded: number): TranscriptCursor[] {
  const rows = sql(
    store,
    `SELECT transcripts.* FROM transcripts JOIN session_heads USING (session_id)
     WHERE read_at >= @since AND (ended_at IS NULL OR read_at >= @sinceOfEnded OR offset = 0)
       AND subagent_id IS NULL
     ORDER BY path`,
  ).all({ since, sinceOfEnded }) as CursorRow[];
  return rows.map(toCursor);
}

/**
 * Paths of transcripts of sessions not ended, those with the latest news first.
 * @param since milliseconds since the epoch: only those with news after it
 */
export function liveTranscripts(store: Store, since: number, limit: number): string[] {
  const rows = sql(
    store,
    `SELECT path FROM transcripts JOIN session_heads USING (session_id)
     WHERE read_at >= ? AND ended_at IS NULL ORDER BY read_at DESC, path LIMIT ?`,
  ).all(since, limit) as { path: string }[];
  return rows.map(({ path }) => path);
}

export function saveCursor(store: Store, cursor: TranscriptCursor): void {
  sql(
    store,
    `INSERT OR REPLACE INTO transcripts
       (path, agent, session_id, subagent_id, inode, offset, fingerprint, lines, invalid_lines, unknown_types,
        parser_state, read_at)
     VALUES (@path, @agent, @sessionId, @subagentId, @inode, @offset, @fingerprint, @lines, @invalidLines,
        @unknownTypes, @parserState, @readAt)`,
  ).run({
    ...cursor,
    unknownTypes: JSON.stringify(cursor.unknownTypes),
    parserState: JSON.stringify(cursor.parserState),
  });
}

function toCursor(row: CursorRow): TranscriptCursor {
  return {
    path: row.path,
    agent: row.agent as AgentId,
    sessionId: row.session_id,
    subagentId: row.subagent_id,
    inode: row.inode,
    offset: row.offset,
    fingerprint: row.fingerprint,
    lines: row.lines,
    invalidLines: row.invalid_lines,
    unknownTypes: JSON.parse(row.unknown_types) as Record<string, number>,
    parserState: JSON.parse(row.parser_state) as JsonObject,
    readAt: row.read_at,
  };
}
