/** What the repository's history tells of episodes. Derived; can be made anew while the repository is there. */

import type { Signal, SignalKind } from '../../types.ts';
import { inTransaction, type Store } from '../open.ts';
import { sql } from '../statements.ts';

/** What history tells of one episode. */
export interface Survival {
  episodeId: string;
  sessionId: string;
  signal: Signal;
}

interface SurvivalRow {
  episodeId: string;
  sessionId: string;
  kind: SignalKind;
  eventId: string;
}

const COLUMNS = 'episode_id AS episodeId, session_id AS sessionId, kind, event_id AS eventId';

/** What history tells of a session's episodes, by the episode's id. */
export function survivalOfSession(store: Store, sessionId: string): Map<string, Signal> {
  const rows = sql(store, `SELECT ${COLUMNS} FROM survival WHERE session_id = ?`).all(
    sessionId,
  ) as SurvivalRow[];
  return new Map(rows.map(({ episodeId, kind, eventId }) => [episodeId, { kind, eventId }]));
}

/** What the project's history was last read from, see `saveSurvival`; null before the first time. */
export function survivalFingerprint(store: Store, projectId: string): string | null {
  const row = sql(store, 'SELECT fingerprint FROM survival_reads WHERE project_id = ?').get(projectId) as
    | { fingerprint: string }
    | undefined;
  return row?.fingerprint ?? null;
}

/**
 * Replaces what history tells of a project's episodes, and has the episodes of sessions of which it tells something else
 * than before made anew.
 * @param fingerprint names the commit and the episodes that were looked at
 * @param survival null where history could not be read: what was known stays, and is not asked for again
 */
export function saveSurvival(
  store: Store,
  projectId: string,
  fingerprint: string,
  survival: readonly Survival[] | null,
): void {
  inTransaction(store, () => {
    sql(store, 'INSERT OR REPLACE INTO survival_reads (project_id, fingerprint) VALUES (?, ?)').run(
      projectId,
      fingerprint,
    );
    if (survival !== null) replaceSurvival(store, projectId, survival);
  });
}

function replaceSurvival(store: Store, projectId: string, survival: readonly Survival[]): void {
  const known = sql(store, `SELECT ${COLUMNS} FROM survival WHERE project_id = ?`).all(
    projectId,
  ) as SurvivalRow[];
  const before = new Map(known.map((row) => [keyOf(row), row.sessionId]));
  const after = new Map(
    survival.map(({ signal, ...of }) => [keyOf({ ...of, ...signal }), of.sessionId] as const),
  );
  const changed = new Set<string>();
  for (const [key, sessionId] of before) if (!after.has(key)) changed.add(sessionId);
  for (const [key, sessionId] of after) if (!before.has(key)) changed.add(sessionId);
  sql(store, 'DELETE FROM survival WHERE project_id = ?').run(projectId);
  const insert = sql(
    store,
    `INSERT INTO survival (episode_id, session_id, project_id, kind, event_id)
       VALUES (@episodeId, @sessionId, @projectId, @kind, @eventId)`,
  );
  for (const { episodeId, sessionId, signal } of survival)
    insert.run({ episodeId, sessionId, projectId, kind: signal.kind, eventId: signal.eventId });
  for (const sessionId of changed)
    sql(store, 'DELETE FROM episode_cursors WHERE session_id = ?').run(sessionId);
}

const keyOf = ({ episodeId, kind, eventId }: SurvivalRow) => `${episodeId}\n${kind}\n${eventId}`;
