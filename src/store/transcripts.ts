/** How far each transcript file was read, and what was odd in it. */

import type { AgentId, JsonObject } from '../types.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

export interface TranscriptCursor {
  path: string;
  agent: AgentId;
  sessionId: string;
  /** Tells a replaced file from one that grew. */
  inode: number;
  /** Bytes read so far; always just behind a newline. */
  offset: number;
  lines: number;
  invalidLines: number;
  /** Line types the parser does not know, with how often each was seen. */
  unknownTypes: Record<string, number>;
  /** What the parser must remember between reads. */
  parserState: JsonObject;
  /** Milliseconds since the epoch. */
  readAt: number;
}

interface CursorRow {
  path: string;
  agent: string;
  session_id: string;
  inode: number;
  offset: number;
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

/** Cursors of all files of one session: its main transcript and its subagents'. */
export function cursorsOfSession(store: Store, sessionId: string): TranscriptCursor[] {
  const rows = sql(store, 'SELECT * FROM transcripts WHERE session_id = ? ORDER BY path').all(
    sessionId,
  ) as CursorRow[];
  return rows.map(toCursor);
}

export function saveCursor(store: Store, cursor: TranscriptCursor): void {
  sql(
    store,
    `INSERT OR REPLACE INTO transcripts
       (path, agent, session_id, inode, offset, lines, invalid_lines, unknown_types, parser_state, read_at)
     VALUES (@path, @agent, @sessionId, @inode, @offset, @lines, @invalidLines, @unknownTypes, @parserState, @readAt)`,
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
    inode: row.inode,
    offset: row.offset,
    lines: row.lines,
    invalidLines: row.invalid_lines,
    unknownTypes: JSON.parse(row.unknown_types) as Record<string, number>,
    parserState: JSON.parse(row.parser_state) as JsonObject,
    readAt: row.read_at,
  };
}
