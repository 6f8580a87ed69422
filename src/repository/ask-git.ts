/**
 * Asks git about a repository without its settings, nor anybody's: they name programs and files that git would run or
 * read (pagers, diff drivers, hooks, attributes, mail maps, includes). Git is shown a folder of ours instead, which links
 * to the repository's objects and branches and has the settings that they cannot be read without.
 */

import { execFile } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../paths.ts';
import { type GitFolders, gitFoldersAt, MAX_CONFIG_BYTES, textOf } from './git-folders.ts';

/** A local question takes milliseconds; on a network drive that hangs, there has to be an end. */
const TIMEOUT_MS = 5_000;
/** What git may print in answer to one question. */
const MAX_BYTES = 100_000_000;

export interface GitQuestion {
  /** What git reads from its standard input. */
  input?: string;
  /** Milliseconds. */
  timeoutMs?: number;
}

/**
 * What git prints for `args` about the repository with this root; null when there is none, git fails, takes too long, or
 * is not there. Never throws.
 */
export async function askGit(
  root: string,
  env: Environment,
  args: readonly string[],
  question: GitQuestion = {},
): Promise<string | null> {
  const folders = gitFoldersAt(root);
  if (folders === null) return null;
  return inOwnFolder(async (folder) => {
    const config = await readConfig(folders.common, env, folder);
    return showRepository(folder, folders, config) ? runGit(folder, env, args, question) : null;
  });
}

/**
 * The settings in a repository's own file, by name in lower case (`remote.origin.url`), each with all its values; without
 * those of files that it includes.
 */
export function configOf(common: string, env: Environment): Promise<Map<string, string[]>> {
  return inOwnFolder((folder) => readConfig(common, env, folder));
}

async function readConfig(common: string, env: Environment, folder: string): Promise<Map<string, string[]>> {
  const settings = new Map<string, string[]>();
  const input = textOf(join(common, 'config'), MAX_CONFIG_BYTES);
  if (input === null) return settings;
  const args = ['config', '--file', '-', '--no-includes', '--null', '--list'];
  const listed = (await runGit(folder, env, args, { input })) ?? '';
  for (const entry of listed.split('\0')) {
    const at = entry.indexOf('\n');
    if (at > 0)
      settings.set(entry.slice(0, at), [...(settings.get(entry.slice(0, at)) ?? []), entry.slice(at + 1)]);
  }
  return settings;
}

/** Does something with a folder that git takes for a repository, and that nobody else can put anything into. */
async function inOwnFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hivemind-git-'));
  try {
    for (const name of ['objects', 'refs']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'HEAD'), 'ref: refs/heads/none\n');
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns false for a repository whose parts are not what git makes */
function showRepository(folder: string, { own, common }: GitFolders, config: Map<string, string[]>): boolean {
  const head = textOf(join(own, 'HEAD'), MAX_CONFIG_BYTES);
  if (head === null) return false;
  writeFileSync(join(folder, 'HEAD'), head);
  for (const [name, isDirectory] of [
    ['objects', true],
    ['refs', true],
    ['reftable', true],
    ['packed-refs', false],
    ['shallow', false],
  ] as const) {
    const stat = lstatSync(join(common, name), { throwIfNoEntry: false });
    if (stat === undefined) continue;
    if (isDirectory ? !stat.isDirectory() : !stat.isFile()) return false;
    if (name === 'objects' || name === 'refs') rmSync(join(folder, name), { recursive: true });
    symlinkSync(join(common, name), join(folder, name));
  }
  const needed = ['objectformat', 'refstorage'].flatMap((name) => {
    const value = config.get(`extensions.${name}`)?.at(-1) ?? '';
    return /^\w+$/.test(value) ? [`\t${name} = ${value}\n`] : [];
  });
  writeFileSync(
    join(folder, 'config'),
    `[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n${needed.join('')}`,
  );
  return true;
}

function runGit(
  folder: string,
  { PATH }: Environment,
  args: readonly string[],
  { input, timeoutMs = TIMEOUT_MS }: GitQuestion,
): Promise<string | null> {
  const env = {
    PATH,
    LC_ALL: 'C',
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    GIT_DIR: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    // A clone without all objects would fetch what is missing: no question of ours opens a connection.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
  };
  // By Node's own means: what runs other programs here takes longer to load than git takes to answer.
  return new Promise((resolve) => {
    try {
      const git = execFile(
        'git',
        [...args],
        { cwd: folder, env, timeout: timeoutMs, maxBuffer: MAX_BYTES, windowsHide: true },
        (error, stdout) => resolve(error === null ? stdout.replace(/\r?\n$/, '') : null),
      );
      // One that ends before it has read everything says why by its exit code.
      git.stdin?.on('error', () => undefined).end(input);
    } catch {
      // A variable that no program can be given.
      resolve(null);
    }
  });
}
