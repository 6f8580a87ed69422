/** What went wrong without stopping anything. Holds ids, counts and reasons; never text from a session. */

import type { AgentId } from '../types.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

/** Older rows are dropped beyond this many, so that a failing disk cannot fill the store. */
const KEPT_PROBLEMS = 500;

export type ProblemArea = 'store' | 'spool' | 'transcript' | 'skillify' | 'daemon' | 'library';

export interface Problem {
  /** Milliseconds since the epoch. */
  at: number;
  area: ProblemArea;
  /** What it happened to: a file name, a project id. */
  subject: string;
  message: string;
}

/** Notes a problem; one that is noted already is only moved to its new time. */
export function recordProblem(store: Store, problem: Problem): void {
  sql(store, 'DELETE FROM problems WHERE area = @area AND subject = @subject AND message = @message').run({
    area: problem.area,
    subject: problem.subject,
    message: problem.message,
  });
  sql(store, 'INSERT INTO problems (at, area, subject, message) VALUES (@at, @area, @subject, @message)').run(
    problem,
  );
  sql(store, 'DELETE FROM problems WHERE id <= (SELECT max(id) FROM problems) - ?').run(KEPT_PROBLEMS);
}

/** The newest problems first. */
export function recentProblems(store: Store, limit: number): Problem[] {
  return sql(store, 'SELECT at, area, subject, message FROM problems ORDER BY id DESC LIMIT ?').all(
    limit,
  ) as Problem[];
}

/** The newest error since `since` (ms) in a transcript of this agent, or null. */
export function lastErrorOfAgent(
  store: Store,
  agent: AgentId,
  since: number,
): { at: number; message: string } | null {
  const row = sql(
    store,
    `SELECT at, message FROM problems JOIN transcripts ON transcripts.path = problems.subject
     WHERE area = 'transcript' AND agent = ? AND at > ? ORDER BY problems.id DESC LIMIT 1`,
  ).get(agent, since) as { at: number; message: string } | undefined;
  return row ?? null;
}
