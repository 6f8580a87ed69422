/** Session heads, projects and workspaces: whom an event belongs to, and whether a session may be stored. */

import type { AgentId, Project, SessionHead } from '../types.ts';
import { keepOffMark } from './off-marks.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

/** A row of `session_heads` as SQLite returns it. */
export interface HeadRow {
  session_id: string;
  agent: string;
  workspace_id: string;
  project_id: string;
  cwd: string;
  started_at: number;
  last_event_at: number;
  ended_at: number | null;
  headless: number;
  every_n_turns: number | null;
}

/** Registers a workspace by its first use. */
export function registerWorkspace(store: Store, id: string, at: number): void {
  sql(store, 'INSERT OR IGNORE INTO workspaces (id, first_seen_at) VALUES (?, ?)').run(id, at);
}

/** Registers a project, or moves its root to the clone seen last. */
export function registerProject(store: Store, project: Project, at: number): void {
  sql(
    store,
    `INSERT INTO projects (id, remote, root, first_seen_at) VALUES (@id, @remote, @root, @at)
     ON CONFLICT (id) DO UPDATE SET root = excluded.root WHERE root <> excluded.root`,
  ).run({ ...project, at });
}

export function allProjects(store: Store): Project[] {
  return sql(store, 'SELECT id, remote, root FROM projects ORDER BY root').all() as Project[];
}

export function findProject(store: Store, id: string): Project | null {
  return (
    (sql(store, 'SELECT id, remote, root FROM projects WHERE id = ?').get(id) as Project | undefined) ?? null
  );
}

/** How many sessions each project has, by id. */
export function countSessionsByProject(store: Store): Map<string, number> {
  const rows = sql(store, 'SELECT project_id, count(*) FROM session_heads GROUP BY project_id').raw().all();
  return new Map(rows as [string, number][]);
}

/** The agents that were used in a project, by name. */
export function agentsOfProject(store: Store, projectId: string): AgentId[] {
  const rows = sql(store, 'SELECT DISTINCT agent FROM session_heads WHERE project_id = ? ORDER BY agent').all(
    projectId,
  ) as { agent: AgentId }[];
  return rows.map(({ agent }) => agent);
}

/** Creates a session's head, or widens its times; what a session belongs to never changes once set. */
export function saveHead(store: Store, head: SessionHead): void {
  sql(
    store,
    `INSERT INTO session_heads
       (session_id, agent, workspace_id, project_id, cwd, started_at, last_event_at, ended_at, headless, every_n_turns)
     VALUES (@sessionId, @agent, @workspaceId, @projectId, @cwd, @startedAt, @lastEventAt, @endedAt, @headless,
       @everyNTurns)
     ON CONFLICT (session_id) DO UPDATE SET
       started_at = min(started_at, excluded.started_at),
       last_event_at = max(last_event_at, excluded.last_event_at),
       ended_at = excluded.ended_at,
       headless = excluded.headless,
       every_n_turns = coalesce(excluded.every_n_turns, every_n_turns)`,
  ).run({ ...head, headless: Number(head.headless), everyNTurns: head.everyNTurns ?? null });
}

export function findHead(store: Store, sessionId: string): SessionHead | null {
  const row = sql(store, 'SELECT * FROM session_heads WHERE session_id = ?').get(sessionId) as
    | HeadRow
    | undefined;
  return row === undefined ? null : toHead(row);
}

/**
 * Removes a session of which nothing is stored but that it began, paused and ended: its head, those rows, its cursors.
 * A session of which anyone's words are stored is left as it is.
 */
export function removeWordlessSession(store: Store, sessionId: string): void {
  const words = sql(
    store,
    `SELECT 1 FROM sessions WHERE session_id = ? AND kind NOT IN ('session_start', 'turn_end', 'session_end') LIMIT 1`,
  ).get(sessionId);
  if (words !== undefined) return;
  sql(store, 'DELETE FROM sessions WHERE session_id = ?').run(sessionId);
  sql(store, 'DELETE FROM transcripts WHERE session_id = ?').run(sessionId);
  sql(store, 'DELETE FROM session_heads WHERE session_id = ?').run(sessionId);
}

/** Heads of one project, oldest first. */
export function headsOfProject(store: Store, projectId: string): SessionHead[] {
  const rows = sql(
    store,
    'SELECT * FROM session_heads WHERE project_id = ? ORDER BY started_at, session_id',
  ).all(projectId) as HeadRow[];
  return rows.map(toHead);
}

/** All heads, oldest first. */
export function allHeads(store: Store): SessionHead[] {
  return (sql(store, 'SELECT * FROM session_heads ORDER BY started_at, session_id').all() as HeadRow[]).map(
    toHead,
  );
}

/** Marks a session as never to be stored, in the store and beside it. The first reason stays. */
export function markCaptureOff(store: Store, sessionId: string, reason: string, at: number): void {
  const added = sql(store, 'INSERT OR IGNORE INTO capture_off (session_id, reason, at) VALUES (?, ?, ?)').run(
    sessionId,
    reason,
    at,
  );
  if (added.changes > 0) keepOffMark(store.name, { sessionId, reason, at });
}

export function isCaptureOff(store: Store, sessionId: string): boolean {
  return captureOffReason(store, sessionId) !== null;
}

/** Why a session is never to be stored; null when it may be. */
export function captureOffReason(store: Store, sessionId: string): string | null {
  const reason = sql(store, 'SELECT reason FROM capture_off WHERE session_id = ?').pluck().get(sessionId);
  return (reason as string | undefined) ?? null;
}

export function toHead(row: HeadRow): SessionHead {
  return {
    sessionId: row.session_id,
    agent: row.agent as AgentId,
    workspaceId: row.workspace_id,
    projectId: row.project_id,
    cwd: row.cwd,
    startedAt: row.started_at,
    lastEventAt: row.last_event_at,
    endedAt: row.ended_at,
    headless: row.headless === 1,
    ...(row.every_n_turns === null ? {} : { everyNTurns: row.every_n_turns }),
  };
}

/** What the terminal of the project's newest session set for `HIVEMIND_SKILLIFY_EVERY_N_TURNS`; null when nothing. */
export function everyNTurnsOf(store: Store, projectId: string): number | null {
  const row = sql(
    store,
    'SELECT every_n_turns AS turns FROM session_heads WHERE project_id = ? ORDER BY last_event_at DESC LIMIT 1',
  ).get(projectId) as { turns: number | null } | undefined;
  return row?.turns ?? null;
}
