/** The real Codex runs hooks once their user has trusted them; what it does before, and without keeping sessions. */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { SessionOptions } from '../../support/agents/codex/codex.ts';
import { eventually } from '../../support/agents/eventually.ts';
import { answer, conversation } from '../../support/agents/script.ts';
import { type Stage, setStage, strike } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage(inject('seed'));
  await stage.sandbox.expectHivemind('install');
});
afterAll(() => strike(stage));

/** One short session about a word of its own. */
async function exec(options: SessionOptions = {}): Promise<{ sessionId: string; word: string }> {
  const word = stage.random.word();
  stage.model.script(conversation(answer('Fine.')));
  const { sessionId, exitCode, stdout } = await stage.codex.exec(`Tell of ${word}`, options);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'Fine.' });
  return { sessionId, word };
}

async function trusted(): Promise<boolean | null | undefined> {
  const status = JSON.parse(await stage.sandbox.expectHivemind('status', '--json')) as {
    agents: { id: string; installed: boolean; trusted: boolean | null }[];
  };
  return status.agents.find(({ id, installed }) => id === 'codex' && installed)?.trusted;
}

test('hooks that were not trusted do not run, and status says that they are not', async () => {
  expect(await trusted()).toBe(false);
  const { word } = await exec();
  expect(stage.sandbox.filesWith(word)).toEqual([]);
});

test('the review in the terminal makes them run, and status says that they are trusted', async () => {
  await stage.codex.trustHooks();
  expect(await trusted()).toBe(true);
  const { sessionId } = await exec();
  await stage.sandbox.rowsOfEnded(sessionId);
});

test('installing again asks for no new review', async () => {
  const hooks = readFileSync(stage.codex.hooksPath, 'utf8');
  await stage.sandbox.expectHivemind('install');
  expect(readFileSync(stage.codex.hooksPath, 'utf8')).toBe(hooks);
  const { sessionId } = await exec();
  await stage.sandbox.rowsOfEnded(sessionId);
});

test('a session with HIVEMIND_CAPTURE=false, and an ephemeral one, leave nothing', async () => {
  const off = await exec({ env: { HIVEMIND_CAPTURE: 'false' } });
  const ephemeral = await exec({ flags: ['--ephemeral'] });
  const { sessionId } = await exec();
  await stage.sandbox.rowsOfEnded(sessionId);
  await stage.sandbox.expectHivemind('skillify', 'run');
  for (const { word } of [off, ephemeral]) expect(stage.sandbox.filesWith(word)).toEqual([]);
  await eventually('the ephemeral session is forgotten', () => {
    return !stage.sandbox.sessionIds().includes(ephemeral.sessionId);
  });
});

test('uninstall takes the file away that install made', async () => {
  await stage.sandbox.expectHivemind('uninstall', '--yes');
  expect(() => readFileSync(stage.codex.hooksPath)).toThrow('ENOENT');
});

test('--trust-codex makes them run without a review', async () => {
  await stage.sandbox.expectHivemind('install', '--trust-codex');
  expect(await trusted()).toBe(true);
  const { sessionId } = await exec();
  await stage.sandbox.rowsOfEnded(sessionId);
});
