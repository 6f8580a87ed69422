/** What a repository calls its own: the scripts of its manifests, and the tools that it depends on. By keys alone, not by prose. */

import type { JsonValue } from '../types.ts';
import type { RepoDoc } from './documents.ts';

export interface OwnNames {
  /** Entries that a runner starts: scripts of package.json, targets of a makefile, recipes, tasks. In lower case. */
  scripts: ReadonlySet<string>;
  /** Packages that a manifest names, and the programs that the repository itself gives. */
  tools: ReadonlySet<string>;
}

/** Keys of package.json whose entries are packages. */
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** How entries begin in files that are no JSON, by the file. */
const ENTRIES: readonly (readonly [file: RegExp, entry: RegExp])[] = [
  [/^(?:GNUm|M|m)akefile$/, /^([A-Za-z][\w./-]*(?: [A-Za-z][\w./-]*)*)\s*:(?!=)/gm],
  [/^[Jj]ustfile$/, /^@?([a-z][\w-]*)\b[^=\n]*:(?!=)/gim],
  [/^Taskfile\.ya?ml$/, /^ {2}([\w:-]+):\s*$/gm],
  [/^\.?mise\.toml$/, /^\[tasks\."?([\w:-]+)"?\]/gm],
];

/** The own names of the repository that these documents stand in. A manifest that cannot be read has none. */
export function ownNames(docs: readonly RepoDoc[]): OwnNames {
  const manifest = objectOf(parsed(docs.find(({ path }) => path === 'package.json')?.text ?? ''));
  const entries = docs.flatMap(({ path, text }) =>
    ENTRIES.filter(([file]) => file.test(path)).flatMap(([, entry]) =>
      [...text.matchAll(entry)].flatMap((match) => (match[1] ?? '').split(' ')),
    ),
  );
  const { bin, name } = manifest;
  const own =
    typeof bin === 'string' && typeof name === 'string' ? [name.replace(/^@[^/]+\//, '')] : keysOf(bin);
  return {
    scripts: lowered([...keysOf(manifest.scripts), ...entries]),
    tools: lowered([...DEPENDENCIES.flatMap((key) => keysOf(manifest[key])), ...own]),
  };
}

const lowered = (names: readonly string[]): Set<string> => new Set(names.map((name) => name.toLowerCase()));

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // Half written, or no manifest at all: it names nothing.
    return null;
  }
}

const objectOf = (value: JsonValue | undefined): { [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

const keysOf = (value: JsonValue | undefined): string[] => Object.keys(objectOf(value));
