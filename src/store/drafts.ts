/** Drafts that wait for a person, and what the person said about them. */

import { linesOf, type SkillDraft } from '../skill/draft.ts';
import { sayLine } from '../skill/forms.ts';
import type { Refusal } from '../skill/refusal.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

/**
 * `held`: a check wants a person to look · `waiting`: nothing is wrong, but every skill is to be reviewed ·
 * `accepted` and `rejected`: the person's word.
 */
export type DraftState = 'held' | 'waiting' | 'accepted' | 'rejected';

export interface StoredDraft {
  projectId: string;
  state: DraftState;
  draft: SkillDraft;
  /** What the checks hold it for; empty for `waiting`. */
  refusals: Refusal[];
  /** What they said against lines that were taken out of it. */
  takenOut: Refusal[];
  /** Texts of the lines that a person accepted, in this or an earlier wording of the draft. */
  acceptedLines: string[];
  /** Milliseconds since the epoch. */
  createdAt: number;
  decidedAt: number | null;
}

interface DraftRow {
  project_id: string;
  state: string;
  body: string;
  accepted_lines: string;
  created_at: number;
  decided_at: number | null;
}

/** Every draft of a project, oldest first. */
export function draftsOfProject(store: Store, projectId: string): StoredDraft[] {
  const rows = sql(store, 'SELECT * FROM drafts WHERE project_id = ? ORDER BY created_at, candidate_id').all(
    projectId,
  ) as DraftRow[];
  return rows.map(toDraft);
}

/** The draft of a candidate, whatever was said about it. */
export function findDraft(store: Store, projectId: string, candidateId: string): StoredDraft | null {
  const row = sql(store, 'SELECT * FROM drafts WHERE project_id = ? AND candidate_id = ?').get(
    projectId,
    candidateId,
  ) as DraftRow | undefined;
  return row === undefined ? null : toDraft(row);
}

/** Puts a draft before the person, in place of an earlier wording. A rejected candidate stays rejected. */
export function saveDraft(
  store: Store,
  projectId: string,
  next: Pick<StoredDraft, 'draft'> & {
    refusals: readonly Refusal[];
    takenOut?: readonly Refusal[];
    state: 'held' | 'waiting';
    now: number;
  },
): void {
  sql(
    store,
    `INSERT INTO drafts (project_id, candidate_id, name, state, body, created_at)
     VALUES (@projectId, @candidateId, @name, @state, @body, @now)
     ON CONFLICT (project_id, candidate_id) DO UPDATE SET
       name = excluded.name, state = excluded.state, body = excluded.body, decided_at = NULL
     WHERE drafts.state <> 'rejected'`,
  ).run({
    projectId,
    candidateId: next.draft.candidateId,
    name: next.draft.name,
    state: next.state,
    body: JSON.stringify({ draft: next.draft, refusals: next.refusals, takenOut: next.takenOut ?? [] }),
    now: next.now,
  });
}

/** Records the person's word. Accepting remembers the lines, so that they are not asked about again. */
export function decideDraft(
  store: Store,
  { projectId, draft, acceptedLines }: StoredDraft,
  state: 'accepted' | 'rejected',
  now: number,
): void {
  const lines = linesOf(draft).map(({ line }) => sayLine(line));
  const accepted = state === 'accepted' ? [...new Set([...acceptedLines, ...lines])] : acceptedLines;
  sql(
    store,
    `UPDATE drafts SET state = @state, decided_at = @now, accepted_lines = @lines
     WHERE project_id = @projectId AND candidate_id = @candidateId`,
  ).run({ projectId, candidateId: draft.candidateId, state, now, lines: JSON.stringify(accepted) });
}

function toDraft(row: DraftRow): StoredDraft {
  // Rows of earlier versions do not tell what was taken out.
  const body = JSON.parse(row.body) as { draft: SkillDraft; refusals: Refusal[]; takenOut?: Refusal[] };
  return {
    projectId: row.project_id,
    state: row.state as DraftState,
    draft: body.draft,
    refusals: body.refusals,
    takenOut: body.takenOut ?? [],
    acceptedLines: JSON.parse(row.accepted_lines) as string[],
    createdAt: row.created_at,
    decidedAt: row.decided_at,
  };
}
