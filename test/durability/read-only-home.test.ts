/** A home that cannot be written: hooks pass, and commands say so in a sentence. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../support/agents/eventually.ts';
import { mountDisk } from './place.ts';

/** What is wrong, and what to do. */
const SENTENCE = /^hivemind: .+\.\n {2}\S/;

const ROOT = resolve(import.meta.dirname, '..', '..');

let disk: ReturnType<typeof mountDisk>;
let home: string;
let env: Record<string, string | undefined>;
beforeEach(() => {
  disk = mountDisk('size=4m');
  home = join(disk.path, '.hivemind');
  env = { PATH: process.env.PATH, HOME: disk.path, HIVEMIND_HOME: home };
  mkdirSync(join(home, 'hooks'), { recursive: true });
  copyFileSync(join(ROOT, 'hooks', 'capture'), join(home, 'hooks', 'capture'));
});
afterEach(() => disk.unmount());

const hivemind = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'bin', 'hivemind'), ...args], { env, encoding: 'utf8' });

test('hooks pass without a word', () => {
  disk.remount('ro');
  const { status, stdout, stderr } = spawnSync('/bin/sh', [join(home, 'hooks', 'capture'), 'claude-code'], {
    env,
    input: '{"session_id":"s"}',
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});

test.each([
  ['status', 0],
  ['sessions list', 0],
  ['skillify', 0],
  ['skillify run', 1],
  ['daemon start', 1],
  ['install --only claude-code', 1],
])('without a store, `%s` ends with %i and no bug', (command, code) => {
  disk.remount('ro');
  const { status, stderr } = hivemind(...command.split(' '));
  expect(stderr).not.toMatch(/unexpected|SqliteError/);
  if (code === 1) expect(stderr).toMatch(SENTENCE);
  expect(status).toBe(code);
});

test('with a store, commands that read it end with a sentence', async () => {
  expect(hivemind('daemon', 'start').status).toBe(0);
  expect(hivemind('daemon', 'stop').status).toBe(0);
  const before = readFileSync(join(home, 'hivemind.db'));
  await eventually('the ended daemon has closed its log', () => couldRemount());
  for (const command of ['status', 'sessions list', 'skillify']) {
    const { status, stderr } = hivemind(...command.split(' '));
    // SQLite keeps its log beside the store, also to read.
    expect({ command, stderr }).toEqual({ command, stderr: expect.stringMatching(SENTENCE) });
    expect(status).toBe(1);
  }
  expect(readFileSync(join(home, 'hivemind.db'))).toEqual(before);
});

function couldRemount(): boolean {
  try {
    disk.remount('ro');
    return true;
  } catch {
    return false;
  }
}
