/** Which project a folder belongs to, as git knows it. */

import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { Environment } from '../paths.ts';
import type { Project } from '../types.ts';
import { askGit } from './git-run.ts';

/**
 * The project of a working folder: of its repository, found also from sub-folders and work trees; of the path where
 * there is none, or no git. A folder that is gone counts as its nearest parent's repository. Never throws.
 * @param cwd absolute path; it need not exist. A relative one is taken for a folder of another system
 */
export async function projectOf(cwd: string, env: Environment): Promise<Project> {
  // A folder of another system (`C:\…` in a transcript that was brought here) is no place on this one.
  if (!isAbsolute(cwd)) return { id: idOf('path', cwd), remote: null, root: cwd };
  const git = await repositoryOf(nearestExisting(cwd), env);
  if (git === null) return { id: idOf('path', realPath(cwd)), remote: null, root: realPath(cwd) };
  const { remote, commonFolder, root } = git;
  const id = remote === null ? idOf('path', commonFolder.replace(/\/\.git$/, '')) : idOf('remote', remote);
  return { id, remote, root };
}

const UNKNOWN = 'unknown folder, read from ';

/**
 * Stands for the working folder of sessions whose record names none. Not absolute: nothing is ever looked up or written
 * there; sessions read from the same folder count as one project.
 * @param source the folder that the records lie in
 */
export function unknownFolder(source: string): string {
  return UNKNOWN + realPath(source);
}

export function isUnknownFolder(folder: string): boolean {
  return folder.startsWith(UNKNOWN);
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

/**
 * One name for a repository however it was cloned: `github.com/owner/repo`, or `file:/path` for a local one. Without
 * scheme, user, password, port and `.git`, in lower case.
 * @returns null for what names no place (a relative path, nothing)
 */
export function normaliseRemote(url: string): string | null {
  const place = placeOf(url.trim());
  if (place === null) return null;
  const path = place.path
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .replace(/^\/+/, '');
  if (path === '') return null;
  return place.host === '' ? `file:/${path}` : `${hostNamed(place.host)}/${path}`.toLowerCase();
}

/** Second doors of the large hosts (GitHub: SSH over the HTTPS port; GitLab and Bitbucket likewise). */
const SAME_HOST: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'www.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
};

function hostNamed(host: string): string {
  return SAME_HOST[host.toLowerCase()] ?? host;
}

function placeOf(url: string): { host: string; path: string } | null {
  if (isAbsolute(url)) return { host: '', path: url };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) {
    if (!URL.canParse(url)) return null;
    const { protocol, hostname, pathname } = new URL(url);
    return { host: protocol === 'file:' ? '' : hostname, path: pathname };
  }
  // [user@]host:path, as ssh and scp have it; one letter before the colon is a drive.
  const scp = /^(?:[^/@:]*@)?([^/@:]{2,}):(.*)$/.exec(url);
  return scp === null ? null : { host: scp[1] ?? '', path: scp[2] ?? '' };
}

function nearestExisting(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Gone or forbidden: the name is all there is.
    return resolve(path);
  }
}

function idOf(kind: 'remote' | 'path', name: string): string {
  return createHash('sha256').update(`${kind}:${name}`).digest('hex').slice(0, 16);
}
