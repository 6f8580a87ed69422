/** What the real Claude Code does becomes rows: each thing a session can hold, once. */

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { expectRecorded } from '../expect-recorded.ts';
import type { Played } from '../played.ts';
import * as scenes from './scenes.ts';
import { type Stage, setStage, strike } from './stage.ts';

let stage: Stage;
const played: Played[] = [];

beforeAll(async () => {
  stage = await setStage(inject('seed'));
  await stage.sandbox.expectHivemind('install');
});
afterAll(() => strike(stage));

async function play(scene: (stage: Stage) => Promise<Played>) {
  const result = await scene(stage);
  played.push(result);
  return { result, rows: await expectRecorded(stage.sandbox, result) };
}

describe('a session of Claude Code is recorded whole', () => {
  test('with -p: thinking, commands, files, two calls at once, a failing one', async () => {
    const { rows } = await play(scenes.printedWork);
    const results = rows.filter(({ kind }) => kind === 'tool_result');
    expect(results.filter(({ ok }) => ok === false)).toHaveLength(1);
    expect(results.find(({ ok }) => ok === false)?.meta?.exitCode).toBe(2);
    expect(rows.find(({ kind }) => kind === 'user_prompt')?.meta?.promptSource).toBe('headless');
  });

  test('in a terminal', async () => {
    const { rows } = await play(scenes.typedWork);
    const sources = rows.filter(({ kind }) => kind === 'user_prompt').map(({ meta }) => meta?.promptSource);
    expect(sources).toEqual(['typed', 'typed']);
    expect(rows.filter(({ kind }) => kind === 'turn_end')).toHaveLength(2);
  });

  test('with an API error for an answer', async () => {
    const { rows } = await play(scenes.failedRequest);
    const said = rows.filter(({ kind }) => kind === 'assistant_message');
    expect(said.map(({ meta }) => meta?.apiError)).toEqual([true]);
  });

  test('interrupted during a command and during an answer', async () => {
    const { rows } = await play(scenes.interruptedTurns);
    expect(rows.filter(({ meta }) => meta?.interrupted === true)).toHaveLength(2);
  });

  test('with work handed to a subagent, whose events bear its id and whose prompt is no person’s', async () => {
    const { rows } = await play(scenes.delegatedWork);
    const delegated = rows.filter(({ meta }) => meta?.subagentId !== undefined);
    expect(delegated.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['tool_call', 'tool_result']));
  });

  test('compacted, without the summary among the prompts', async () => {
    const { rows } = await play(scenes.compactedSession);
    expect(rows.filter(({ kind }) => kind === 'compaction')).toHaveLength(1);
  });

  test('with a slash command as a prompt, and neither local commands nor `!` commands', async () => {
    const { rows } = await play(scenes.slashCommands);
    const prompts = rows.filter(({ kind }) => kind === 'user_prompt');
    expect(prompts.map(({ meta }) => meta?.promptSource)).toEqual(['slash']);
    const calls = rows.filter(({ kind }) => kind === 'tool_call');
    expect(calls.map(({ origin, tool }) => [origin, tool])).toEqual([['user', 'Bash']]);
  });

  test('with prompts queued while a command ran and while the model answered', async () => {
    const { rows } = await play(scenes.queuedPrompts);
    const sources = rows.filter(({ kind }) => kind === 'user_prompt').map(({ meta }) => meta?.promptSource);
    expect(sources).toEqual(['typed', 'queued', 'queued']);
  });

  test('in a terminal that is closed', async () => {
    await play(scenes.closedTerminal);
  });

  test('with an image, of which only the number is kept', async () => {
    const { rows } = await play(scenes.promptWithImage);
    expect(rows.find(({ kind }) => kind === 'user_prompt')?.meta?.images).toBe(1);
    expect(stage.sandbox.filesWith(scenes.PIXEL)).toEqual([]);
  });

  test('killed in the middle of an answer, but for the words that were never written', async () => {
    const result = await scenes.killedSession(stage);
    const exchanges = result.exchanges.slice(0, -1);
    await expectRecorded(stage.sandbox, { ...result, exchanges }, false);
  });

  test('resumed under the same id', async () => {
    await play(scenes.resumedSession);
  });

  test('forked: the fork holds all of it, and the store each event once', async () => {
    await play(scenes.forkedSession);
  });
});

test('hooks show nothing to the user', () => {
  for (const { shown } of played) expect(shown).not.toMatch(/hivemind/i);
});

test('reading everything again adds nothing', async () => {
  await stage.sandbox.waitForEmptySpool();
  const before = played.map(({ sessionId }) => stage.sandbox.rows(sessionId));
  await stage.sandbox.expectHivemind('skillify', 'run');
  expect(played.map(({ sessionId }) => stage.sandbox.rows(sessionId))).toEqual(before);
});
