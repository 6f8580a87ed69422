/** What a repository already says about itself: an agent reads that anyway, so a skill need not repeat it. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

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
  /^(?:package\.json|Makefile|makefile|GNUmakefile|justfile|Justfile|Taskfile\.ya?ml|mise\.toml|\.mise\.toml|pyproject\.toml|tox\.ini|noxfile\.py)$/;
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

/** The documents, manifests and CI files at a project's root. What cannot be read is left out. */
export function readRepoDocs(root: string): RepoDoc[] {
  return FOLDERS.flatMap(([folder, pattern, kind]) =>
    namesIn(join(root, folder))
      .filter((name) => pattern.test(name))
      .flatMap((name) => {
        const path = folder === '.' ? name : `${folder}/${name}`;
        const text = textOf(join(root, path));
        return text === null ? [] : [{ path, text, kind }];
      }),
  ).slice(0, MAX_FILES);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // Most projects have only some of these folders.
    return [];
  }
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

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s`*_]+/g, ' ')
    .trim();
