/** Looks at what there is of an agent, and of us in it, without changing anything. */

import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { HivemindError } from '../src/errors.ts';
import { readTextFile } from '../src/lib/json-file.ts';
import { parseJson, valueAt } from '../src/lib/json-text.ts';
import type { JsonObject } from '../src/types.ts';
import { hookCommand } from './hook-command.ts';
import { addHooks, hookedEvents } from './hook-edits.ts';
import { hookScript } from './hook-files.ts';
import type { Installer } from './installer.ts';
import { readManifest } from './manifest.ts';
import { type Place, reviewPath, settingsPath } from './place.ts';
import { trustOfHooks } from './trust-plan.ts';

export interface AgentState {
  /** The agent is used on this machine. */
  detected: boolean;
  /** All our hooks are in its settings. */
  installed: boolean;
  /** The agent runs them; null where it asks for no review, or there is nothing to review. */
  trusted: boolean | null;
  /** Its settings file, which may not be there. */
  path: string;
  /** What keeps the hooks from running, in sentences. */
  problems: string[];
}

/** An agent's state. A settings file that cannot be read is one of the problems, not an error. */
export function inspectAgent(installer: Installer, place: Place): AgentState {
  const path = settingsPath(installer, place.env);
  const detected = isUsedHere(installer, place);
  const state: AgentState = { detected, installed: false, trusted: null, path, problems: [] };
  try {
    const { text } = readTextFile(path);
    return text === null || text.trim() === ''
      ? state
      : { ...state, ...inspectSettings(text, installer, place) };
  } catch (error) {
    if (!(error instanceof HivemindError)) throw error;
    return { ...state, problems: [error.message] };
  }
}

function inspectSettings(text: string, installer: Installer, place: Place) {
  const path = settingsPath(installer, place.env);
  const command = hookCommand(place.paths.home, installer.id);
  const events = hookedEvents(path, text, installer, command);
  const installed = events.length === installer.events.length;
  // A shape that hooks cannot be added to is told now, not only by the install that it stops.
  if (!installed) addHooks(path, text, installer, command);
  const settings = valueAt(parseJson(path, text), []) as JsonObject;
  const review = installed ? inspectReview(text, installer, place) : { trusted: null, problem: null };
  const problems = [
    installer.switchedOff(settings),
    ...outrankingFiles(installer, place).map((file) => outrankingProblem(file, installer)),
    events.length > 0 && !installed ? 'some hooks are missing: run hivemind install' : null,
    installed && !existsSync(hookScript(place.paths))
      ? 'the hook script is gone: run hivemind install'
      : null,
    review.problem,
  ].filter((problem) => problem !== null);
  return { installed, trusted: review.trusted, problems };
}

/** Whether the hooks were reviewed, and what to do if not. */
function inspectReview(text: string, installer: Installer, place: Place) {
  try {
    const trust = trustOfHooks(installer, text, place);
    const problem = {
      trusted: null,
      untrusted: `installed, not yet trusted: ${installer.review?.how}`,
      off: `its hooks are switched off in ${reviewPath(installer, place.env)}`,
    };
    return trust === null
      ? { trusted: null, problem: null }
      : { trusted: trust === 'trusted', problem: problem[trust] };
  } catch (error) {
    if (!(error instanceof HivemindError)) throw error;
    return { trusted: false, problem: error.message };
  }
}

/** The administrator's files, and those of the project we stand in. */
function outrankingFiles(installer: Installer, { cwd, env }: Place): string[] {
  const inProject = cwd === undefined ? [] : installer.inProject.map((file) => join(cwd, file));
  // In the home folder, the user's own file stands where a project's would.
  return [...installer.managed, ...inProject].filter((file) => file !== settingsPath(installer, env));
}

/** What a file that outranks the user's says against hooks. One that cannot be read says nothing that we could tell. */
function outrankingProblem(file: string, installer: Installer): string | null {
  try {
    const { text } = readTextFile(file);
    const off =
      text === null ? null : installer.switchedOff(valueAt(parseJson(file, text), []) as JsonObject);
    return off === null ? null : `${off}, says ${file}`;
  } catch (error) {
    if (!(error instanceof HivemindError)) throw error;
    return null;
  }
}

/** Its settings folder is there, not only as `install` made it, or its command is on PATH. */
function isUsedHere(installer: Installer, place: Place): boolean {
  const folder = dirname(settingsPath(installer, place.env));
  if (existsSync(folder) && !isMadeByUs(folder, place)) return true;
  return (place.env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => entry !== '')
    .some((entry) => programNames(installer.program).some((name) => isExecutable(join(entry, name))));
}

/** The files that a command may be: on Windows, npm's commands are scripts with an ending. */
export function programNames(program: string, platform: NodeJS.Platform = process.platform): string[] {
  return platform === 'win32' ? ['.exe', '.cmd', '.bat'].map((ending) => program + ending) : [program];
}

/** We made the folder, and nobody has put anything into it since. */
function isMadeByUs(folder: string, place: Place): boolean {
  try {
    const files = readManifest(place.paths);
    if (!files.some(({ createdFolders }) => createdFolders.includes(folder))) return false;
    const ours = files.filter(({ created }) => created).map(({ path }) => path);
    return readdirSync(folder).every((name) => ours.includes(join(folder, name)));
  } catch {
    // A manifest or folder that cannot be read is told by whoever needs it; the folder is there, which is all we know.
    return false;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
