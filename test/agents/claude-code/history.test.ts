/** Sessions of the real Claude Code that were there before hivemind, and those it never saw. */

import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { packageRoot } from '../../../src/lib/package.ts';
import type { SessionOptions } from '../../support/agents/claude-code/claude-code.ts';
import { answer, conversation } from '../../support/agents/script.ts';
import { Terminal } from '../../support/agents/terminal.ts';
import { type Stage, setStage, strike } from './stage.ts';

let stage: Stage;
let earlier: { sessionId: string; word: string };

beforeAll(async () => {
  stage = await setStage(inject('seed'));
  earlier = await print();
});
afterAll(() => strike(stage));

/** One short session about a word of its own. */
async function print(options: SessionOptions = {}, said = (word: string) => `Tell of ${word}`) {
  const word = stage.random.word();
  stage.model.script(conversation(answer('Fine.')));
  const { sessionId, exitCode } = await stage.claude.print(said(word), options);
  expect(exitCode).toBe(0);
  return { sessionId, word };
}

/** Runs `hivemind install` in a terminal, and answers its question about history. */
async function installAt(key: 'n' | 'y', shows: string): Promise<void> {
  const { sandbox } = stage;
  const terminal = await Terminal.open(resolve(packageRoot(), 'bin/hivemind'), ['install'], {
    folder: sandbox.folder(`install-${key}`),
    cwd: sandbox.repo,
    env: sandbox.env,
  });
  await terminal.waitFor('already on disk?');
  await terminal.type(key);
  await terminal.press('Enter');
  await terminal.waitForEnd();
  expect(terminal.everShown()).toContain(shows);
}

test('at a terminal, install asks whether to learn from what is on disk; told no, it reads nothing', async () => {
  await installAt('n', 'hooks added');
  expect(stage.sandbox.filesWith(earlier.word)).toEqual([]);
});

test('install --history reads it without a question', async () => {
  expect(await stage.sandbox.expectHivemind('install', '--history')).toContain('1 session stored');
  expect(stage.sandbox.rows(earlier.sessionId).map(({ kind }) => kind)).toContain('user_prompt');
});

test('told yes, install reads it, and nothing that was forgotten', async () => {
  await stage.sandbox.expectHivemind('sessions', 'forget', earlier.sessionId);
  await installAt('y', 'of sessions that were forgotten');
  expect(stage.sandbox.filesWith(earlier.word)).toEqual([]);
});

test('a session that no hook saw is left out of an import, and taken when asked for', async () => {
  const unseen = await print({ flags: ['--settings', JSON.stringify({ disableAllHooks: true })] });
  const { skipped } = JSON.parse(await stage.sandbox.expectHivemind('import', '--json')) as {
    skipped: Record<string, number>;
  };
  expect(skipped).toMatchObject({ unwitnessed: 1 });
  expect(stage.sandbox.filesWith(unseen.word)).toEqual([]);
  await stage.sandbox.expectHivemind('import', '--unwitnessed');
  expect(stage.sandbox.filesWith(unseen.word)).not.toEqual([]);
});

test('what is marked private is in no file of ours; what stands around it is kept', async () => {
  const hidden = stage.random.word();
  const { sessionId, word } = await print(
    {},
    (open) => `Tell of ${open} <private>not of ${hidden}</private>`,
  );
  await stage.sandbox.rowsOfEnded(sessionId);
  expect(stage.sandbox.filesWith(hidden)).toEqual([]);
  expect(stage.sandbox.filesWith(word)).not.toEqual([]);
});

test('during a pause nothing is taken, and afterwards not either', async () => {
  await stage.sandbox.expectHivemind('pause');
  const paused = await print();
  await stage.sandbox.expectHivemind('resume');
  const later = await print();
  await stage.sandbox.rowsOfEnded(later.sessionId);
  await stage.sandbox.expectHivemind('import', '--unwitnessed');
  expect(stage.sandbox.filesWith(paused.word)).toEqual([]);
});
