/** What the real Claude Code does and hivemind must not keep; and how hivemind leaves. */

import { existsSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { SessionOptions } from '../../support/agents/claude-code/claude-code.ts';
import { eventually } from '../../support/agents/eventually.ts';
import { answer, conversation } from '../../support/agents/script.ts';
import { type Stage, setStage, strike } from './stage.ts';

let stage: Stage;
let settingsBefore: string;
let unkept: { sessionId: string; word: string };

beforeAll(async () => {
  stage = await setStage(inject('seed'));
  settingsBefore = stage.claude.settings();
  await stage.sandbox.expectHivemind('install');
  unkept = await print({ flags: ['--no-session-persistence'] });
});
afterAll(() => strike(stage));

/** One short session about a word of its own. */
async function print(options: SessionOptions = {}): Promise<{ sessionId: string; word: string }> {
  const word = stage.random.word();
  stage.model.script(conversation(answer('Fine.')));
  const { sessionId, ...result } = await stage.claude.print(`Tell of ${word}`, options);
  expect(result).toEqual({ exitCode: 0, stdout: 'Fine.', stderr: '' });
  return { sessionId, word };
}

/** Waits until everything before has been read: a later session is kept, and all there is was asked for once more. */
async function settle(): Promise<void> {
  const { sessionId } = await print();
  await stage.sandbox.rowsOfEnded(sessionId);
  await stage.sandbox.mine();
}

test('a session with HIVEMIND_CAPTURE=false leaves nothing: not later, not resumed, not forked', async () => {
  const off = await print({ env: { HIVEMIND_CAPTURE: 'false' } });
  await settle();
  const resumed = await print({ resume: off.sessionId });
  const forked = await print({ resume: off.sessionId, fork: true });
  await settle();
  for (const { word } of [off, resumed, forked]) expect(stage.sandbox.filesWith(word)).toEqual([]);
  for (const { sessionId } of [off, forked]) expect(stage.sandbox.sessionIds()).not.toContain(sessionId);
});

test('a session that is resumed with capture off takes no row any more', async () => {
  const open = await print();
  const before = await stage.sandbox.rowsOfEnded(open.sessionId);
  const closed = await print({ resume: open.sessionId, env: { HIVEMIND_CAPTURE: 'off' } });
  const reopened = await print({ resume: open.sessionId });
  await settle();
  expect(stage.sandbox.rows(open.sessionId)).toEqual(before);
  for (const { word } of [closed, reopened]) expect(stage.sandbox.filesWith(word)).toEqual([]);
});

test('of a session that Claude Code is not to keep, nothing is kept', async () => {
  await settle();
  expect(stage.sandbox.filesWith(unkept.word)).toEqual([]);
  // Only after a while it is certain that no transcript will come.
  await eventually('the session is forgotten', () => !stage.sandbox.sessionIds().includes(unkept.sessionId));
  expect(stage.sandbox.rows(unkept.sessionId)).toEqual([]);
});

test('uninstall leaves the settings byte for byte as they were, and later sessions leave nothing', async () => {
  await stage.sandbox.expectHivemind('uninstall', '--yes');
  expect(stage.claude.settings()).toBe(settingsBefore);
  const { word } = await print();
  expect(stage.sandbox.filesWith(word)).toEqual([]);
});

test('a session goes on as ever when the files of hivemind are gone', async () => {
  await stage.sandbox.expectHivemind('install');
  await stage.sandbox.expectHivemind('daemon', 'stop');
  rmSync(stage.sandbox.paths.home, { recursive: true });
  await print();
  expect(existsSync(stage.sandbox.paths.database)).toBe(false);
});
