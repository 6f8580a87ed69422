/** Reads what the command line imports: a verb that answers at once loads no code of those that work for a while. */

import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
/** Imports that are carried out when a file is loaded; those of types alone are not. */
const STATIC_IMPORT = /^(?:import|export)(?! type\b)[^'";]*?from\s+'([^']+)'/gm;

/** The files and packages that come with a file. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, target = ''] of readFileSync(resolve(ROOT, file), 'utf8').matchAll(STATIC_IMPORT)) {
    if (target.startsWith('.')) loadedWith(relative(ROOT, resolve(ROOT, dirname(file), target)), seen);
    else seen.add(target);
  }
  return seen;
}

const loadedFor = (...files: string[]) =>
  new Set(files.flatMap((file) => [...loadedWith(`src/cli/${file}`)]));

test.each([
  ['status', ['status/status.ts']],
  ['sessions list', ['sessions/sessions.ts', 'sessions/list.ts']],
  ['sessions search', ['sessions/sessions.ts', 'sessions/search.ts']],
  ['skillify', ['skillify/skillify.ts']],
  ['skillify why', ['skillify/skillify.ts', 'skillify/why.ts']],
])('hivemind %s loads neither the worker nor the rooms that mine, word and publish', (_, files) => {
  const loaded = loadedFor('main.ts', ...files);
  const heavy = /^(?:src\/(?:worker|codify|library)\/|hooks\/|execa$|gray-matter$|chokidar$|ml-kmeans$)/;
  expect([...loaded].filter((name) => heavy.test(name))).toEqual([]);
});

test('the command line itself loads no verb', () => {
  const verbs = [...loadedFor('main.ts', 'sessions/sessions.ts', 'skillify/skillify.ts')].filter((name) =>
    /^src\/cli\/(?:sessions|skillify|status)\/(?!sessions\.ts|skillify\.ts)/.test(name),
  );
  expect(verbs).toEqual([]);
});
