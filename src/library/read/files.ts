/** The files of a skill as they stand on disk. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { statOf } from '../../lib/stat-of.ts';
import { MAIN_FILE } from '../../skill/draft.ts';
import type { SkillFile } from '../../skill/page.ts';

/** Where a file of the skill lies. @param skillPath absolute path of SKILL.md @param path relative to its folder, with `/` */
export const placeOf = (skillPath: string, path: string): string =>
  join(dirname(skillPath), ...path.split('/'));

/**
 * A skill as it stands on disk: the files that `like` has. A missing one reads as empty.
 * @param skillPath absolute path of SKILL.md
 * @returns null when SKILL.md is no regular file
 */
export function filesOnDisk(skillPath: string, like: readonly SkillFile[]): SkillFile[] | null {
  if (statOf(skillPath)?.isFile() !== true) return null;
  const others = like.filter(({ path }) => path !== MAIN_FILE);
  return [{ path: MAIN_FILE }, ...others].map(({ path }) => {
    const place = placeOf(skillPath, path);
    return { path, text: statOf(place)?.isFile() === true ? readFileSync(place, 'utf8') : '' };
  });
}
