/** Replaces a file as a whole or not at all. */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { systemCode } from '../errors.ts';
import { namesIn } from './list-folder.ts';

/**
 * Writes `content` to a temporary file beside `path`, syncs it and renames it into place. A link at `path` stays a
 * link: its target is replaced. The folder must exist. On any failure the old file is untouched and nothing is left.
 * @param mode permission bits of the new file
 * @param owner of the new file; without it, whoever runs this
 */
export function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  mode: number,
  owner?: { uid: number; gid: number },
): void {
  const target = followLinks(path);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = openSync(temporary, 'wx', mode);
    try {
      if (owner !== undefined && !isMine(owner)) fchownSync(file, owner.uid, owner.gid);
      // The umask does not get a say: the mode is the one asked for.
      fchmodSync(file, mode);
      const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
    syncFolder(dirname(target));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Removes what writers of `path` left that were killed. Only for callers that keep other writers away meanwhile.
 * @throws what reading the folder throws, apart from ENOENT
 */
export function removeLeftovers(path: string): void {
  const target = followLinks(path);
  const prefix = `.${basename(target)}.`;
  for (const name of namesIn(dirname(target))) {
    const isTemporary = name.startsWith(prefix) && /^[0-9a-f]{12}\.tmp$/.test(name.slice(prefix.length));
    if (isTemporary) rmSync(join(dirname(target), name), { force: true });
  }
}

/** A process that may not give files away has no need to: what it may replace is its own. */
const isMine = (owner: { uid: number; gid: number }): boolean =>
  process.getuid?.() === owner.uid && process.getgid?.() === owner.gid;

/**
 * Where a path leads in the end, also when nothing is there yet.
 * @throws the system's error for a link that leads to itself or through something that is no folder
 */
export function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? followLinks(resolve(dirname(path), readlinkSync(path))) : path;
}

/** Makes the rename itself durable. Some file systems cannot sync a folder; the rename is atomic all the same. */
function syncFolder(folder: string): void {
  let handle: number;
  try {
    handle = openSync(folder, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(handle);
  } catch {
    // EINVAL or EPERM on file systems without folder sync.
  } finally {
    closeSync(handle);
  }
}
