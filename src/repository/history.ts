/** Which lines each commit of a branch put into files and took out of them, and what the files hold now. */

import type { Environment } from '../paths.ts';
import { askGit } from './ask-git.ts';

/** A long history takes seconds to print; mining runs in the background and can wait for that. */
const TIMEOUT_MS = 20_000;
/** Commits read at most, the newest; a busy year of one repository. */
const MAX_COMMITS = 3_000;
/** Files beyond this size are generated, bytes. */
const MAX_FILE_BYTES = 500_000;

/** Neither programs that the repository's settings name, nor the user's taste, may change what is printed. */
const PLAIN = ['-c', 'core.quotePath=false', '-c', 'log.showSignature=false', '--no-pager'];
const DIFF = [
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--find-renames',
];

export interface Head {
  /** The commit that is checked out. */
  id: string;
  /** When it was made, ms since the epoch. */
  at: number;
}

/** What one commit did to one file. */
export interface FileChange {
  /** Where the file is after the commit, or was before it where it is gone; relative to the root, with `/`. */
  path: string;
  /** Lines that the commit put in and took out, in order. */
  added: string[];
  removed: string[];
}

export interface Commit {
  id: string;
  /** When it came to be on this branch, ms since the epoch. */
  at: number;
  /** Whether its message says that it takes another one back. */
  reverts: boolean;
  files: FileChange[];
}

/** What is checked out in a repository; null where there is none, no git, or no commit yet. */
export async function headOf(root: string, env: Environment): Promise<Head | null> {
  const line = await askGit(root, env, [...PLAIN, 'log', '-1', '--format=%H %ct', 'HEAD']);
  const [id, seconds] = line?.split(' ') ?? [];
  return id === undefined || seconds === undefined ? null : { id, at: Number(seconds) * 1_000 };
}

/**
 * Where files have been moved to since: what each old name is called now. Empty when git does not answer in time.
 * @param since ms since the epoch
 */
export async function renamesSince(
  root: string,
  head: Head,
  since: number,
  env: Environment,
): Promise<Map<string, string>> {
  const args = ['log', '--format=', '--name-status', '-z', '--diff-filter=R', ...DIFF, ...range(head, since)];
  const words = (await askGit(root, env, [...PLAIN, ...args], { timeoutMs: TIMEOUT_MS }))?.split('\0') ?? [];
  const renames = new Map<string, string>();
  // Newest first: what a name became is known before the older move that led to it is read.
  for (let at = 0; at + 2 < words.length; at += 1) {
    if (!/^\s*R\d+$/.test(words[at] ?? '')) continue;
    const [from = '', to = ''] = [words[at + 1], words[at + 2]];
    if (!renames.has(from)) renames.set(from, renames.get(to) ?? to);
    at += 2;
  }
  return renames;
}

/**
 * The commits since a moment that changed these files, oldest first, with all that they changed; without merges, which
 * repeat what their branches did.
 * @param paths relative to the root, with `/`; name both ends of a rename, or it is seen as a file that goes
 * @returns null when git does not answer in time
 */
export async function commitsSince(
  root: string,
  head: Head,
  since: number,
  paths: readonly string[],
  env: Environment,
): Promise<Commit[] | null> {
  const args = [
    'log',
    '-p',
    '--unified=0',
    '--full-diff',
    '--no-merges',
    '--full-history',
    '--format=%x00%H %ct%n%B%x02',
  ];
  const literal = ['--literal-pathspecs', ...PLAIN];
  const text = await askGit(
    root,
    env,
    [...literal, ...args, ...DIFF, ...range(head, since), '--', ...paths],
    {
      timeoutMs: TIMEOUT_MS,
    },
  );
  return text === null ? null : text.split('\0').slice(1).map(parseCommit).reverse();
}

const range = (head: Head, since: number) => [
  `--max-count=${MAX_COMMITS}`,
  `--since=${new Date(since).toISOString().slice(0, 19)}Z`,
  head.id,
];

function parseCommit(text: string): Commit {
  const end = text.indexOf('\x02');
  const [first = '', ...message] = text.slice(0, end).split('\n');
  const [id = '', seconds = '0'] = first.split(' ');
  const reverts = /^Revert\b|^This reverts commit\b/m.test(message.join('\n'));
  return { id, at: Number(seconds) * 1_000, reverts, files: parseDiff(text.slice(end + 1)) };
}

/** Reads a unified diff without context lines: a file's two names, then its lines. */
function parseDiff(diff: string): FileChange[] {
  return diff.split(/^diff --git .*\n/m).flatMap((part) => {
    const names = /^--- (.+)\n\+\+\+ (.+)$/m.exec(part);
    if (names === null) return [];
    const [from, to] = [pathIn(names[1] ?? ''), pathIn(names[2] ?? '')];
    const lines = part.slice(names.index + names[0].length).split('\n');
    const behind = (mark: string) =>
      lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1));
    return [{ path: to === '/dev/null' ? from : to, added: behind('+'), removed: behind('-') }];
  });
}

/** `a/src/x.ts`, with a tab behind a name that holds a space. */
function pathIn(text: string): string {
  const name = text.replace(/\t$/, '');
  return name === '/dev/null' ? name : name.slice(2);
}

/** The texts of these files at a commit; what is not there, or too large to be written by hand, is left out. */
export async function textsAt(
  root: string,
  head: Head,
  paths: readonly string[],
  env: Environment,
): Promise<Map<string, string>> {
  const wanted = paths.filter((path) => !path.includes('\n'));
  if (wanted.length === 0) return new Map();
  const input = wanted.map((path) => `${head.id}:${path}`).join('\n');
  const sizes = await askGit(root, env, ['cat-file', '--batch-check=%(objecttype) %(objectsize)'], { input });
  const lines = sizes?.split('\n') ?? [];
  const present = wanted.filter((_, index) => {
    const [type, size] = lines[index]?.split(' ') ?? [];
    return type === 'blob' && Number(size) <= MAX_FILE_BYTES;
  });
  if (present.length === 0) return new Map();
  // The commit's id sets the texts apart: no file can hold the id of the commit that holds the file.
  const batch = await askGit(root, env, ['cat-file', `--batch=${head.id}`], {
    input: present.map((path) => `${head.id}:${path}`).join('\n'),
    timeoutMs: TIMEOUT_MS,
  });
  const texts = batch?.split(`${head.id}\n`).slice(1) ?? [];
  return new Map(present.map((path, index) => [path, texts[index] ?? '']));
}
