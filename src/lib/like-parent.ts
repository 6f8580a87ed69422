/** Makes things in another program's folders as whoever owns those would have. */

import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Owner {
  uid: number;
  gid: number;
}

/** Nobody's umask opens files to everybody's writing by chance: a folder that is open so (`/tmp`) is no model for that. */
const MODEL_BITS = 0o2775;

/**
 * Makes a folder with all that are missing above it, each with the access and the owner of the one it is made in, as far
 * as this process may give things away.
 * @returns those it made, the outermost first
 */
export function makeFoldersLikeParent(folder: string): string[] {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const made of missing) {
    mkdirSync(made, { recursive: true });
    const { mode, uid, gid } = statSync(dirname(made));
    chmodSync(made, mode & MODEL_BITS);
    if (process.getuid?.() === 0) chownSync(made, uid, gid);
  }
  return missing;
}

/** The mode and the owner that a file in a folder is to have. */
export function fileLikeParent(path: string): { mode: number; owner: Owner | undefined } {
  const { mode, uid, gid } = statSync(dirname(path));
  return { mode: mode & MODEL_BITS & 0o666, owner: process.getuid?.() === 0 ? { uid, gid } : undefined };
}
