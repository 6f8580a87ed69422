/** Which project a folder belongs to, as git knows it. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { realPath } from '../lib/real-path.ts';
import type { Environment } from '../paths.ts';
import type { Project } from '../types.ts';
import { askGit } from './ask-git.ts';
import { normaliseRemote } from './remote.ts';

/**
 * The project of a working folder: of its repository, found also from sub-folders and work trees; of the path where
 * there is none, or no git. A folder that is gone counts as its nearest parent's repository. Never throws.
 * @param cwd absolute path; it need not exist. A relative one is taken for a folder of another system
 */
export async function projectOf(cwd: string, env: Environment): Promise<Project> {
  if (!isAbsolute(cwd)) {
    // No place on this system, such as `C:\…` in a transcript that was brought here.
    const root = foreignFolder(cwd);
    return { id: idOf('path', root), remote: null, root };
  }
  const git = await repositoryOf(nearestExisting(cwd), env);
  if (git === null) return { id: idOf('path', realPath(cwd)), remote: null, root: realPath(cwd) };
  const { remote, commonFolder, root } = git;
  const id = remote === null ? idOf('path', commonFolder.replace(/\/\.git$/, '')) : idOf('remote', remote);
  return { id, remote, root };
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
 * The project of a folder that is gone, such as a work tree that was cleaned up, by the remote that the record names.
 * @returns null for what names no place
 */
export function projectOfRemote(cwd: string, url: string): Project | null {
  const remote = normaliseRemote(url);
  return remote === null ? null : { id: idOf('remote', remote), remote, root: cwd };
}

interface Repository {
  remote: string | null;
  /** The folder that all work trees share. */
  commonFolder: string;
  /** Of this work tree. */
  root: string;
}

async function repositoryOf(folder: string, env: Environment): Promise<Repository | null> {
  const git = async (...args: string[]) => (await askGit(folder, env, args))?.split('\n') ?? [];
  const [root, commonFolder] = await git('rev-parse', '--show-toplevel', '--git-common-dir');
  if (!root || !commonFolder) return null;
  const remotes = await git('config', '--get-regexp', String.raw`^remote\..*\.url$`);
  return { root, commonFolder: realPath(resolve(folder, commonFolder)), remote: chooseRemote(remotes) };
}

/** `origin` where there is one, else the first. */
function chooseRemote(lines: readonly string[]): string | null {
  const line = lines.find((entry) => entry.startsWith('remote.origin.url ')) ?? lines[0] ?? '';
  return normaliseRemote(line.slice(line.indexOf(' ') + 1));
}

function nearestExisting(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function idOf(kind: 'remote' | 'path', name: string): string {
  return createHash('sha256').update(`${kind}:${name}`).digest('hex').slice(0, 16);
}
