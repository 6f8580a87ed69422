/** Reads and replaces settings files of other programs, careful with everything about them that is not ours. */

import { accessSync, constants, readFileSync, realpathSync, rmSync, type Stats, statSync } from 'node:fs';
import { HivemindError, messageOf, systemCode } from '../errors.ts';
import { followLinks, writeFileAtomic } from './atomic-write.ts';

const BOM = '\uFEFF';
/** Of a file that we create: settings may hold keys. */
const NEW_FILE_MODE = 0o600;

/** A file as it was read. */
export interface TextFile {
  path: string;
  /** Null when there is no file yet. Without the byte order mark. */
  text: string | null;
  hasBom: boolean;
}

/**
 * Reads a text file that may not be there.
 * @throws HivemindError SETTINGS_UNREADABLE when it is no file, cannot be read or changed, or is not UTF-8
 */
export function readTextFile(path: string): TextFile {
  const bytes = readBytes(path);
  if (bytes === null) return { path, text: null, hasBom: false };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new HivemindError('SETTINGS_UNREADABLE', `${path} is not UTF-8 text.`, { cause: error });
  }
  const hasBom = text.startsWith(BOM);
  return { path, text: hasBom ? text.slice(1) : text, hasBom };
}

/**
 * Replaces a file by a new text, as a whole or not at all; keeps its mode, owner, byte order mark, and the link that
 * leads to it. Its folder must exist.
 * @throws HivemindError SETTINGS_CHANGED when the file is no longer as it was read, SETTINGS_UNREADABLE when it cannot
 *   be changed
 */
export function replaceTextFile(file: TextFile, text: string): void {
  const stat = refuseUnlessAsRead(file);
  const mode = stat === undefined ? NEW_FILE_MODE : stat.mode & 0o7777;
  try {
    writeFileAtomic(file.path, (file.hasBom ? BOM : '') + text, mode, stat);
  } catch (error) {
    throw new HivemindError('SETTINGS_UNREADABLE', `${file.path} cannot be written: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

/**
 * Removes a file, but not the link that leads to it; one that is gone already stays so.
 * @throws HivemindError as `replaceTextFile` does
 */
export function removeTextFile(file: TextFile): void {
  refuseUnlessAsRead(file);
  try {
    rmSync(followLinks(file.path), { force: true });
  } catch (error) {
    throw new HivemindError('SETTINGS_UNREADABLE', `${file.path} cannot be removed: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

/** What the system says of a file that is ours to change, and is as it was read; undefined where there is none. */
function refuseUnlessAsRead(file: TextFile): Stats | undefined {
  const stat = statSync(file.path, { throwIfNoEntry: false });
  if (stat !== undefined) refuseReadOnly(file.path, stat);
  const now = readTextFile(file.path);
  if (now.text === file.text && now.hasBom === file.hasBom) return stat;
  throw new HivemindError('SETTINGS_CHANGED', `${file.path} was changed by another program just now.`, {
    hint: 'Run the command again',
  });
}

function readBytes(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): HivemindError {
  const why = {
    EISDIR: 'is a folder, not a file',
    ENOTDIR: 'lies below a file, not a folder',
    ELOOP: 'is a link that leads to itself',
    EACCES: 'may not be read by you',
  }[systemCode(error) ?? ''];
  return new HivemindError(
    'SETTINGS_UNREADABLE',
    `${path} ${why ?? `cannot be read: ${messageOf(error)}`}.`,
    { cause: error },
  );
}

/** A rename would replace a write-protected file all the same, and root may write anything: so both are asked. */
function refuseReadOnly(path: string, stat: Stats): void {
  try {
    accessSync(path, constants.W_OK);
    if ((stat.mode & 0o222) !== 0) return;
  } catch {
    // Refused below, like a file without any write bit.
  }
  const target = realpathSync(path);
  throw new HivemindError(
    'SETTINGS_UNREADABLE',
    `${path} ${target === path ? '' : `(a link to ${target}) `}is read-only.`,
  );
}
