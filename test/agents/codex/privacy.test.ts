/** What the real Codex does and hivemind must not keep. */

import { renameSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { SessionOptions } from '../../support/agents/codex/codex.ts';
import { answer, conversation } from '../../support/agents/script.ts';
import { type Stage, setStage, strike } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage(inject('seed'));
  await stage.sandbox.expectHivemind('install');
  await stage.codex.trustHooks();
});
afterAll(() => strike(stage));

/** One short session about a word of its own. */
async function exec(options: SessionOptions = {}, said = (word: string) => `Tell of ${word}`) {
  const word = stage.random.word();
  stage.model.script(conversation(answer('Fine.')));
  const { sessionId, exitCode } = await stage.codex.exec(said(word), options);
  expect(exitCode).toBe(0);
  return { sessionId, word };
}

/** Waits until everything before has been read: a later session is kept, and all there is was asked for once more. */
async function settle(): Promise<void> {
  const { sessionId } = await exec();
  await stage.sandbox.rowsOfEnded(sessionId);
  await stage.sandbox.mine();
}

test('a session with HIVEMIND_CAPTURE=false leaves nothing: not later, not resumed, not imported', async () => {
  const off = await exec({ env: { HIVEMIND_CAPTURE: 'false' } });
  await settle();
  const resumed = await exec({ resume: off.sessionId });
  await settle();
  await stage.sandbox.expectHivemind('import', '--unwitnessed');
  for (const { word } of [off, resumed]) expect(stage.sandbox.filesWith(word)).toEqual([]);
  expect(stage.sandbox.sessionIds()).not.toContain(off.sessionId);
});

test('a session that is resumed with capture off takes no row any more', async () => {
  const open = await exec();
  const before = await stage.sandbox.rowsOfEnded(open.sessionId);
  const closed = await exec({ resume: open.sessionId, env: { HIVEMIND_CAPTURE: 'off' } });
  const reopened = await exec({ resume: open.sessionId });
  await settle();
  await stage.sandbox.expectHivemind('import', '--unwitnessed');
  expect(stage.sandbox.rows(open.sessionId)).toEqual(before);
  for (const { word } of [closed, reopened]) expect(stage.sandbox.filesWith(word)).toEqual([]);
});

test('of an ephemeral session nothing is kept', async () => {
  const { sessionId, word } = await exec({ flags: ['--ephemeral'] });
  await settle();
  expect(stage.sandbox.filesWith(word)).toEqual([]);
  expect(stage.sandbox.rows(sessionId)).toEqual([]);
});

test('what is marked private is in no file of ours; what stands around it is kept', async () => {
  const hidden = stage.random.word();
  const { sessionId, word } = await exec({}, (open) => `Tell of ${open} <private>not of ${hidden}</private>`);
  await stage.sandbox.rowsOfEnded(sessionId);
  await settle();
  expect(stage.sandbox.filesWith(hidden)).toEqual([]);
  expect(stage.sandbox.filesWith(word)).not.toEqual([]);
});

test('a session that no hook saw is left out of an import, and taken when asked for', async () => {
  const aside = `${stage.codex.hooksPath}.aside`;
  renameSync(stage.codex.hooksPath, aside);
  const unseen = await exec();
  renameSync(aside, stage.codex.hooksPath);
  const skipped = JSON.parse(await stage.sandbox.expectHivemind('import', '--json')) as { skipped: object };
  expect(skipped.skipped).toMatchObject({ unwitnessed: 1 });
  expect(stage.sandbox.filesWith(unseen.word)).toEqual([]);
  await stage.sandbox.expectHivemind('import', '--unwitnessed');
  expect(stage.sandbox.filesWith(unseen.word)).not.toEqual([]);
});
