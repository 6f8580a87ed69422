/**
 * Where a repository lies, read from its files alone: git itself would follow settings that came with the folder
 * (`core.worktree`, includes). A folder owns the git folder that it names only if that lies in it or names it back: else
 * whoever packs a folder could pass it off as another one. Layout: gitrepository-layout(5), git-worktree(1).
 */

import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { realPath } from '../lib/real-path.ts';

export interface GitFolders {
  /** The folder with the `.git` that was found. */
  root: string;
  /** The work tree's own git folder. */
  own: string;
  /** The one that all work trees share; holds objects, branches and settings. */
  common: string;
}

/** Files of git's that name a place are one line; others are not read. */
const MAX_BYTES = 4_096;
/** Larger settings are none that a person or git wrote. */
export const MAX_CONFIG_BYTES = 1_000_000;

/**
 * The repository of a folder, found also from below.
 * @returns its root alone where the `.git` there is not its own; null where there is none
 */
export function findGitFolders(folder: string): GitFolders | { root: string } | null {
  for (let at = realPath(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return gitFoldersAt(at) ?? { root: at };
    if (dirname(at) === at) return null;
  }
}

/** The git folders of a work tree's root; null where it has none of its own. */
export function gitFoldersAt(root: string): GitFolders | null {
  const own = namedBy(join(root, '.git'));
  if (own === null || !existsSync(join(own, 'HEAD'))) return null;
  const shared = lineOf(join(own, 'commondir'));
  const common = shared === null ? own : realPath(resolve(own, shared));
  const isLinked = common !== own;
  // A linked work tree is one by its entry in the repository, which nobody outside of that can make.
  if (isLinked && dirname(own) !== join(common, 'worktrees')) return null;
  const isOwn = isLinked ? namesBack(own, root) : isInside(own, root) || workTreeOf(own) === root;
  return isOwn ? { root, own, common } : null;
}

/** The folder that a `.git` is, or names; null for what is neither. */
function namedBy(path: string): string | null {
  const stat = lstatSync(realPath(path), { throwIfNoEntry: false });
  if (stat?.isDirectory()) return realPath(path);
  const place = /^gitdir: (.+)$/.exec(lineOf(path) ?? '')?.[1];
  return place === undefined ? null : realPath(resolve(dirname(path), place));
}

const namesBack = (own: string, root: string): boolean => linkedWorkTree(own) === root;

/** Where a linked work tree's entry says that it is. */
function linkedWorkTree(own: string): string | null {
  const place = lineOf(join(own, 'gitdir'));
  return place === null ? null : realPath(dirname(resolve(own, place)));
}

/** The work tree that a git folder's settings name (a submodule's do); null when they name none. */
function workTreeOf(common: string): string | null {
  const text = textOf(join(common, 'config'), MAX_CONFIG_BYTES) ?? '';
  const core = /^\s*\[core\][^[]*/m.exec(text)?.[0] ?? '';
  const place = /^\s*worktree\s*=\s*"?(.*?)"?\s*$/m.exec(core)?.[1];
  return place === undefined ? null : realPath(resolve(common, place));
}

/**
 * The work tree where a repository's skills belong, whichever of its work trees was found: the main one; where the
 * repository is bare, the one of its default branch, else the first by name.
 */
export function mainWorkTree({ root, own, common }: GitFolders): string {
  if (own === common && !isBare(common)) return root;
  const main = [...(basename(common) === '.git' ? [dirname(common)] : []), workTreeOf(common) ?? ''].find(
    (folder) => folder !== '' && !isBare(common) && gitFoldersAt(folder)?.common === common,
  );
  if (main !== undefined) return main;
  const linked = linkedWorkTrees(common);
  const branch = lineOf(join(common, 'HEAD'));
  const ofBranch = linked.find((tree) => lineOf(join(tree.own, 'HEAD')) === branch);
  return (ofBranch ?? linked[0])?.root ?? root;
}

/** Those that are there. */
function linkedWorkTrees(common: string): GitFolders[] {
  let names: string[];
  try {
    names = readdirSync(join(common, 'worktrees')).sort();
  } catch {
    // There are none.
    return [];
  }
  return names.flatMap((name) => {
    const root = linkedWorkTree(join(common, 'worktrees', name));
    const found = root === null ? null : gitFoldersAt(root);
    return found?.common === common ? [found] : [];
  });
}

/** With settings of their own for each work tree, the main one's stand in a second file. */
const isBare = (common: string): boolean =>
  ['config', 'config.worktree'].some((name) =>
    /^\s*bare\s*=\s*true\s*$/im.test(textOf(join(common, name), MAX_CONFIG_BYTES) ?? ''),
  );

const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** The one line of a small file; null for anything else. */
function lineOf(path: string): string | null {
  const text = textOf(path, MAX_BYTES)?.replace(/\r?\n$/, '');
  return text === undefined || /[\n\0]/.test(text) ? null : text;
}

/** A regular file's text; null for what is none (reading a pipe would wait for ever), or larger than files of git's are. */
export function textOf(path: string, maxBytes: number): string | null {
  try {
    const stat = lstatSync(path);
    return stat.isFile() && stat.size <= maxBytes ? readFileSync(path, 'utf8') : null;
  } catch {
    // Gone, or not ours to read.
    return null;
  }
}
