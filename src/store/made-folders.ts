/** Folders that publishing made in projects, so that they go with the last skill in them and no others do. */

import type { Store } from './open.ts';
import { sql } from './statements.ts';

export function rememberFolder(store: Store, path: string): void {
  sql(store, 'INSERT OR IGNORE INTO made_folders (path) VALUES (?)').run(path);
}

/** The folders, inner ones before those they lie in. */
export function madeFolders(store: Store): string[] {
  return sql(store, 'SELECT path FROM made_folders ORDER BY length(path) DESC, path')
    .pluck()
    .all() as string[];
}

export function dropFolder(store: Store, path: string): void {
  sql(store, 'DELETE FROM made_folders WHERE path = ?').run(path);
}
