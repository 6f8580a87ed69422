import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { embeddingsKey } from '../../src/worker/embeddings-key.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(process.env.HOME ?? '', 'key-'));
});

function keyWith(settings: Record<string, string>, env: Record<string, string> = {}): string | undefined {
  const path = join(home, 'config.json');
  writeFileSync(path, JSON.stringify(settings));
  return embeddingsKey({ config: loadConfig(path, env), env: { HOME: home, ...env } });
}

function keyFile(content: string, mode = 0o600): string {
  writeFileSync(join(home, 'key'), content);
  chmodSync(join(home, 'key'), mode);
  return join(home, 'key');
}

test('no key is looked for where none is named', () => {
  expect(keyWith({})).toBeUndefined();
});

test('a file serves where the environment is empty, and goes before a variable', () => {
  keyFile('k-1\n');
  expect(keyWith({ 'embeddings.keyFile': '~/key' })).toBe('k-1');
  const both = { 'embeddings.keyFile': '~/key', 'embeddings.keyEnv': 'MY_KEY' };
  expect(keyWith(both, { MY_KEY: 'k-2' })).toBe('k-1');
  expect(keyWith({ 'embeddings.keyEnv': 'MY_KEY' }, { MY_KEY: 'k-2' })).toBe('k-2');
});

test.each([0o640, 0o604, 0o620, 0o602])('a file that others may read or write (%o) is refused', (mode) => {
  expect(() => keyWith({ 'embeddings.keyFile': keyFile('k-1', mode) })).toThrow(/Others may .*chmod 600/);
});

test('what is no key is refused, and never named', () => {
  expect(() => keyWith({ 'embeddings.keyFile': join(home, 'none') })).toThrow(/cannot be read/);
  mkdirSync(join(home, 'folder'), { mode: 0o700 });
  expect(() => keyWith({ 'embeddings.keyFile': join(home, 'folder') })).toThrow(/no file with a key/);
  expect(() => keyWith({ 'embeddings.keyFile': keyFile('x'.repeat(9_000)) })).toThrow(/no file with a key/);
  for (const content of ['', 'k-1\nk-2', 'k 1', 'schlüssel']) {
    const path = keyFile(content);
    expect(() => keyWith({ 'embeddings.keyFile': path })).toThrow(
      `${path} does not hold a key: one line, without spaces.`,
    );
  }
});

test('a variable that is not set here is said to be missing: the daemon has none of them', () => {
  expect(() => keyWith({ 'embeddings.keyEnv': 'MY_KEY' })).toThrow(/MY_KEY is not set here.*keyFile/);
});
