/** The file of a lease: made whole, renewed by its time, and removed only as it was seen. */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemCode } from '../../errors.ts';

/** A lease as it was found. */
export interface Stamped {
  text: string;
  renewedAt: number;
}

/** @returns null where there is none */
export function stamped(path: string): Stamped | null {
  try {
    return { text: readFileSync(path, 'utf8'), renewedAt: statSync(path).mtimeMs };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Removes a void lease, and no other: between the look at it and this, another host may have put its own in its place, or
 * its owner have come back. Then what was moved is put back.
 */
export function removeVoid(path: string, seen: Stamped): void {
  const aside = draftBeside(path);
  try {
    renameSync(path, aside);
    const moved = stamped(aside);
    if (moved?.text !== seen.text || moved.renewedAt !== seen.renewedAt) linkSync(aside, path);
  } catch {
    // Another was faster; whose it is now, the next look tells.
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Named as what an atomic write leaves when it is killed, so that it is removed with that. */
export function draftBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Makes the file with all that is in it at once. @returns false when there is one at `path` already */
export function createWhole(path: string, text: string): boolean {
  const draft = draftBeside(path);
  try {
    writeSynced(draft, text);
    return didLink(draft, path) ?? createInPlace(path, text);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @returns false when there is a file at `path` already, null where links are unknown */
function didLink(draft: string, path: string): boolean | null {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    return systemCode(error) === 'EEXIST' ? false : null;
  }
}

function createInPlace(path: string, text: string): boolean {
  try {
    writeSynced(path, text);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    rmSync(path, { force: true });
    throw error;
  }
}

/** Synced: a power cut that left it empty would make it somebody unknown's. */
function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes the same bytes again, so that the disk stamps them with its own time; a reader finds them whole at any moment. */
export function renew(path: string, text: string): void {
  const file = openSync(path, 'r+');
  try {
    writeSync(file, text, 0);
  } finally {
    closeSync(file);
  }
}
