/** What the folders say: `.hivemind` and `.hivemind.local`, from the working folder up to the repository's root. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

const NAMES = ['.hivemind.local', '.hivemind'];
/** A settings file of a few lines; anything larger is something else of that name. */
const MAX_BYTES = 64 << 10;

/**
 * The file that keeps what is done in `folder` from being stored, or null. Any one on the way up does, so that a
 * file can only restrict; one that cannot be read does, because it may have been meant to.
 * @param folder absolute; it need not exist
 * @param home where the way up ends outside of a repository
 */
export function fileAgainst(folder: string, home: string): string | null {
  if (!isAbsolute(folder)) return null;
  for (let at = folder; ; at = dirname(at)) {
    for (const name of NAMES) {
      const path = join(at, name);
      if (saysOff(path)) return path;
    }
    const git = join(at, '.git');
    if (existsSync(git)) return inMainWorkTree(git);
    if (at === home || dirname(at) === at) return null;
  }
}

/** A linked work tree's `.git` is a file that names the repository's: what is not checked in lies only there. */
function inMainWorkTree(git: string): string | null {
  const stat = statSync(git, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile() || stat.size > MAX_BYTES) return null;
  const [, main] = /^gitdir: (.+)\/\.git\/worktrees\/[^/\n]+\s*$/.exec(readFileSync(git, 'utf8')) ?? [];
  if (main === undefined) return null;
  return NAMES.map((name) => join(main, name)).find(saysOff) ?? null;
}

function saysOff(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  // A folder of that name is the home of a hivemind, and what is no file cannot be waited for.
  if (stat === undefined || !stat.isFile()) return false;
  if (stat.size > MAX_BYTES) return true;
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return true;
    const { collect = true } = parsed as { collect?: unknown };
    return collect !== true;
  } catch {
    return true;
  }
}
