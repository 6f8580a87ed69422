/** The documents name what is there, and nothing that is not. */

import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homePaths } from '../src/paths.ts';
import { openStore } from '../src/store/open.ts';

const ROOT = resolve(import.meta.dirname, '..');
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const design = textOf('docs/design.md');

describe('docs/design.md', () => {
  test('names every table of the store', () => {
    const store = openStore(homePaths(mkdtempSync(join(process.env.HOME ?? '', 'docs-'))).database);
    const tables = store
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[];
    expect(tables.filter((name) => !design.includes(`\`${name}\``))).toEqual([]);
  });

  test('names every file of HIVEMIND_HOME', () => {
    const { home, ...paths } = homePaths('/home');
    expect(home).toBe('/home');
    const names = Object.values(paths).map((path) => basename(path));
    expect(names.filter((name) => !design.includes(name))).toEqual([]);
  });

  test('names every package and the folder that imports it', () => {
    const { dependencies, optionalDependencies } = JSON.parse(textOf('package.json')) as Record<
      'dependencies' | 'optionalDependencies',
      Record<string, string>
    >;
    const rows = [...design.matchAll(/^\| (\S+) +\| `[\w/]+` +\|/gm)].map((match) => match[1]);
    expect(rows.sort()).toEqual(Object.keys({ ...dependencies, ...optionalDependencies }).sort());
  });
});

test.each(['README.md', 'CONTRIBUTING.md', 'AGENTS.md', 'docs/design.md'])(
  '%s points to files that are there',
  (document) => {
    const prose = textOf(document).replace(/^```[\s\S]*?^```$/gm, '');
    const links = [...prose.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '');
    const paths = [...prose.matchAll(/`((?:bin|docs|hooks|installers|src|test|bench)\/[\w./-]*)`/g)].map(
      (match) => match[1] ?? '',
    );
    const missing = [...links, ...paths].filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  },
);
