/** What forgetting does to stored skills: nothing else changes a version that was written. */

import { hashOfFiles, type Page } from '../skill/page.ts';
import type { Receipt } from '../skill/skill.ts';
import type { Store } from './open.ts';
import {
  deleteContent,
  insertFiles,
  insertReceipts,
  type SkillRecord,
  type SkillRow,
  toRecord,
} from './skills.ts';
import { sql } from './statements.ts';

/** Skills any version of which rests on one of these events. */
export function skillsRestingOn(store: Store, eventIds: readonly string[]): SkillRecord[] {
  const rows = sql(
    store,
    `SELECT * FROM skills WHERE EXISTS (
       SELECT 1 FROM receipts WHERE receipts.project_id = skills.project_id AND receipts.skill = skills.name
         AND event_id IN (SELECT value FROM json_each(?)))
     ORDER BY project_id, name`,
  ).all(JSON.stringify(eventIds)) as SkillRow[];
  return rows.map(toRecord);
}

/** Puts other files and receipts in place of a stored version's: only forgetting does so. */
export function replaceVersion(
  store: Store,
  record: SkillRecord,
  version: number,
  files: readonly Page[],
  receipts: readonly Receipt[],
): void {
  const { projectId, name } = record;
  const hash = hashOfFiles(files);
  sql(
    store,
    `UPDATE skill_versions SET content_hash = @hash
     WHERE project_id = @projectId AND name = @name AND version = @version`,
  ).run({ projectId, name, version, hash });
  sql(
    store,
    'UPDATE skills SET content_hash = @hash WHERE project_id = @projectId AND name = @name AND version = @version',
  ).run({ projectId, name, version, hash });
  deleteContent(store, record, version);
  insertFiles(store, record, version, files);
  insertReceipts(store, record, version, receipts);
}

/** Deletes a skill with all its versions and receipts. */
export function deleteSkill(store: Store, { projectId, name }: SkillRecord): void {
  for (const table of ['skill_files', 'receipts'])
    sql(store, `DELETE FROM ${table} WHERE project_id = ? AND skill = ?`).run(projectId, name);
  for (const table of ['skill_versions', 'skills'])
    sql(store, `DELETE FROM ${table} WHERE project_id = ? AND name = ?`).run(projectId, name);
}
