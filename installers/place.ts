/** Where an agent keeps what we look at: its settings file, and the file that remembers reviews. */

import { dirname, join, resolve } from 'node:path';
import { parseJson, valueAt } from '../src/lib/json-text.ts';
import type { Environment, HomePaths } from '../src/paths.ts';
import type { JsonObject } from '../src/types.ts';
import { hookCommand } from './hook-command.ts';
import type { HooksInFile, Installer } from './installer.ts';

export interface Place {
  env: Environment;
  paths: HomePaths;
  /** Milliseconds since the epoch. */
  now: number;
  /** The folder that an agent started here would work in; absent where only the user's settings matter. */
  cwd?: string;
}

/** An agent's settings file, which may not be there. */
export function settingsPath(installer: Installer, env: Environment): string {
  return join(resolve(installer.folder(env)), installer.file);
}

/** The file in which an agent remembers what its user reviewed; null where it asks for no review. */
export function reviewPath(installer: Installer, env: Environment): string | null {
  if (installer.review === undefined) return null;
  return join(dirname(settingsPath(installer, env)), installer.review.file);
}

/**
 * The hooks in the text of a settings file.
 * @throws HivemindError SETTINGS_UNREADABLE
 */
export function hooksIn(installer: Installer, text: string, place: Place): HooksInFile {
  const path = settingsPath(installer, place.env);
  const hooks = text.trim() === '' ? {} : valueAt(parseJson(path, text), ['hooks']);
  return {
    path,
    hooks: (hooks ?? {}) as JsonObject,
    command: hookCommand(place.paths.home, installer.id),
  };
}
