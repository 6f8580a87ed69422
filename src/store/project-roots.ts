/** Which project each root is of: settled when it is first seen, by what it has in common with others or by the user's word. */

import type { Store } from './open.ts';
import { sql } from './statements.ts';

export interface ProjectRoot {
  /** Absolute path. */
  root: string;
  /** What its settings claimed when that was settled; the row counts for no other claim. */
  remote: string | null;
  projectId: string;
  /** The commits that its history begins with, as far as that could be told. */
  firstCommits: string[];
}

interface Row {
  root: string;
  remote: string | null;
  project_id: string;
  first_commits: string;
}

export function findRoot(store: Store, root: string): ProjectRoot | null {
  const row = sql(store, 'SELECT * FROM project_roots WHERE root = ?').get(root) as Row | undefined;
  return row === undefined ? null : toRoot(row);
}

/** Every root that was settled, by path. */
export function allRoots(store: Store): ProjectRoot[] {
  return (sql(store, 'SELECT * FROM project_roots ORDER BY root').all() as Row[]).map(toRoot);
}

export function rootsOfProject(store: Store, projectId: string): ProjectRoot[] {
  return allRoots(store).filter((root) => root.projectId === projectId);
}

export function saveRoot(store: Store, { root, remote, projectId, firstCommits }: ProjectRoot): void {
  sql(
    store,
    'INSERT OR REPLACE INTO project_roots (root, remote, project_id, first_commits) VALUES (?, ?, ?, ?)',
  ).run(root, remote, projectId, firstCommits.join(' '));
}

const toRoot = ({ root, remote, project_id, first_commits }: Row): ProjectRoot => ({
  root,
  remote,
  projectId: project_id,
  firstCommits: first_commits.split(' ').filter((id) => id !== ''),
});
