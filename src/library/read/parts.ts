/**
 * A skill of several files. In the store it is one text: SKILL.md, then each other file below a heading that names it, so that
 * versions, hashes, receipts and forgetting know nothing of files. On disk SKILL.md is written last: until then the old one
 * stands and names the old files; their names change with what they hold, so none is ever written over.
 */

import { readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '../../lib/atomic-write.ts';
import { fileLikeParent, makeFoldersLikeParent } from '../../lib/like-parent.ts';
import { partHeading, partNamed } from '../../types.ts';
import { obstacleOnTheWay, statOf } from '../write/targets.ts';

export interface SkillPart {
  /** Relative to the skill's folder, with `/`. */
  path: string;
  /** Ends in one newline. */
  text: string;
}

const MAIN = 'SKILL.md';
/** Files of an atomic write that was cut short. */
const LEFTOVER = /^\.[\w-]+\.[a-z]+\.[0-9a-f]{12}\.tmp$/;

export const isLeftover = (name: string): boolean => LEFTOVER.test(name);

/** The files of a stored version, SKILL.md first. */
export function partsOf(content: string): SkillPart[] {
  const parts: { path: string; lines: string[] }[] = [{ path: MAIN, lines: [] }];
  for (const line of content.split('\n')) {
    const path = partNamed(line);
    if (path !== null) parts.push({ path, lines: [] });
    else parts.at(-1)?.lines.push(line);
  }
  return parts.map(({ path, lines }) => ({ path, text: `${lines.join('\n').trim()}\n` }));
}

/** Where a part lies. */
const placeOf = (skillPath: string, part: string): string => join(dirname(skillPath), ...part.split('/'));

/**
 * A skill as it stands on disk, in the form that the store keeps: the parts that `like` has. A missing part reads as empty.
 * @param skillPath absolute path of SKILL.md
 * @returns null when SKILL.md is no regular file
 */
export function contentOnDisk(skillPath: string, like: string): string | null {
  if (statOf(skillPath)?.isFile() !== true) return null;
  const [, ...others] = partsOf(like);
  const main = readFileSync(skillPath, 'utf8');
  return others.reduce((content, { path }) => {
    const place = placeOf(skillPath, path);
    const text = statOf(place)?.isFile() === true ? readFileSync(place, 'utf8') : '';
    return `${content}\n${partHeading(path)}\n\n${text}`;
  }, main);
}

/**
 * Why the parts must not be written: a link, or something that is no folder, on the way to one of them.
 * @param root the project's real root
 */
export function obstacleToParts(root: string, skillPath: string, content: string): string | null {
  for (const { path } of partsOf(content)) {
    const place = placeOf(skillPath, path);
    const obstacle = obstacleOnTheWay(root, place);
    if (obstacle !== null) return obstacle;
    if (statOf(place)?.isSymbolicLink() === true) return `${place} is a symbolic link`;
  }
  return null;
}

/** Writes every part, SKILL.md last; none may be executed by itself, for steps name its interpreter. The folder must exist. */
export function writeParts(skillPath: string, content: string): void {
  const [main, ...others] = partsOf(content);
  for (const { path, text } of others) {
    const place = placeOf(skillPath, path);
    const folder = dirname(place);
    makeFoldersLikeParent(folder);
    removeLeftovers(folder);
    write(place, text);
  }
  if (main !== undefined) write(skillPath, main.text);
}

function write(path: string, text: string): void {
  const { mode, owner } = fileLikeParent(path);
  writeFileAtomic(path, text, mode, owner);
}

/** Removes parts of one version that another does not have, where they are still as they were written. */
export function removeStaleParts(skillPath: string, stale: string, kept: string | null): void {
  const keep = new Set(kept === null ? [] : partsOf(kept).map(({ path }) => path));
  for (const { path, text } of partsOf(stale).filter((part) => part.path !== MAIN && !keep.has(part.path))) {
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
