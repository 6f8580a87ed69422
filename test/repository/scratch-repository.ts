/** Repositories in the scratch home, made by git itself. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of its own in the scratch home. */
export const scratch = (): string => realpathSync(mkdtempSync(join(process.env.HOME ?? '', 'git-')));

/** Runs git as somebody who may commit. */
export function git(folder: string, ...args: string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=r', '-c', 'user.email=r@example.com', ...args], {
    stdio: 'pipe',
  });
}

/** A repository with one commit, unlike that of any other. */
export function repository(remote?: string): string {
  const folder = scratch();
  git(folder, 'init', '--quiet');
  git(folder, 'commit', '--quiet', '--allow-empty', `--message=start of ${folder}`);
  if (remote !== undefined) git(folder, 'remote', 'add', 'origin', remote);
  return folder;
}
