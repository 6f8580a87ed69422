/** Skills the library wrote: where each lies, its versions, and the receipts of their lines. */

import type { CandidateKind } from '../candidates.ts';
import { hashOfFiles, type Page } from '../skill/page.ts';
import type { Receipt } from '../skill/skill.ts';
import { inTransaction, type Store } from './open.ts';
import { sql } from './statements.ts';

/** A skill as it stands on disk. */
export interface SkillRecord {
  projectId: string;
  name: string;
  candidateId: string;
  kind: CandidateKind;
  /** From 1; 0 while the first version is being written. */
  version: number;
  /** A version whose rows are stored and whose file may or may not be there yet. */
  pendingVersion: number | null;
  /** Absolute path of SKILL.md. */
  path: string;
  /** Of its files as we wrote them, see `hashOfFiles`; empty while `version` is 0. */
  contentHash: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  updatedAt: number;
}

export interface SkillVersion {
  version: number;
  /** Where it was written: another work tree of the project may have its own. */
  path: string;
  /** SKILL.md first. */
  files: Page[];
  contentHash: string;
  /** The run that wrote it; null when a person's word did. */
  runId: number | null;
  createdAt: number;
}

export interface NewSkillVersion {
  projectId: string;
  name: string;
  candidateId: string;
  kind: CandidateKind;
  version: number;
  path: string;
  files: readonly Page[];
  receipts: readonly Receipt[];
  runId: number | null;
  now: number;
}

export interface SkillRow {
  project_id: string;
  name: string;
  candidate_id: string;
  kind: string;
  version: number;
  pending_version: number | null;
  path: string;
  content_hash: string;
  created_at: number;
  updated_at: number;
}

/** Skills of a project that are on disk, by name. */
export function skillsOfProject(store: Store, projectId: string): SkillRecord[] {
  const rows = sql(store, 'SELECT * FROM skills WHERE project_id = ? AND version > 0 ORDER BY name').all(
    projectId,
  ) as SkillRow[];
  return rows.map(toRecord);
}

/** The skill of that name, also while its first version is being written (`version` 0). */
export function findSkill(store: Store, projectId: string, name: string): SkillRecord | null {
  const row = sql(store, 'SELECT * FROM skills WHERE project_id = ? AND name = ?').get(projectId, name) as
    | SkillRow
    | undefined;
  return row === undefined ? null : toRecord(row);
}

/** Skills with a version whose writing did not come to its end. */
export function pendingSkills(store: Store, projectId: string): SkillRecord[] {
  const rows = sql(
    store,
    'SELECT * FROM skills WHERE project_id = ? AND pending_version IS NOT NULL ORDER BY name',
  ).all(projectId) as SkillRow[];
  return rows.map(toRecord);
}

/** Stores a version and its receipts as pending, before its file is written. An earlier pending version is dropped. */
export function saveSkillVersion(store: Store, next: NewSkillVersion): void {
  inTransaction(store, () => {
    dropPendingVersion(store, next.projectId, next.name);
    sql(
      store,
      `INSERT INTO skills (project_id, name, candidate_id, kind, version, pending_version, path, content_hash,
         created_at, updated_at)
       VALUES (@projectId, @name, @candidateId, @kind, 0, @version, @path, '', @now, @now)
       ON CONFLICT (project_id, name) DO UPDATE SET pending_version = excluded.pending_version,
         candidate_id = excluded.candidate_id, kind = excluded.kind`,
    ).run(columns(next));
    sql(
      store,
      `INSERT INTO skill_versions (project_id, name, version, path, content_hash, run_id, created_at)
       VALUES (@projectId, @name, @version, @path, @hash, @runId, @now)`,
    ).run(columns(next));
    insertFiles(store, next, next.version, next.files);
    insertReceipts(store, next, next.version, next.receipts);
  });
}

/** Which skill a row belongs to. */
export type SkillKey = Pick<SkillRecord, 'projectId' | 'name'>;

export function insertFiles(
  store: Store,
  { projectId, name }: SkillKey,
  version: number,
  files: readonly Page[],
): void {
  const insert = sql(
    store,
    `INSERT INTO skill_files (project_id, skill, version, path, text, claims)
     VALUES (@projectId, @name, @version, @path, @text, @claims)`,
  );
  for (const { path, text, claims } of files)
    insert.run({ projectId, name, version, path, text, claims: JSON.stringify(claims) });
}

export function insertReceipts(
  store: Store,
  { projectId, name }: SkillKey,
  version: number,
  receipts: readonly Receipt[],
): void {
  const insert = sql(
    store,
    `INSERT OR IGNORE INTO receipts (project_id, skill, version, path, claim, event_id, quote)
     VALUES (@projectId, @name, @version, @path, @claim, @eventId, @quote)`,
  );
  for (const { path, claim, eventId, quote } of receipts)
    insert.run({ projectId, name, version, path, claim, eventId, quote });
}

const columns = (next: NewSkillVersion) => ({
  projectId: next.projectId,
  name: next.name,
  candidateId: next.candidateId,
  kind: next.kind,
  version: next.version,
  path: next.path,
  hash: hashOfFiles(next.files),
  runId: next.runId,
  now: next.now,
});

/** Makes the pending version the one on disk. Called once its file is there. */
export function commitPendingVersion(store: Store, projectId: string, name: string): void {
  sql(
    store,
    `UPDATE skills SET version = pending.version, pending_version = NULL, path = pending.path,
       content_hash = pending.content_hash, updated_at = pending.created_at
     FROM skill_versions AS pending
     WHERE skills.project_id = ? AND skills.name = ? AND pending.project_id = skills.project_id
       AND pending.name = skills.name AND pending.version = skills.pending_version`,
  ).run(projectId, name);
}

/** Forgets a pending version whose file was never written; a skill that has no other version goes too. */
export function dropPendingVersion(store: Store, projectId: string, name: string): void {
  inTransaction(store, () => {
    const pending = findSkill(store, projectId, name)?.pendingVersion ?? null;
    if (pending === null) return;
    deleteVersion(store, { projectId, name }, pending);
    sql(store, 'UPDATE skills SET pending_version = NULL WHERE project_id = ? AND name = ?').run(
      projectId,
      name,
    );
    sql(store, 'DELETE FROM skills WHERE project_id = ? AND name = ? AND version = 0').run(projectId, name);
  });
}

interface FileRow {
  version: number;
  path: string;
  text: string;
  claims: string;
}

/** Every stored version, oldest first; a pending one included. */
export function versionsOf(store: Store, projectId: string, name: string): SkillVersion[] {
  const files = sql(
    store,
    // SKILL.md first: no other file lies beside it.
    `SELECT version, path, text, claims FROM skill_files
     WHERE project_id = ? AND skill = ? ORDER BY version, path LIKE '%/%', path`,
  ).all(projectId, name) as FileRow[];
  const versions = sql(
    store,
    `SELECT version, path, content_hash AS contentHash, run_id AS runId, created_at AS createdAt
     FROM skill_versions WHERE project_id = ? AND name = ? ORDER BY version`,
  ).all(projectId, name) as Omit<SkillVersion, 'files'>[];
  return versions.map((version) => ({
    ...version,
    files: files
      .filter((file) => file.version === version.version)
      .map(({ path, text, claims }) => ({ path, text, claims: JSON.parse(claims) as (string | null)[] })),
  }));
}

/** The files of a skill as it was last written; empty before the first time. */
export function currentFiles(store: Store, { projectId, name, version: current }: SkillRecord): Page[] {
  return versionsOf(store, projectId, name).find(({ version }) => version === current)?.files ?? [];
}

/** The receipts of one version, by file and claim. */
export function receiptsOf(store: Store, projectId: string, name: string, version: number): Receipt[] {
  return sql(
    store,
    `SELECT path, claim, event_id AS eventId, quote FROM receipts
     WHERE project_id = ? AND skill = ? AND version = ? ORDER BY path, claim, event_id, quote`,
  ).all(projectId, name, version) as Receipt[];
}

export function toRecord(row: SkillRow): SkillRecord {
  return {
    projectId: row.project_id,
    name: row.name,
    candidateId: row.candidate_id,
    kind: row.kind as CandidateKind,
    version: row.version,
    pendingVersion: row.pending_version,
    path: row.path,
    contentHash: row.content_hash,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Deletes the files and receipts of a version. */
export function deleteContent(store: Store, { projectId, name }: SkillKey, version: number): void {
  for (const table of ['skill_files', 'receipts'])
    sql(store, `DELETE FROM ${table} WHERE project_id = ? AND skill = ? AND version = ?`).run(
      projectId,
      name,
      version,
    );
}

/** Deletes a stored version, which must not be the one on disk. */
export function deleteVersion(store: Store, key: SkillKey, version: number): void {
  sql(store, 'DELETE FROM skill_versions WHERE project_id = ? AND name = ? AND version = ?').run(
    key.projectId,
    key.name,
    version,
  );
  deleteContent(store, key, version);
}
