/** Where skills go, and where they must never go. */

import { lstatSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, parse, relative, sep } from 'node:path';
import { ALL_AGENTS } from '../../agents/registry.ts';
import { readableNamesIn } from '../../lib/list-folder.ts';
import { statOf } from '../../lib/stat-of.ts';
import type { Environment } from '../../paths.ts';

/** The project's own skills, below its root; Claude Code reads them from here. */
export const SKILLS_FOLDER = '.claude/skills';

export interface RootRules {
  /** The user's home folder. */
  home: string;
  /** Allows roots in temporary folders, for tests and the demo. */
  allowScratchRoots: boolean;
  /** Allows root to write into repositories of other users. */
  allowForeignRoots?: boolean;
}

export type CheckedRoot = { root: string } | { reason: string };

/**
 * The real path of a project's root, if skills may be written below it. HOME and `/` never may: every session on the
 * machine would load them.
 */
export function checkRoot(root: string, rules: RootRules): CheckedRoot {
  // The folder of sessions that name none, or one of another system: a relative path would lead somewhere else here.
  if (!isAbsolute(root)) return { reason: `where the project lies is not known (${root})` };
  const real = realPathOf(root);
  if (real === null || !lstatSync(real).isDirectory()) return { reason: `${root} is no folder` };
  const owner = statSync(real).uid;
  if (process.getuid?.() === 0 && owner !== 0 && rules.allowForeignRoots !== true)
    return { reason: `${root} belongs to another user (${owner}), and this is root (publish.foreignRoots)` };
  if (real === parse(real).root) return { reason: 'the project is the root of the file system' };
  const home = realPathOf(rules.home) ?? rules.home;
  if (real === home || isInside(home, real)) return { reason: `${root} is the home folder or above it` };
  if (
    !rules.allowScratchRoots &&
    temporaryFolders().some((folder) => real === folder || isInside(real, folder))
  )
    return { reason: `${root} is in a temporary folder` };
  return { root: real };
}

function temporaryFolders(): string[] {
  const folders = [tmpdir(), '/tmp', '/var/tmp', '/dev/shm'];
  return folders.flatMap((folder) => realPathOf(folder) ?? []);
}

const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`);
};

function realPathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/**
 * Why `path` must not be written: a link, or something that is no folder, on the way from `root` down to it.
 * Whoever can put a link into a repository could otherwise choose where we write.
 * @returns null when every part below `root` that exists is a real folder
 */
export function obstacleOnTheWay(root: string, path: string): string | null {
  const way: string[] = [];
  for (let part = dirname(path); part !== root; part = dirname(part)) {
    if (!isInside(part, root)) return `${path} is outside the project`;
    way.unshift(part);
  }
  for (const part of way) {
    const stat = statOf(part);
    if (stat === null) return null;
    if (stat.isSymbolicLink()) return `${part} is a symbolic link`;
    if (!stat.isDirectory()) return `${part} is not a folder`;
  }
  return null;
}

/** Names that a new skill of this project must not take: those of skills and commands, the user's and agents' own. */
export function takenSkillNames(root: string, env: Environment): Set<string> {
  const folders = ALL_AGENTS.flatMap(({ skills, commands }) => [
    ...[...skills.project, ...commands.project].map((folder) => join(root, folder)),
    ...skills.user(env),
    ...commands.user(env),
  ]);
  const names = [...new Set(folders)].flatMap((folder) => readableNamesIn(folder));
  return new Set([
    ...ALL_AGENTS.flatMap(({ ownCommands }) => ownCommands),
    ...names.map((name) => name.replace(/\.md$/, '').toLowerCase()),
  ]);
}
