/** Mining runs: one row an attempt, written before it starts, so that none is ever retried blindly. */

import { inTransaction, type Store } from '../open.ts';
import { sql } from '../statements.ts';

/** What made a run due. `manual`: a person asked. */
export const RUN_REASONS = ['turns', 'session-end', 'compaction', 'idle', 'manual'] as const;
export type RunReason = (typeof RUN_REASONS)[number];

/** Counts of a run, by the names of its report's fields. */
export type RunStats = Record<string, number>;

export interface Run {
  id: number;
  projectId: string;
  reason: RunReason;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Null while it runs. */
  finishedAt: number | null;
  /** The project's last event that the attempt could see. */
  throughSeq: number;
  /** What a run that came to its end counted, else null. No names: they would outlive what they are of. */
  stats: RunStats | null;
  /** Why it failed, else null. Names and counts only, no text from a session. */
  error: string | null;
}

interface RunRow {
  id: number;
  project_id: string;
  reason: string;
  started_at: number;
  finished_at: number | null;
  through_seq: number;
  stats: string | null;
  error: string | null;
}

/** What became of a run whose process died. */
const INTERRUPTED = 'the run was interrupted';

export interface NewRun {
  projectId: string;
  reason: RunReason;
  pid: number;
  startedAt: number;
  throughSeq: number;
  /** What makes mining repeatable. */
  seed: number;
}

/**
 * Records an attempt. The caller holds the lock of runs, so an earlier row without an end is of a process that died:
 * it is closed as such.
 * @returns the run's id
 */
export function startRun(store: Store, run: NewRun): number {
  return inTransaction(store, () => {
    sql(store, `UPDATE skillify_runs SET finished_at = @at, error = @error WHERE finished_at IS NULL`).run({
      at: run.startedAt,
      error: INTERRUPTED,
    });
    const added = sql(
      store,
      `INSERT INTO skillify_runs (project_id, reason, pid, started_at, through_seq, seed)
       VALUES (@projectId, @reason, @pid, @startedAt, @throughSeq, @seed)`,
    ).run(run);
    return Number(added.lastInsertRowid);
  });
}

/** Records how an attempt ended: with its counts, or with the reason it failed. */
export function finishRun(
  store: Store,
  id: number,
  finishedAt: number,
  end: { stats: RunStats } | { error: string },
): void {
  sql(
    store,
    'UPDATE skillify_runs SET finished_at = @finishedAt, stats = @stats, error = @error WHERE id = @id',
  ).run({
    id,
    finishedAt,
    stats: 'stats' in end ? JSON.stringify(end.stats) : null,
    error: 'error' in end ? end.error : null,
  });
}

/** The newest attempt for a project, finished or not. */
export function lastRun(store: Store, projectId: string): Run | null {
  const row = sql(store, 'SELECT * FROM skillify_runs WHERE project_id = ? ORDER BY id DESC LIMIT 1').get(
    projectId,
  ) as RunRow | undefined;
  return row === undefined ? null : toRun(row);
}

/**
 * Up to which event a project was looked at, 0 when never. A failed attempt counts, so that it is not repeated until
 * something new happens; one that was cut short is repeated once.
 */
export function triedThrough(store: Store, projectId: string): number {
  const runs = sql(store, 'SELECT * FROM skillify_runs WHERE project_id = ? ORDER BY id DESC LIMIT 2').all(
    projectId,
  ) as RunRow[];
  const [last, previous] = runs;
  const counts =
    last === undefined || !wasCutShort(last) || (previous !== undefined && wasCutShort(previous));
  return (counts ? last : previous)?.through_seq ?? 0;
}

/** Runs are looked through so far back for a leap of the clock: far more than a busy machine makes in the time asked about. */
const LOOKED_THROUGH = 2_000;

/**
 * How far the clock leapt ahead between one run and the next, or until now: the latest leap that is not longer ago than
 * `withinMs`. A person's absence looks the same.
 * @param now milliseconds since the epoch
 * @param overMs what counts as a leap
 * @returns ms; null where no run tells of one
 */
export function lastLeap(
  store: Store,
  now: number,
  { overMs, withinMs }: { overMs: number; withinMs: number },
): number | null {
  return (
    (sql(
      store,
      `WITH latest AS (SELECT id, started_at FROM skillify_runs ORDER BY id DESC LIMIT @limit),
       moments AS (SELECT id, started_at AS at FROM latest UNION ALL SELECT 1e300, @now),
       steps AS (SELECT id, at, at - lag(at) OVER (ORDER BY id) AS leap FROM moments)
     SELECT leap FROM steps WHERE leap > @overMs AND at <= @now AND at >= @now - @withinMs
     ORDER BY id DESC LIMIT 1`,
    )
      .pluck()
      .get({ now, overMs, withinMs, limit: LOOKED_THROUGH }) as number | null) ?? null
  );
}

const wasCutShort = (row: RunRow): boolean => row.finished_at === null || row.error === INTERRUPTED;

function toRun(row: RunRow): Run {
  return {
    id: row.id,
    projectId: row.project_id,
    reason: row.reason as RunReason,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    throughSeq: row.through_seq,
    stats: row.stats === null ? null : (JSON.parse(row.stats) as RunStats),
    error: row.error,
  };
}
