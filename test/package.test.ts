/** What package.json and the lock file promise to those who install. */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const readJson = (name: string) => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));

interface LockedPackage {
  version: string;
  optionalDependencies?: Record<string, string>;
  hasInstallScript?: boolean;
}
const locked: Record<string, LockedPackage> = readJson('package-lock.json').packages;

test('the lock file holds no download addresses', () => {
  expect(Object.keys(locked).filter((path) => 'resolved' in (locked[path] ?? {}))).toEqual([]);
  expect(/https?:\S*\.t(ar\.)?gz/.exec(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))).toBeNull();
});

test('the lock file names the packages of every platform, or npm ci refuses it', () => {
  const missing = Object.entries(locked).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => !(`node_modules/${name}` in locked) && !(`${path}/node_modules/${name}` in locked),
    ),
  );
  expect(missing).toEqual([]);
});

test('every package with an install script is approved or denied by name', () => {
  const scripted = Object.entries(locked)
    .filter(([, entry]) => entry.hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  const { allowScripts } = readJson('package.json');
  expect(scripted.filter((name) => !(name in allowScripts))).toEqual([]);
  expect(allowScripts['better-sqlite3']).toBe(true);
});

test('dependencies are pinned to exact versions', () => {
  const { dependencies, optionalDependencies, devDependencies } = readJson('package.json');
  const loose = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
  );
  expect(loose).toEqual([]);
});
