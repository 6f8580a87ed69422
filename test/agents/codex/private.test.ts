/** The real Codex in private, beside a background server that another terminal started with capture on. */

import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { packageRoot } from '../../../src/lib/package.ts';
import type { TerminalSessionOptions } from '../../support/agents/codex/codex.ts';
import { answer, conversation } from '../../support/agents/script.ts';
import { type Stage, setStage, strike } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage(inject('seed'));
  await stage.sandbox.expectHivemind('install');
  await stage.codex.trustHooks();
});
afterAll(() => strike(stage));

/** One short session in a terminal about a word of its own, left open. */
async function talk(options: TerminalSessionOptions) {
  const word = stage.random.word();
  const session = await stage.codex.open({ server: true, ...options });
  stage.model.script(conversation(answer('Fine.')));
  await session.ask(`Tell of ${word}`, 'Fine.');
  return { session, word };
}

test('hivemind private leaves nothing, though a server with capture on would run the hooks', async () => {
  const open = await talk({});
  const hivemind = resolve(packageRoot(), 'bin/hivemind');
  const hidden = await talk({ through: [hivemind, 'private', '--'] });
  await hidden.session.quit();
  await stage.sandbox.rowsWhen(open.session.sessionId, 'its prompt', (rows) =>
    rows.some(({ text }) => text?.includes(open.word) === true),
  );
  await open.session.quit();
  await stage.sandbox.waitForEmptySpool();
  await stage.sandbox.expectHivemind('import', '--unwitnessed');
  expect(stage.sandbox.filesWith(hidden.word)).toEqual([]);
});
