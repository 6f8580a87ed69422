/** One skill as it was last written. */

import { iso } from '../lib/in-words.ts';
import type { SkillFile } from '../skill/page.ts';
import { versionsOf } from '../store/skills.ts';
import { type FileState, fileState, findSkillNamed } from './skills.ts';
import type { Viewer } from './standpoint.ts';

export interface ShownSkill {
  name: string;
  /** The project's id. */
  project: string;
  version: number;
  /** Absolute path of its SKILL.md. */
  path: string;
  file: FileState;
  /** The text of SKILL.md. */
  content: string;
  /** Every file of the current version, SKILL.md first. */
  files: SkillFile[];
  /** `createdAt`: ISO 8601. */
  versions: { version: number; createdAt: string }[];
}

/** @throws HivemindError NOT_FOUND, or USAGE when several projects have a skill of that name */
export async function showSkill(viewer: Viewer, name: string, projectName?: string): Promise<ShownSkill> {
  const { project, skill } = await findSkillNamed(viewer, name, projectName);
  const versions = viewer.store === null ? [] : versionsOf(viewer.store, project.id, skill.name);
  const files = versions.find(({ version }) => version === skill.version)?.files ?? [];
  return {
    name: skill.name,
    project: project.id,
    version: skill.version,
    path: skill.path,
    file: fileState(viewer.store, skill),
    content: files[0]?.text ?? '',
    files: files.map(({ path, text }) => ({ path, text })),
    versions: versions.map(({ version, createdAt }) => ({ version, createdAt: iso(createdAt) })),
  };
}
