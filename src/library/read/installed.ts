/** Reads the skills that a project's agents can see, whoever wrote them. */

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AGENTS, ALL_AGENTS } from '../../agents/registry.ts';
import { readableNamesIn } from '../../lib/list-folder.ts';
import type { Environment } from '../../paths.ts';
import type { InstalledSkill } from '../../skill/installed.ts';
import { parseSkillFile } from '../../skill/skill-file.ts';
import { pluginSkillFolders } from './plugin-skills.ts';

/** An installed skill, and where it lies. */
export interface FoundSkill extends InstalledSkill {
  /** Absolute path of SKILL.md. */
  path: string;
}

/**
 * The skills of the project, of the user and of plugins. One that cannot be read, or is no skill, is left out.
 */
export function installedSkills(root: string, env: Environment): FoundSkill[] {
  const folders = [
    ...ALL_AGENTS.flatMap(({ skills }) => skills.project.map((folder) => join(root, folder))),
    ...ALL_AGENTS.flatMap(({ skills }) => skills.user(env)),
    ...pluginSkillFolders(root, AGENTS['claude-code'].folder(env)),
  ];
  const found = [...new Set(folders)].flatMap(skillsIn);
  // A link to a skill is the same skill.
  return [...new Map(found.map((skill) => [`${skill.name}\n${skill.body}`, skill])).values()];
}

function skillsIn(folder: string): FoundSkill[] {
  return readableNamesIn(folder).flatMap((name) => readSkill(join(folder, name, 'SKILL.md'), name) ?? []);
}

/** A skill that breaks the specification still counts by its text: agents are lenient when they load. */
function readSkill(path: string, name: string): FoundSkill | null {
  let text: string;
  try {
    if (!statSync(path).isFile()) return null;
    text = readFileSync(path, 'utf8');
  } catch {
    // A folder without SKILL.md, or a link that leads nowhere.
    return null;
  }
  const parsed = parseSkillFile(text);
  if ('file' in parsed) return { name, description: parsed.file.description, body: parsed.file.body, path };
  return { name, description: '', body: text, path };
}
