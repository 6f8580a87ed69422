/** The record of what we changed outside HIVEMIND_HOME, so that it can be taken back byte for byte. */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { HivemindError, messageOf, systemCode } from '../src/errors.ts';
import { writeFileAtomic } from '../src/lib/atomic-write.ts';
import type { Insertion } from '../src/lib/json-text.ts';
import type { HomePaths } from '../src/paths.ts';
import type { WiredAgentId } from '../src/types.ts';

/** One edit: from a text with one SHA-256 to a text with another. Holds only what we put in, never the file's own text. */
export interface FileChange {
  before: string;
  after: string;
  insertions: Insertion[];
}

/** SHA-256 of a file's text; that of the empty text where there is no file. */
export function digest(text: string | null): string {
  return createHash('sha256')
    .update(text ?? '')
    .digest('hex');
}

/** What we did to one settings file. */
export interface ChangedFile {
  agent: WiredAgentId;
  path: string;
  /** We made the file, so it goes when nothing else is in it. */
  created: boolean;
  /** Folders we made for it, outermost first. */
  createdFolders: string[];
  /** Containers in it that we made, outermost first. */
  made: string[][];
  /** Oldest first. */
  changes: FileChange[];
}

interface Manifest {
  version: 1;
  /** ISO 8601. */
  installedAt: string;
  files: ChangedFile[];
}

/**
 * The files on record, none where nothing was installed.
 * @throws HivemindError SETTINGS_UNREADABLE
 */
export function readManifest(paths: HomePaths): ChangedFile[] {
  return parseManifest(paths)?.files ?? [];
}

/** When hivemind was first installed in this home, in ms since the epoch; null when it is not. */
export function installedAt(paths: HomePaths): number | null {
  const manifest = parseManifest(paths);
  return manifest === null ? null : Date.parse(manifest.installedAt);
}

/**
 * Puts a file's record in place of the one there is for its path, else behind the others: they stand in the order they
 * were made in. Null takes it out. The last one out takes the manifest.
 */
export function recordFile(paths: HomePaths, path: string, file: ChangedFile | null, now: number): void {
  const manifest = parseManifest(paths);
  const known = manifest?.files ?? [];
  const at = known.findIndex((entry) => entry.path === path);
  const files = known.toSpliced(
    at === -1 ? known.length : at,
    at === -1 ? 0 : 1,
    ...(file === null ? [] : [file]),
  );
  if (files.length === 0) {
    rmSync(paths.manifest, { force: true });
    return;
  }
  const next: Manifest = {
    version: 1,
    installedAt: manifest?.installedAt ?? new Date(now).toISOString(),
    files,
  };
  mkdirSync(paths.home, { recursive: true, mode: 0o700 });
  writeFileAtomic(paths.manifest, `${JSON.stringify(next, null, 2)}\n`, 0o600);
}

function parseManifest(paths: HomePaths): Manifest | null {
  try {
    return JSON.parse(readFileSync(paths.manifest, 'utf8')) as Manifest;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw new HivemindError('SETTINGS_UNREADABLE', `${paths.manifest} cannot be read: ${messageOf(error)}.`, {
      hint: 'Remove it; hooks are then found by their command line',
      cause: error,
    });
  }
}
