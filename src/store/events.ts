/** The `sessions` table: append typed session events, read them back in order. */

import {
  type AgentId,
  EVENT_KINDS,
  type EventKind,
  type EventMeta,
  type JsonObject,
  type Origin,
  type SessionEvent,
} from '../types.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

/** A stored event with its place in the order of arrival. */
export interface StoredEvent extends SessionEvent {
  seq: number;
}

interface EventRow {
  seq: number;
  id: string;
  session_id: string;
  agent: string;
  workspace_id: string;
  project_id: string;
  at: number;
  position: number;
  kind: string;
  origin: string;
  text: string | null;
  tool: string | null;
  tool_use_id: string | null;
  input: string | null;
  output: string | null;
  ok: number | null;
  meta: string | null;
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/**
 * Appends one event. An id that is already there is left as it is; when it came from another session (a fork or a
 * resume repeats it), that is recorded as a copy. One that was forgotten does not come back.
 * @returns whether a row was added
 */
export function appendEvent(store: Store, event: SessionEvent): boolean {
  const added = sql(
    store,
    `INSERT INTO sessions (id, session_id, agent, workspace_id, project_id, at, position, kind, origin, text, tool,
       tool_use_id, input, output, ok, meta)
     SELECT @id, @sessionId, @agent, @workspaceId, @projectId, @at, @position, @kind, @origin, @text, @tool,
       @toolUseId, @input, @output, @ok, @meta
     WHERE NOT EXISTS (SELECT 1 FROM forgotten_events WHERE id = @id)
     ON CONFLICT (id) DO NOTHING`,
  ).run({
    ...event,
    text: event.text ?? null,
    tool: event.tool ?? null,
    toolUseId: event.toolUseId ?? null,
    output: event.output ?? null,
    input: json(event.input),
    ok: event.ok === undefined ? null : Number(event.ok),
    meta: json(event.meta),
  });
  if (added.changes > 0) return true;
  sql(
    store,
    `INSERT OR IGNORE INTO session_copies (event_id, session_id)
     SELECT id, @sessionId FROM sessions WHERE id = @id AND session_id <> @sessionId`,
  ).run({ id: event.id, sessionId: event.sessionId });
  return false;
}

/** A session's events in order of time, those it shares with another session included. */
export function eventsOfSession(store: Store, sessionId: string): StoredEvent[] {
  const rows = sql(
    store,
    `SELECT * FROM sessions WHERE session_id = @sessionId
     UNION ALL
     SELECT sessions.* FROM session_copies JOIN sessions ON sessions.id = session_copies.event_id
       WHERE session_copies.session_id = @sessionId
     ORDER BY at, position, id`,
  ).all({ sessionId }) as EventRow[];
  return rows.map(toEvent);
}

/** The events with these ids, in no particular order; unknown ids are left out. */
export function eventsById(store: Store, ids: readonly string[]): StoredEvent[] {
  const one = sql(store, 'SELECT * FROM sessions WHERE id = ?');
  return ids.flatMap((id) => {
    const row = one.get(id) as EventRow | undefined;
    return row === undefined ? [] : [toEvent(row)];
  });
}

/** The highest `seq` of a project's events, 0 when it has none. */
export function lastSeqOfProject(store: Store, projectId: string): number {
  // Kind by kind, so that each is one look into the index, however long the project's history.
  const row = sql(
    store,
    `SELECT max(seq) AS seq FROM (
       SELECT (SELECT max(seq) FROM sessions WHERE project_id = @projectId AND kind = kinds.value) AS seq
       FROM json_each(@kinds) AS kinds)`,
  ).get({ projectId, kinds: JSON.stringify(EVENT_KINDS) }) as { seq: number | null };
  return row.seq ?? 0;
}

/** How many real prompts (turns) a project has had after `seq`. */
export function turnsSince(store: Store, projectId: string, seq: number): number {
  const row = sql(
    store,
    `SELECT count(*) AS turns FROM sessions
     WHERE project_id = ? AND kind = 'user_prompt' AND seq > ? AND origin = 'user'
       AND json_extract(meta, '$.subagentId') IS NULL`,
  ).get(projectId, seq) as { turns: number };
  return row.turns;
}

function toEvent(row: EventRow): StoredEvent {
  const event: StoredEvent = {
    seq: row.seq,
    id: row.id,
    sessionId: row.session_id,
    agent: row.agent as AgentId,
    workspaceId: row.workspace_id,
    projectId: row.project_id,
    at: row.at,
    position: row.position,
    kind: row.kind as EventKind,
    origin: row.origin as Origin,
  };
  if (row.text !== null) event.text = row.text;
  if (row.tool !== null) event.tool = row.tool;
  if (row.tool_use_id !== null) event.toolUseId = row.tool_use_id;
  if (row.input !== null) event.input = JSON.parse(row.input) as JsonObject;
  if (row.output !== null) event.output = row.output;
  if (row.ok !== null) event.ok = row.ok === 1;
  if (row.meta !== null) event.meta = JSON.parse(row.meta) as EventMeta;
  return event;
}

/**
 * Tool calls of a project's agents whose input holds `text`, made at or after `since`, oldest first. A scan: meant for a
 * rare question about one file.
 * @param since milliseconds since the epoch
 */
export function callsHolding(store: Store, projectId: string, text: string, since: number): StoredEvent[] {
  const rows = sql(
    store,
    `SELECT * FROM sessions
     WHERE project_id = ? AND kind = 'tool_call' AND at >= ? AND instr(input, ?) > 0
     ORDER BY at, position, id`,
  ).all(projectId, since, JSON.stringify(text).slice(1, -1)) as EventRow[];
  return rows.map(toEvent);
}
