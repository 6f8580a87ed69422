/** Whether two repositories are clones of one: a remote in their settings is only a claim, commits in common are none. */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../paths.ts';
import { askGit } from './ask-git.ts';
import { gitFoldersAt } from './git-folders.ts';
import { headOf } from './history.ts';

/** The commits that a repository's history begins with; none where that is cut off, borrowed or takes too long to read. */
export async function firstCommitsOf(root: string, env: Environment): Promise<string[]> {
  const common = gitFoldersAt(root)?.common;
  if (common === undefined || borrows(common) || existsSync(join(common, 'shallow'))) return [];
  const commits = await askGit(root, env, ['rev-list', '--max-parents=0', 'HEAD']);
  return commits?.split('\n').filter((id) => id !== '') ?? [];
}

/** Whether the commit that is checked out in one of them is in the other. */
export async function shareCommits(one: string, other: string, env: Environment): Promise<boolean> {
  return (await holdsHeadOf(one, other, env)) || (await holdsHeadOf(other, one, env));
}

/** Whether a commit is in a repository. @param commit as a record names it */
export async function holdsCommit(root: string, commit: string, env: Environment): Promise<boolean> {
  const folders = gitFoldersAt(root);
  if (folders === null || borrows(folders.common) || !/^[0-9a-f]{40,64}$/.test(commit)) return false;
  return (await askGit(root, env, ['cat-file', '-e', `${commit}^{commit}`])) !== null;
}

async function holdsHeadOf(root: string, other: string, env: Environment): Promise<boolean> {
  const folders = gitFoldersAt(other);
  if (folders === null || borrows(folders.common)) return false;
  const head = await headOf(other, env);
  return head !== null && (await holdsCommit(root, head.id, env));
}

/** Objects that it only points to are not the repository's: an archive can point anywhere. */
function borrows(common: string): boolean {
  const objects = join(common, 'objects');
  if (existsSync(join(objects, 'info', 'alternates'))) return true;
  return [objects, join(objects, 'pack')].some((folder) => {
    try {
      return readdirSync(folder, { withFileTypes: true }).some((entry) => entry.isSymbolicLink());
    } catch {
      // What cannot be listed proves nothing, unless there is none.
      return existsSync(folder);
    }
  });
}
