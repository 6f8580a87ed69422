/** The ledger: the last run's candidates of a project, each with why it is a skill or why not yet. */

import type { Candidate } from '../../candidates.ts';
import type { Refusal } from '../../skill/refusal.ts';
import { inTransaction, type Store } from '../open.ts';
import { sql } from '../statements.ts';
import type { BlockCode } from './blocks.ts';

export interface LedgerEntry {
  candidate: Candidate;
  /** `published`: it is a skill · `pending`: nothing blocks it, not written yet · `blocked`: see `blockedBy`. */
  state: 'published' | 'pending' | 'blocked';
  /** What is missing. */
  blockedBy: BlockCode[];
  /** What the checks said against the draft; absent where none was drafted, or nothing was said. */
  refusals?: readonly Refusal[];
  /** What they said against lines that were taken out of it; absent where none was. */
  takenOut?: readonly Refusal[];
  /** The skill's name once there is one. */
  skill: string | null;
  /** What covers the work already, where its sessions are counted: the name of a skill of ours, the path of another, a `/command`. */
  coveredBy: string | null;
}

/** Replaces a project's ledger; entries are kept in the order given. */
export function replaceLedger(store: Store, projectId: string, entries: readonly LedgerEntry[]): void {
  inTransaction(store, () => {
    sql(store, 'DELETE FROM candidates WHERE project_id = ?').run(projectId);
    for (const [rank, entry] of entries.entries()) {
      sql(
        store,
        'INSERT INTO candidates (project_id, id, rank, state, body) VALUES (@projectId, @id, @rank, @state, @body)',
      ).run({ projectId, id: entry.candidate.id, rank, state: entry.state, body: JSON.stringify(entry) });
    }
  });
}

/** The ledger of a project as it was last written, in order. */
export function ledgerOfProject(store: Store, projectId: string): LedgerEntry[] {
  const rows = sql(store, 'SELECT body FROM candidates WHERE project_id = ? ORDER BY rank').all(
    projectId,
  ) as {
    body: string;
  }[];
  return rows.map(({ body }) => JSON.parse(body) as LedgerEntry);
}
