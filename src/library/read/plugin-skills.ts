/** Where the plugins of Claude Code keep the skills that it loads in a project. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders of skills of the plugins that are installed and not switched off, as Claude Code 2 records them. */
export function pluginSkillFolders(root: string, claudeFolder: string): string[] {
  const installed = objectOf(jsonOf(join(claudeFolder, 'plugins', 'installed_plugins.json')).plugins);
  const switches = [join(claudeFolder, 'settings.json'), join(root, '.claude', 'settings.json')].map((path) =>
    objectOf(jsonOf(path).enabledPlugins),
  );
  return Object.entries(installed).flatMap(([plugin, entry]) => {
    if (switches.some((enabled) => enabled[plugin] === false)) return [];
    // One object in the file's first version, a list of installations in its second.
    return [entry]
      .flat()
      .map(objectOf)
      .flatMap((place) => folderOf(place, root));
  });
}

/** An installation for another project is not loaded in this one. */
function folderOf({ installPath, projectPath }: Record<string, unknown>, root: string): string[] {
  if (typeof installPath !== 'string') return [];
  return typeof projectPath === 'string' && projectPath !== root ? [] : [join(installPath, 'skills')];
}

function jsonOf(path: string): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // No plugins, or a file that Claude Code cannot read either.
    return {};
  }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
