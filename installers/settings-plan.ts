/** Decides what becomes of an agent's settings file, then does it. A plan that is only shown is a dry run. */

import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { hookCommand } from '../src/lib/hook-command.ts';
import { readTextFile, replaceTextFile, type TextFile } from '../src/lib/json-file.ts';
import { undoInsertion } from '../src/lib/json-text.ts';
import type { Environment, HomePaths } from '../src/paths.ts';
import { addHooks, removeHooks } from './hook-edits.ts';
import type { Installer } from './installer.ts';
import { type ChangedFile, type FileChange, readManifest, recordFile } from './manifest.ts';

export interface Place {
  env: Environment;
  paths: HomePaths;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What becomes of one settings file. */
export interface SettingsPlan {
  installer: Installer;
  file: TextFile;
  /** The text afterwards; null: no file. Equal to `file.text` when nothing is to be done. */
  after: string | null;
  /** What the manifest then holds about the file; null: nothing. */
  record: ChangedFile | null;
}

/** An agent's settings file, which may not be there. */
export function settingsPath(installer: Installer, env: Environment): string {
  return join(resolve(installer.folder(env)), installer.file);
}

/**
 * Adds the hooks that are missing.
 * @throws HivemindError SETTINGS_UNREADABLE
 */
export function planInstall(installer: Installer, place: Place): SettingsPlan {
  const path = settingsPath(installer, place.env);
  const file = readTextFile(path);
  const known = readManifest(place.paths).find((entry) => entry.path === path);
  const hooked = addHooks(path, file.text, installer, hookCommand(place.paths.home, installer.id));
  if (hooked.insertions.length === 0) {
    return { installer, file, after: file.text, record: known ?? null };
  }
  const change: FileChange = {
    before: digest(file.text),
    after: digest(hooked.text),
    insertions: hooked.insertions,
  };
  const created = file.text === null;
  const record: ChangedFile = {
    agent: installer.id,
    path,
    created: created || (known?.created ?? false),
    createdFolders: created ? missingFolders(dirname(path)) : (known?.createdFolders ?? []),
    made: [...(created ? [] : (known?.made ?? [])), ...hooked.made],
    changes: [...(created ? [] : changesUpTo(known, change.before)), change],
  };
  return { installer, file, after: hooked.text, record };
}

/** The earlier changes that still lead to the text as it is now; others can no longer be undone one by one. */
function changesUpTo(known: ChangedFile | undefined, digestNow: string): FileChange[] {
  const changes = known?.changes ?? [];
  return changes.at(-1)?.after === digestNow ? changes : [];
}

/**
 * Takes our hooks out of every file on record for the agent, and of the one that its settings are in now.
 * @throws HivemindError SETTINGS_UNREADABLE
 */
export function planUninstall(installer: Installer, place: Place): SettingsPlan[] {
  const known = readManifest(place.paths).filter(({ agent }) => agent === installer.id);
  const paths = new Set([...known.map(({ path }) => path), settingsPath(installer, place.env)]);
  return [...paths].map((path) =>
    planRemoval(
      installer,
      readTextFile(path),
      known.find((entry) => entry.path === path),
      hookCommand(place.paths.home, installer.id),
    ),
  );
}

function planRemoval(
  installer: Installer,
  file: TextFile,
  known: ChangedFile | undefined,
  command: string,
): SettingsPlan {
  if (file.text === null) return { installer, file, after: null, record: null };
  const undone = undoChanges(file.text, known?.changes ?? []);
  const cleaned =
    undone.trim() === '' ? undone : removeHooks(file.path, undone, command, known?.made ?? null);
  const isOurs = known?.created === true && !lstatSync(file.path).isSymbolicLink();
  const after = isOurs && holdsOnlySeed(cleaned, installer) ? null : cleaned;
  return { installer, file, after, record: null };
}

/** Undoes the newest changes as long as the text is the one they led to. */
function undoChanges(text: string, changes: readonly FileChange[]): string {
  let rest = text;
  for (const change of [...changes].reverse()) {
    // The step before the last was recorded, but the file never written.
    if (digest(rest) === change.before) continue;
    if (digest(rest) !== change.after) break;
    const before = change.insertions.reduceRight<string | null>(
      (so, insertion) => (so === null ? null : undoInsertion(so, insertion)),
      rest,
    );
    if (before === null) break;
    rest = before;
  }
  return rest;
}

function holdsOnlySeed(text: string, installer: Installer): boolean {
  return text.trim() === '' || JSON.stringify(JSON.parse(text)) === JSON.stringify(installer.seed);
}

/**
 * Does what the plan says. The manifest knows of a change before the file has it, and forgets it only afterwards.
 * @throws HivemindError SETTINGS_CHANGED when the file is no longer as it was planned for, SETTINGS_UNREADABLE when it
 *   cannot be written
 */
export function carryOut(plan: SettingsPlan, place: Place): void {
  const { file, after, record } = plan;
  const known = readManifest(place.paths).find((entry) => entry.path === file.path) ?? null;
  if (record !== null) recordFile(place.paths, file.path, record, place.now);
  try {
    writeAfter(file, after);
  } catch (error) {
    recordFile(place.paths, file.path, known, place.now);
    throw error;
  }
  if (record !== null || known === null) return;
  for (const folder of [...known.createdFolders].reverse()) removeIfEmpty(folder);
  recordFile(place.paths, file.path, null, place.now);
}

function writeAfter(file: TextFile, after: string | null): void {
  if (after === file.text) return;
  if (after === null) {
    rmSync(file.path, { force: true });
    return;
  }
  mkdirSync(dirname(file.path), { recursive: true, mode: 0o700 });
  replaceTextFile(file, after);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something else lives there by now, or it is gone already.
  }
}

/** The folders that `mkdir -p` would make, outermost first. */
function missingFolders(folder: string): string[] {
  if (existsSync(folder)) return [];
  return [...missingFolders(dirname(folder)), folder];
}

const digest = (text: string | null): string =>
  createHash('sha256')
    .update(text ?? '')
    .digest('hex');
