/** Decides what becomes of an agent's settings file, then does it. A plan that is only shown is a dry run. */

import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { removeLeftovers } from '../src/lib/atomic-write.ts';
import { readTextFile, removeTextFile, replaceTextFile, type TextFile } from '../src/lib/json-file.ts';
import { parseJson, undoInsertion } from '../src/lib/json-text.ts';
import { hookCommand } from './hook-command.ts';
import { addHooks, removeHooks } from './hook-edits.ts';
import type { Installer } from './installer.ts';
import { type ChangedFile, digest, type FileChange, readManifest, recordFile } from './manifest.ts';
import { hooksIn, type Place, reviewPath, settingsPath } from './place.ts';

/** What becomes of one settings file. */
export interface SettingsPlan {
  installer: Installer;
  file: TextFile;
  /** The text afterwards; null: no file. Equal to `file.text` when nothing is to be done. */
  after: string | null;
  /** What the manifest then holds about the file; null: nothing. */
  record: ChangedFile | null;
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
  // The last made goes first: the folder it lies in may have been made for another.
  return [...paths].reverse().map((path) => {
    const record = known.find((entry) => entry.path === path);
    return planRemoval(installer, readTextFile(path), record, place);
  });
}

function planRemoval(
  installer: Installer,
  file: TextFile,
  known: ChangedFile | undefined,
  place: Place,
): SettingsPlan {
  if (file.text === null) return { installer, file, after: null, record: null };
  const undone = undoChanges(file.text, known?.changes ?? []);
  const cleaned = undone.trim() === '' ? undone : takeOut(installer, file.path, undone, known, place);
  const after = known?.created === true && holdsOnlySeed(cleaned, installer) ? null : cleaned;
  return { installer, file, after, record: null };
}

/** The text without what is still ours in it, found by what it says. */
function takeOut(
  installer: Installer,
  path: string,
  text: string,
  known: ChangedFile | undefined,
  place: Place,
): string {
  if (installer.review === undefined || path !== reviewPath(installer, place.env)) {
    const rest = cutInsertions(path, text, known?.changes ?? []);
    return removeHooks(path, rest, hookCommand(place.paths.home, installer.id), known?.made ?? null);
  }
  const { review } = installer;
  const settings = readTextFile(settingsPath(installer, place.env)).text ?? '';
  // Also as install puts them in: someone may have taken them out of the settings, and left the trust.
  const fresh = addHooks(path, null, installer, hookCommand(place.paths.home, installer.id)).text;
  return [settings, fresh].reduce(
    (rest, hooks) => review.revoke(rest, hooksIn(installer, hooks, place)),
    text,
  );
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

/** Takes out each text we put in, wherever edits of others have moved it; all of them, or none. */
function cutInsertions(path: string, text: string, changes: readonly FileChange[]): string {
  const ours = changes.flatMap((change) => change.insertions.map((insertion) => insertion.text));
  // The longest first, for one may contain the words of another; and again, for one may stand inside another.
  const distinct = [...new Set(ours)].sort((a, b) => b.length - a.length);
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    for (const added of distinct) {
      const pieces = rest.split(added);
      // Found as often as it was put in: all of it is ours.
      if (pieces.length - 1 === ours.filter((one) => one === added).length) rest = pieces.join('');
    }
  }
  try {
    parseJson(path, rest);
    return rest;
  } catch {
    // What others added leans on ours, a comma for instance. Then it is found entry by entry.
    return text;
  }
}

function holdsOnlySeed(text: string, installer: Installer): boolean {
  if (text.trim() === '') return true;
  return (
    text.trimStart().startsWith('{') && JSON.stringify(JSON.parse(text)) === JSON.stringify(installer.seed)
  );
}

/**
 * Does what the plan says. The manifest knows of a change before the file has it, and forgets it only afterwards.
 * @throws HivemindError SETTINGS_CHANGED when the file is no longer as it was planned for, SETTINGS_UNREADABLE when it
 *   cannot be written
 */
export function carryOut(plan: SettingsPlan, place: Place): void {
  const { file, after, record } = plan;
  for (const path of [file.path, place.paths.manifest]) removeLeftovers(path);
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
    removeTextFile(file);
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
