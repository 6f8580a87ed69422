/**
 * Records the scenes anew as fixtures for the parser's tests: what the real Codex writes and what its hooks get.
 * Run after a new version of Codex: `npm run record:agents`.
 */

import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'vitest';
import type { JsonObject } from '../../../src/types.ts';
import { copyingHook, recordFixture, SEED } from '../record-fixture.ts';
import * as scenes from './scenes.ts';
import { setStage, strike } from './stage.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures/codex');
const SCENES = {
  'executed-work': scenes.executedWork,
  'scripted-work': scenes.scriptedWork,
  'typed-work': scenes.typedWork,
  'served-work': scenes.servedWork,
  'failed-request': scenes.failedRequest,
  'interrupted-turns': scenes.interruptedTurns,
  'delegated-work': scenes.delegatedWork,
  'compacted-session': scenes.compactedSession,
  'steered-turn': scenes.steeredTurn,
  'resumed-session': scenes.resumedSession,
};
const HOOKS = [
  'SessionStart',
  'UserPromptSubmit',
  'PostCompact',
  'Stop',
  'SubagentStart',
  'SubagentStop',
  'Interrupt',
  'SessionEnd',
];

test.each(Object.entries(SCENES))('records %s', async (name, scene) => {
  const stage = await setStage(SEED);
  const { sandbox, codex } = stage;
  try {
    const payloads = join(sandbox.root, 'payloads.jsonl');
    const hooks = Object.fromEntries(HOOKS.map((event) => [event, [copyingHook(payloads)]]));
    writeFileSync(codex.hooksPath, JSON.stringify({ hooks }));
    await codex.trustHooks();
    recordFixture(stage, await scene(stage), {
      target: join(FIXTURES, name),
      payloads,
      transcripts: join(codex.home, 'sessions'),
      isSpoken,
    });
  } finally {
    await strike(stage);
  }
});

/** Everything but instructions, lists of tools and states of the program. */
function isSpoken({ type, payload }: JsonObject): boolean {
  const { role, type: kind } = payload as JsonObject;
  return (
    (type === 'event_msg' || type === 'response_item') &&
    role !== 'developer' &&
    kind !== 'thread_settings_applied'
  );
}
