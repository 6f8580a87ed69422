/** Replaces a file as a whole or not at all. */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemCode } from '../errors.ts';

/**
 * Writes `content` to a temporary file beside `path`, syncs it and renames it into place. A link at `path` stays a
 * link: its target is replaced. The folder must exist. On any failure the old file is untouched and nothing is left.
 * @param mode permission bits of the new file
 */
export function writeFileAtomic(path: string, content: string | Uint8Array, mode: number): void {
  const target = resolveLink(path);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = openSync(temporary, 'wx', mode);
    try {
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

function resolveLink(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return path;
    throw error;
  }
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
