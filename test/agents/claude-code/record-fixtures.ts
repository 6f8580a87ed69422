/**
 * Records the scenes anew as fixtures for the parser's tests: what the real Claude Code writes and what its hooks get.
 * Run after a new version of Claude Code: `npm run record:agents`.
 */

import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'vitest';
import type { JsonObject } from '../../../src/types.ts';
import { copyingHook, recordFixture, SEED } from '../record-fixture.ts';
import * as scenes from './scenes.ts';
import { setStage, strike } from './stage.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures/claude-code');
const SCENES = {
  'printed-work': scenes.printedWork,
  'typed-work': scenes.typedWork,
  'failed-request': scenes.failedRequest,
  'interrupted-turns': scenes.interruptedTurns,
  'delegated-work': scenes.delegatedWork,
  'compacted-session': scenes.compactedSession,
  'slash-commands': scenes.slashCommands,
  'queued-prompts': scenes.queuedPrompts,
  'resumed-session': scenes.resumedSession,
  'forked-session': scenes.forkedSession,
};
const HOOKS = ['SessionStart', 'UserPromptSubmit', 'Stop', 'StopFailure', 'PreCompact', 'SessionEnd'];

test.each(Object.entries(SCENES))('records %s', async (name, scene) => {
  const stage = await setStage(SEED);
  const { sandbox, claude } = stage;
  try {
    const payloads = join(sandbox.root, 'payloads.jsonl');
    const settings = JSON.parse(claude.settings()) as JsonObject;
    settings.hooks = Object.fromEntries(HOOKS.map((event) => [event, [copyingHook(payloads)]]));
    writeFileSync(claude.settingsPath, JSON.stringify(settings));
    recordFixture(stage, await scene(stage), {
      target: join(FIXTURES, name),
      payloads,
      transcripts: join(sandbox.home, '.claude', 'projects'),
      isSpoken,
    });
  } finally {
    await strike(stage);
  }
});

function isSpoken({ type, attachment }: JsonObject): boolean {
  if (type === 'attachment') return (attachment as JsonObject).type === 'queued_command';
  return ['user', 'assistant', 'system', 'queue-operation'].includes(String(type));
}
