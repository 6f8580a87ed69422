/**
 * Writes the files of a skill. SKILL.md is written last: until then the old one stands and names the old files; their names
 * change with what they hold, so none is ever written over.
 */

import { readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '../../lib/atomic-write.ts';
import { fileLikeParent, makeFoldersLikeParent } from '../../lib/like-parent.ts';
import { statOf } from '../../lib/stat-of.ts';
import { MAIN_FILE } from '../../skill/draft.ts';
import type { SkillFile } from '../../skill/page.ts';
import { placeOf } from '../read/files.ts';
import { obstacleOnTheWay } from './targets.ts';

/** Files of an atomic write that was cut short. */
const LEFTOVER = /^\.[\w-]+\.[a-z]+\.[0-9a-f]{12}\.tmp$/;

export const isLeftover = (name: string): boolean => LEFTOVER.test(name);

/**
 * Why the files must not be written: a link, or something that is no folder, on the way to one of them.
 * @param root the project's real root
 */
export function obstacleToFiles(root: string, skillPath: string, files: readonly SkillFile[]): string | null {
  for (const path of new Set([MAIN_FILE, ...files.map((file) => file.path)])) {
    const place = placeOf(skillPath, path);
    const obstacle = obstacleOnTheWay(root, place);
    if (obstacle !== null) return obstacle;
    if (statOf(place)?.isSymbolicLink() === true) return `${place} is a symbolic link`;
  }
  return null;
}

/** Writes every file, SKILL.md last; none may be executed by itself, for steps name its interpreter. The folder must exist. */
export function writeFiles(skillPath: string, files: readonly SkillFile[]): void {
  for (const { path, text } of files.filter((file) => file.path !== MAIN_FILE)) {
    const place = placeOf(skillPath, path);
    const folder = dirname(place);
    makeFoldersLikeParent(folder);
    removeLeftovers(folder);
    write(place, text);
  }
  const main = files.find(({ path }) => path === MAIN_FILE);
  if (main !== undefined) write(skillPath, main.text);
}

function write(path: string, text: string): void {
  const { mode, owner } = fileLikeParent(path);
  writeFileAtomic(path, text, mode, owner);
}

/** Removes files of one version that another does not have, where they are still as they were written. */
export function removeStaleFiles(
  skillPath: string,
  stale: readonly SkillFile[],
  kept: readonly SkillFile[],
): void {
  const keep = new Set([MAIN_FILE, ...kept.map(({ path }) => path)]);
  for (const { path, text } of stale.filter((file) => !keep.has(file.path))) {
    const place = placeOf(skillPath, path);
    if (statOf(place)?.isFile() === true && readFileSync(place, 'utf8') === text) rmSync(place);
    removeLeftovers(dirname(place));
    removeIfEmpty(dirname(place));
  }
}

/** Removes what a write that was cut short left in a folder. */
export function removeLeftovers(folder: string): void {
  if (statOf(folder)?.isDirectory() !== true) return;
  for (const name of readdirSync(folder).filter(isLeftover)) rmSync(join(folder, name), { force: true });
}

/** Removes a folder that nothing is in. */
export function removeIfEmpty(folder: string): void {
  if (statOf(folder)?.isDirectory() === true && readdirSync(folder).length === 0) rmdirSync(folder);
}
