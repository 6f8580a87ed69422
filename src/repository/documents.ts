/** What a repository already says about itself: an agent reads that anyway, so a skill need not repeat it. */

import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { readableNamesIn } from '../lib/list-folder.ts';

export interface RepoDoc {
  /** Relative to the root, with `/`. */
  path: string;
  text: string;
  /** `prose` tells a reader how to work; `scripts` only names commands. */
  kind: 'prose' | 'scripts';
}

const PROSE =
  /^(?:README|AGENTS|CLAUDE|GEMINI|CONTRIBUTING|DEVELOPMENT|HACKING|RELEASING|RELEASE)(?:\.\w+)?$/i;
const SCRIPTS =
  /^(?:package\.json|Makefile|makefile|GNUmakefile|justfile|Justfile|Taskfile\.ya?ml|mise\.toml|\.mise\.toml|pyproject\.toml|Cargo\.toml|go\.mod|tox\.ini|noxfile\.py)$/;
const FOLDERS: readonly (readonly [folder: string, pattern: RegExp, kind: RepoDoc['kind']])[] = [
  ['.', PROSE, 'prose'],
  ['.', SCRIPTS, 'scripts'],
  ['docs', /\.(?:md|mdx|rst|adoc)$/i, 'prose'],
  ['.github', /^(?:CONTRIBUTING|copilot-instructions)\.md$/i, 'prose'],
  ['.github/workflows', /\.ya?ml$/, 'scripts'],
  ['.cursor/rules', /\.mdc?$/, 'prose'],
];
/** Files beyond these limits are no instructions: generated, or a data dump. */
const MAX_BYTES = 200_000;
const MAX_FILES = 60;

/** The documents, manifests and CI files at a project's root, none where that is not known. What cannot be read is left out. */
export function readRepoDocs(root: string): RepoDoc[] {
  if (!isAbsolute(root)) return [];
  return FOLDERS.flatMap(([folder, pattern, kind]) =>
    readableNamesIn(join(root, folder))
      .filter((name) => pattern.test(name))
      .flatMap((name) => {
        const path = folder === '.' ? name : `${folder}/${name}`;
        const text = textOf(join(root, path));
        return text === null ? [] : [{ path, text, kind }];
      }),
  ).slice(0, MAX_FILES);
}

function textOf(path: string): string | null {
  try {
    const stat = statSync(path);
    return stat.isFile() && stat.size <= MAX_BYTES ? readFileSync(path, 'utf8') : null;
  } catch {
    // Gone since it was listed, or not ours to read: it tells us nothing.
    return null;
  }
}

/** The first document of that kind that holds the text, spaces and case aside; null when none does. */
export function docThatSays(docs: readonly RepoDoc[], text: string, kind?: RepoDoc['kind']): RepoDoc | null {
  const wanted = plain(text);
  if (wanted === '') return null;
  return (
    docs.find((doc) => (kind === undefined || doc.kind === kind) && plain(doc.text).includes(wanted)) ?? null
  );
}

/** A place in a document: the line counts from 1. */
export interface DocLine {
  path: string;
  line: number;
}

/** The first line on which a document of that kind says the text, which may go on below it; null when none does. */
export function whereSaid(docs: readonly RepoDoc[], text: string, kind?: RepoDoc['kind']): DocLine | null {
  const wanted = plain(text);
  if (wanted === '') return null;
  // `npm run test` is not said where `npm run test:e2e` is.
  const whole = new RegExp(`(?<![\\w-])${escaped(wanted)}(?![\\w:-])`);
  const wholeIn = (lines: readonly string[], at: number): boolean => {
    const first = plain(lines[at] ?? '');
    const place = plain(lines.slice(at, at + WRAPPED_LINES).join('\n')).search(whole);
    return place >= 0 && place < first.length;
  };
  for (const doc of docs) {
    if ((kind !== undefined && doc.kind !== kind) || !plain(doc.text).includes(wanted)) continue;
    const at = doc.text.split('\n').findIndex((_line, index, lines) => wholeIn(lines, index));
    if (at >= 0) return { path: doc.path, line: at + 1 };
  }
  return null;
}

/** A sentence goes over so many lines at most. */
const WRAPPED_LINES = 4;

/** Commands that only name an entry of a manifest, and how the entry begins there. */
const RUNS_ENTRY: readonly (readonly [command: RegExp, file: RegExp, entry: (name: string) => string])[] = [
  [/^(?:npm|pnpm|yarn|bun)(?: run)? ([\w:.-]+)$/, /^package\.json$/, (name) => `^\\s*"${name}"\\s*:`],
  [/^make ([\w:.-]+)$/, /^(?:GNUm|M|m)akefile$/, (name) => `^${name}\\s*:`],
  [/^just ([\w:.-]+)$/, /^[Jj]ustfile$/, (name) => `^@?${name}\\b[^=]*:`],
  [/^task ([\w:.-]+)$/, /^Taskfile\.ya?ml$/, (name) => `^\\s+${name}:`],
];

/** Where a document or manifest tells of a command: the line that holds it, or the entry that it runs; null when none does. */
export function whereDocumented(docs: readonly RepoDoc[], command: string): DocLine | null {
  const said = whereSaid(docs, command);
  if (said !== null) return said;
  for (const [pattern, file, entry] of RUNS_ENTRY) {
    const name = pattern.exec(command)?.[1];
    if (name === undefined) continue;
    const begins = new RegExp(entry(escaped(name)));
    for (const { path, text } of docs.filter((doc) => file.test(doc.path))) {
      const at = text.split('\n').findIndex((line) => begins.test(line));
      if (at >= 0) return { path, line: at + 1 };
    }
  }
  return null;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s`*_]+/g, ' ')
    .trim();
