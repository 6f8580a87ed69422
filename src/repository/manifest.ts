/** What a repository calls its own: the scripts of its manifests, and the tools that it depends on. By keys alone, not by prose. */

import { parseToml, type TomlTable } from '../lib/toml.ts';
import type { JsonValue } from '../types.ts';
import type { RepoDoc } from './documents.ts';

export interface OwnNames {
  /** Entries that a runner starts: scripts of package.json, targets of a makefile, recipes, tasks. In lower case. */
  scripts: ReadonlySet<string>;
  /** Packages that a manifest names, and the programs that the repository itself gives. */
  tools: ReadonlySet<string>;
  /** The documents and manifests themselves, by name, and the files that the scripts of package.json are started with. */
  files: ReadonlySet<string>;
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

/** Read once a list of documents: many lines ask. */
const known = new WeakMap<readonly RepoDoc[], OwnNames>();

/** The own names of the repository that these documents stand in. A manifest that cannot be read has none. */
export function ownNames(docs: readonly RepoDoc[]): OwnNames {
  const ready = known.get(docs) ?? readOwnNames(docs);
  known.set(docs, ready);
  return ready;
}

function readOwnNames(docs: readonly RepoDoc[]): OwnNames {
  const textOf = (name: string) => docs.find(({ path }) => path === name)?.text ?? '';
  const manifest = objectOf(parsed(textOf('package.json')));
  const scripts = objectOf(manifest.scripts);
  const entries = docs.flatMap(({ path, text }) =>
    ENTRIES.filter(([file]) => file.test(path)).flatMap(([, entry]) =>
      [...text.matchAll(entry)].flatMap((match) => (match[1] ?? '').split(' ')),
    ),
  );
  const started = Object.values(scripts).flatMap((script) => String(script).match(FILE) ?? []);
  return {
    scripts: lowered([...Object.keys(scripts), ...entries]),
    tools: lowered([
      ...DEPENDENCIES.flatMap((key) => keysOf(manifest[key])),
      ...programsOfNode(manifest),
      ...programsOfRust(textOf('Cargo.toml')),
      ...programsOfPython(textOf('pyproject.toml')),
      ...programsOfGo(textOf('go.mod')),
    ]),
    files: lowered(
      [...docs.map(({ path }) => path), ...started].map((path) => path.split('/').at(-1) ?? path),
    ),
  };
}

/** A path to a file in a script of package.json. */
const FILE = /[\w./-]*\w\.[a-z]\w{0,9}(?![\w/])/gi;

function programsOfNode({ bin, name }: { [key: string]: JsonValue }): string[] {
  return typeof bin === 'string' && typeof name === 'string' ? [name.replace(/^@[^/]+\//, '')] : keysOf(bin);
}

function programsOfRust(text: string): string[] {
  const { package: own, bin } = tableIn('Cargo.toml', text);
  const rows = [own, ...(Array.isArray(bin) ? bin : [])];
  return rows.flatMap((row) => {
    const { name } = (row ?? {}) as { name?: unknown };
    return typeof name === 'string' ? [name] : [];
  });
}

function programsOfPython(text: string): string[] {
  const { project } = tableIn('pyproject.toml', text);
  const { scripts } = (project ?? {}) as { scripts?: unknown };
  return typeof scripts === 'object' && scripts !== null ? Object.keys(scripts) : [];
}

/** A module's program is called as the last part of its path, but for a version (the Go modules reference). */
function programsOfGo(text: string): string[] {
  const path = /^module\s+"?([^\s"]+)/m.exec(text)?.[1]?.replace(/\/v\d+$/, '');
  return path === undefined ? [] : [path.split('/').at(-1) ?? path];
}

function tableIn(path: string, text: string): TomlTable {
  try {
    return parseToml(path, text);
  } catch {
    // Half written, or none at all: it names nothing.
    return {};
  }
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
