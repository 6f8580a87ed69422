/** Reads every import of the sources and fails on a breach of the floors. */

import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SOURCES = ['src', 'hooks', 'installers'];

/** Each place and the places it may import from, besides itself. */
const FLOORS: Record<string, readonly string[]> = {
  'src/vocabulary': [],
  'src/lib': ['src/vocabulary'],
  'src/skill': ['src/vocabulary', 'src/lib'],
  'src/agents': ['src/vocabulary'],
  'src/commands': ['src/vocabulary', 'src/lib'],
  'src/repository': ['src/vocabulary', 'src/lib'],
  'src/words': ['src/vocabulary', 'src/lib'],
  'src/store': ['src/vocabulary', 'src/skill', 'src/lib', 'src/repository'],
  'src/capture': [
    'src/vocabulary',
    'src/skill',
    'src/agents',
    'src/commands',
    'src/lib',
    'src/repository',
    'src/store',
  ],
  'src/mine': [
    'src/vocabulary',
    'src/skill',
    'src/agents',
    'src/commands',
    'src/lib',
    'src/repository',
    'src/store',
    'src/words',
  ],
  'src/codify': [
    'src/vocabulary',
    'src/skill',
    'src/agents',
    'src/commands',
    'src/lib',
    'src/repository',
    'src/store',
    'src/words',
  ],
  'src/library': ['src/vocabulary', 'src/skill', 'src/agents', 'src/lib', 'src/repository', 'src/store'],
  hooks: ['src/vocabulary', 'src/agents', 'src/commands', 'src/lib'],
  installers: ['src/vocabulary', 'src/agents', 'src/lib'],
  'src/worker': [
    'src/vocabulary',
    'src/agents',
    'src/skill',
    'src/lib',
    'src/repository',
    'src/store',
    'src/capture',
    'src/mine',
    'src/codify',
    'src/library',
    'hooks',
  ],
  'src/daemon': [
    'src/vocabulary',
    'src/agents',
    'src/skill',
    'src/lib',
    'src/repository',
    'src/store',
    'src/capture',
    'src/worker',
    'hooks',
    'installers',
  ],
  'src/views': [
    'src/vocabulary',
    'src/agents',
    'src/skill',
    'src/lib',
    'src/repository',
    'src/store',
    'src/capture',
    'src/mine',
    'src/library',
    'src/daemon',
    'installers',
  ],
  'src/cli': [
    'src/vocabulary',
    'src/agents',
    'src/skill',
    'src/lib',
    'src/repository',
    'src/store',
    'src/capture',
    'src/mine',
    'src/codify',
    'src/library',
    'src/worker',
    'src/daemon',
    'src/views',
    'hooks',
    'installers',
  ],
};

/**
 * Sub-rooms of a place and the ones beside them that each may import; `.` stands for the files of the place itself. Other
 * places have none that this would have to hold apart.
 */
const SUB_FLOORS: Record<string, Record<string, readonly string[]>> = {
  'src/capture': { redact: [], '.': ['redact'] },
  'src/commands': { programs: [], '.': ['programs'] },
  'src/store': { guard: [], '.': ['guard'], derived: ['.'], rescue: ['guard', '.'] },
  'src/mine': {
    read: [],
    episodes: ['read'],
    group: ['read', 'episodes'],
    rank: ['read', 'episodes', 'group'],
    '.': ['read', 'episodes', 'group', 'rank'],
  },
  'src/codify': {
    // Standing rules are part of the input, and worded by what is shared: these two lie on one floor.
    input: ['shared'],
    shared: ['input'],
    draft: ['input', 'shared'],
    checks: ['input', 'shared'],
    '.': ['input', 'shared', 'draft', 'checks'],
  },
  'src/library': { read: [], write: ['read'], life: ['read', 'write'] },
  hooks: {
    'claude-code': ['.'],
    codex: ['.'],
    cursor: ['.'],
    'gemini-cli': ['.'],
    opencode: ['.'],
    // What it reads are renderings of agents' transcripts.
    specstory: ['.', 'claude-code', 'gemini-cli'],
    '.': ['claude-code', 'codex', 'cursor', 'opencode', 'specstory'],
  },
  'src/cli': {
    terminal: ['.'],
    ...verbGroups('sessions', 'projects', 'skillify', 'install', 'status', 'doctor', 'demo'),
  },
};

/** Groups of verbs do not know one another; the command line loads them all. */
function verbGroups(...names: string[]): Record<string, readonly string[]> {
  const groups = Object.fromEntries(names.map((name) => [name, ['.', 'terminal']]));
  return { ...groups, '.': ['terminal', ...names] };
}

/** The one folder that may import each package. */
const PACKAGES: Record<string, string> = {
  acorn: 'hooks',
  'any-ascii': 'src/words',
  'better-sqlite3': 'src/store',
  chokidar: 'src/daemon',
  commander: 'src/cli',
  diff: 'src/lib',
  execa: 'src/lib',
  fzstd: 'src/capture',
  'gray-matter': 'src/skill',
  'jsonc-parser': 'src/lib',
  'ml-kmeans': 'src/mine',
  'smol-toml': 'src/lib',
  'snowball-stemmers': 'src/words',
  stopword: 'src/words',
  unbash: 'src/commands',
};

interface Import {
  file: string;
  target: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const specifiers = text.matchAll(
    /\bfrom\s+['"]([^'"\s]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
  );
  return [...specifiers].map((match) => ({ file, target: match[1] ?? match[2] ?? match[3] ?? '' }));
}

/** `src/lib/nearest.ts nearest`: what a file exports to be called or read; types are left out. */
function exportsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const names = text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm);
  return [...names].map(([, name]) => `${file} ${name}`);
}

/** What a file takes from others of ours, likewise: by `import`, by `await import(…)`, or by a mock in its place. */
function namesImportedBy(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const at = (target: string) => relative(ROOT, resolve(ROOT, dirname(file), target));
  const lists = text.matchAll(
    /(?:import|const) (?:type )?\{([^}]*)\} (?:from|= await import\() ?\(?['"](\.[^'"]+)['"]/g,
  );
  const members = text.matchAll(/import\('(\.[^']+)'\)\)\.(\w+)/g);
  return [
    ...[...lists].flatMap(([, names = '', target = '']) =>
      names.split(',').map(
        (name) =>
          `${at(target)} ${
            name
              .trim()
              .replace(/^type /, '')
              .split(/ as |:/)[0]
          }`,
      ),
    ),
    ...[...members].map(([, target = '', name]) => `${at(target)} ${name}`),
  ];
}

/** The place a source file belongs to: a key of FLOORS. */
function placeOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  if (top !== 'src') return top;
  return file.split('/').length === 2 ? 'src/vocabulary' : `${top}/${second}`;
}

/** The sub-room of its place that a source file lies in; `.` where it lies in none. */
function subRoomOf(file: string): string {
  const place = placeOf(file);
  const inside = file.startsWith(`${place}/`) ? relative(place, file).split('/') : [];
  return inside.length > 1 ? (inside[0] ?? '.') : '.';
}

const files = SOURCES.flatMap(sourceFiles);
const imports = files.flatMap(importsOf);
const isOurs = (target: string) => target.startsWith('.');

describe('the floors', () => {
  test('every source file is on a known floor', () => {
    expect(files.filter((file) => !(placeOf(file) in FLOORS))).toEqual([]);
  });

  test('imports only point down, and rooms do not know one another', () => {
    const breaches = imports
      .filter(({ target }) => isOurs(target))
      .filter(({ file, target }) => {
        const from = placeOf(file);
        const to = placeOf(relative(ROOT, resolve(ROOT, dirname(file), target)));
        return from !== to && !FLOORS[from]?.includes(to);
      });
    expect(breaches).toEqual([]);
  });

  test('every sub-room is on a known floor of its place', () => {
    const unknown = files.filter((file) => !(subRoomOf(file) in (SUB_FLOORS[placeOf(file)] ?? { '.': [] })));
    expect(unknown).toEqual([]);
  });

  test('inside a place, imports only point down', () => {
    const breaches = imports
      .filter(({ target }) => isOurs(target))
      .map(({ file, target }) => ({ file, to: relative(ROOT, resolve(ROOT, dirname(file), target)) }))
      .filter(({ file, to }) => {
        const [from, into] = [subRoomOf(file), subRoomOf(to)];
        const isOneRoom = placeOf(file) !== placeOf(to) || from === into;
        return !isOneRoom && !SUB_FLOORS[placeOf(file)]?.[from]?.includes(into);
      });
    expect(breaches).toEqual([]);
  });

  test('each package is imported by its own folder only', () => {
    const builtin = new Set(builtinModules);
    const breaches = imports
      .filter(({ target }) => !isOurs(target) && !target.startsWith('node:') && !builtin.has(target))
      .filter(({ file, target }) => {
        const name = target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : target.split('/')[0];
        return PACKAGES[name ?? ''] !== placeOf(file);
      });
    expect(breaches).toEqual([]);
  });

  test('there are no import cycles', () => {
    const graph = new Map<string, string[]>();
    for (const { file, target } of imports.filter((entry) => isOurs(entry.target))) {
      const to = relative(ROOT, resolve(ROOT, dirname(file), target));
      graph.set(file, [...(graph.get(file) ?? []), to]);
    }
    expect(findCycle(graph)).toEqual([]);
  });

  test('every function and constant that is exported is imported somewhere', () => {
    const users = [...files, ...['test', 'bench'].flatMap(sourceFiles)];
    const used = new Set(users.flatMap(namesImportedBy));
    expect(files.flatMap(exportsOf).filter((name) => !used.has(name))).toEqual([]);
  });

  test('tests and bench share what lies in test/support, and nothing else', () => {
    const homeOf = (file: string) => (file.startsWith('test/support/') ? 'support' : file.split('/')[0]);
    const shared: Record<string, readonly string[]> = {
      test: ['support'],
      bench: ['support'],
      support: [],
    };
    const breaches = ['test', 'bench']
      .flatMap(sourceFiles)
      .flatMap(importsOf)
      .filter(({ target }) => isOurs(target))
      .map(({ file, target }) => ({ file, to: relative(ROOT, resolve(ROOT, dirname(file), target)) }))
      .filter(({ file, to }) => {
        const [from = '', into = ''] = [homeOf(file), homeOf(to)];
        return into in shared && from !== into && !shared[from]?.includes(into);
      });
    expect(breaches).toEqual([]);
  });

  test('there are no barrel files', () => {
    expect(files.filter((file) => /(^|\/)index\.ts$/.test(file))).toEqual([]);
  });
});

function findCycle(graph: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
