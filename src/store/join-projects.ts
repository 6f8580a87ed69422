/** Makes one project of two, by the user's word. */

import type { Project } from '../types.ts';
import { inTransaction, type Store } from './open.ts';
import { findRoot, saveRoot } from './project-roots.ts';
import { sql } from './statements.ts';

/**
 * Files all that is stored of `from` under `into`. Of skills that both have, those of `into` stay; what is derived of both
 * is made anew by the next mining run.
 * @returns how many sessions that were
 */
export function joinProjects(store: Store, into: Project, from: Project): number {
  return inTransaction(store, () => {
    const sessions = sql(store, 'SELECT count(*) FROM session_heads WHERE project_id = ?')
      .pluck()
      .get(from.id);
    for (const [table, column] of [
      ['receipts', 'skill'],
      ['skill_files', 'skill'],
      ['skill_versions', 'name'],
      ['skills', 'name'],
    ] as const) {
      sql(
        store,
        `DELETE FROM ${table} WHERE project_id = ? AND ${column} IN (SELECT name FROM skills WHERE project_id = ?)`,
      ).run(from.id, into.id);
    }
    for (const table of tablesByProject(store)) {
      sql(store, `UPDATE OR IGNORE ${table} SET project_id = ? WHERE project_id = ?`).run(into.id, from.id);
      sql(store, `DELETE FROM ${table} WHERE project_id = ?`).run(from.id);
    }
    sql(store, 'DELETE FROM projects WHERE id = ?').run(from.id);
    if (findRoot(store, from.root) === null) {
      saveRoot(store, { root: from.root, remote: from.remote, projectId: into.id, firstCommits: [] });
    }
    return Number(sessions);
  });
}

function tablesByProject(store: Store): string[] {
  return sql(
    store,
    `SELECT tables.name FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
     WHERE tables.type = 'table' AND columns.name = 'project_id'`,
  )
    .pluck()
    .all() as string[];
}
