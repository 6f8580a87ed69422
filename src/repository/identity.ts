/** Which project a folder belongs to, as its repository tells. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { realPath } from '../lib/real-path.ts';
import type { Environment } from '../paths.ts';
import type { Project } from '../types.ts';
import { configOf } from './ask-git.ts';
import { findGitFolders, mainWorkTree } from './git-folders.ts';
import { normaliseRemote } from './remote.ts';

/** A project, and what it would be if its remote counted for nothing. */
export interface FoundProject extends Project {
  /** The id of its folder alone; that of the project where it has no remote. */
  ownId: string;
}

/**
 * The project of a working folder: of its repository, found also from sub-folders and work trees; of the path where
 * there is none. A folder that is gone counts as its nearest parent's repository. Its remote is what its settings claim.
 * Never throws.
 * @param cwd absolute path; it need not exist. A relative one is taken for a folder of another system
 */
export async function projectOf(cwd: string, env: Environment): Promise<Project> {
  const { ownId: _, ...project } = await foundProject(cwd, env);
  return project;
}

/** As {@link projectOf}. */
export async function foundProject(cwd: string, env: Environment): Promise<FoundProject> {
  // No place on this system, such as `C:\…` in a transcript that was brought here.
  if (!isAbsolute(cwd)) return ofPath(foreignFolder(cwd));
  const git = findGitFolders(nearestExisting(cwd));
  if (git === null) return ofPath(realPath(cwd));
  if (!('common' in git)) return ofPath(git.root);
  const remote = await remoteOf(git.common, env);
  const ownId = idOf('path', git.common.replace(/\/\.git$/, ''));
  return { id: remote === null ? ownId : idOf('remote', remote), ownId, remote, root: mainWorkTree(git) };
}

/**
 * The name of a folder of another system, written in one way: agents and their hosts disagree on the case of a drive's
 * letter, and some write slashes. Any other name as it is.
 */
export function foreignFolder(name: string): string {
  if (!/^[a-z]:[\\/]/i.test(name)) return name;
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('/', '\\');
}

/**
 * The project of a folder that is gone, such as a work tree that was cleaned up, by the remote that the record claims. Its
 * own id is that of all folders with the same claim.
 * @returns null for what names no place
 */
export function projectOfRemote(cwd: string, url: string): FoundProject | null {
  const remote = normaliseRemote(url);
  if (remote === null) return null;
  return { id: idOf('remote', remote), ownId: idOf('claim', remote), remote, root: cwd };
}

function ofPath(path: string): FoundProject {
  const id = idOf('path', path);
  return { id, ownId: id, remote: null, root: path };
}

/** `origin` where there is one, else the first. */
async function remoteOf(common: string, env: Environment): Promise<string | null> {
  const config = await configOf(common, env);
  const names = [...config.keys()].filter((name) => /^remote\..*\.url$/s.test(name));
  const name = names.find((one) => one === 'remote.origin.url') ?? names[0] ?? '';
  return normaliseRemote(config.get(name)?.[0] ?? '');
}

function nearestExisting(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function idOf(kind: 'remote' | 'path' | 'claim', name: string): string {
  return createHash('sha256').update(`${kind}:${name}`).digest('hex').slice(0, 16);
}
