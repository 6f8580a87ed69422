/** What the real Codex does becomes rows: each thing a session can hold, once. */

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { stepsOf } from '../../../src/mine/read/steps.ts';
import { expectRecorded } from '../expect-recorded.ts';
import type { Played } from '../played.ts';
import * as scenes from './scenes.ts';
import { type Stage, setStage, strike } from './stage.ts';

let stage: Stage;
const played: Played[] = [];

beforeAll(async () => {
  stage = await setStage(inject('seed'));
  await stage.sandbox.expectHivemind('install');
  await stage.codex.trustHooks();
});
afterAll(() => strike(stage));

/** @param ended whether Codex tells of the session's end */
async function play(scene: (stage: Stage) => Promise<Played>, ended = true) {
  const result = await scene(stage);
  played.push(result);
  return { result, rows: await expectRecorded(stage.sandbox, result, ended) };
}

describe('a session of Codex is recorded whole', () => {
  test('with exec: thinking, commands, patches, a failing command', async () => {
    const { rows } = await play(scenes.executedWork);
    const results = rows.filter(({ kind }) => kind === 'tool_result');
    expect(results.filter(({ ok }) => ok === false).map(({ meta }) => meta?.exitCode)).toEqual([2]);
    expect(rows.find(({ kind }) => kind === 'user_prompt')?.meta?.promptSource).toBe('headless');
  });

  test('with exec and scripts: what a script runs, with its exit code', async () => {
    const { rows } = await play(scenes.scriptedWork);
    const calls = rows.filter(({ kind }) => kind === 'tool_call');
    expect(calls.map(({ tool }) => tool)).toEqual(['exec_command', 'exec_command', 'apply_patch']);
    const results = rows.filter(({ kind }) => kind === 'tool_result');
    expect(results.filter(({ ok }) => ok === false).map(({ meta }) => meta?.exitCode)).toEqual([2]);
  });

  test('with exec and longer scripts: each command and patch once, with how it ended', async () => {
    const { rows } = await play(scenes.longerScripts);
    const steps = stepsOf(rows).map(({ kind, command, edits, ok }) => [
      kind,
      command?.split(' ')[0] ?? edits[0]?.path,
      ok,
    ]);
    const file = steps.find(([kind]) => kind === 'edit')?.[1];
    expect(file).toMatch(/\.txt$/);
    expect(steps.sort()).toEqual([
      ['command', 'cat', true],
      ['command', 'ls', false],
      ['command', 'printf', true],
      ['edit', file, true],
    ]);
  });

  test('in a terminal', async () => {
    const { rows } = await play(scenes.typedWork);
    const sources = rows.filter(({ kind }) => kind === 'user_prompt').map(({ meta }) => meta?.promptSource);
    expect(sources).toEqual(['typed', 'typed']);
    expect(rows.filter(({ kind }) => kind === 'turn_end')).toHaveLength(2);
  });

  test('in a terminal with the background server, which tells of no end', async () => {
    const { result } = await play(scenes.servedWork, false);
    await stage.sandbox.rowsWhen(result.sessionId, 'two turns that ended', (rows) => {
      return rows.filter(({ kind }) => kind === 'turn_end').length === 2;
    });
  });

  test('with an API error for an answer', async () => {
    const { rows } = await play(scenes.failedRequest);
    expect(rows.filter(({ meta }) => meta?.apiError === true)).toHaveLength(1);
  });

  test('interrupted during a command and during an answer, of which Codex keeps nothing', async () => {
    const result = await scenes.interruptedTurns(stage);
    const exchanges = result.exchanges.filter(({ said }) => !said?.startsWith('It began'));
    const rows = await expectRecorded(stage.sandbox, { ...result, exchanges });
    expect(rows.filter(({ meta }) => meta?.interrupted === true)).toHaveLength(2);
  });

  test('with work handed to a subagent, whose events bear its id', async () => {
    const { rows } = await play(scenes.delegatedWork);
    const delegated = rows.filter(({ meta }) => meta?.subagentId !== undefined);
    expect(delegated.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['tool_call', 'tool_result']));
  });

  test('compacted, without the summary among the prompts', async () => {
    const { rows } = await play(scenes.compactedSession);
    expect(rows.filter(({ kind }) => kind === 'compaction')).toHaveLength(1);
  });

  test('with a prompt sent while the model answers', async () => {
    await play(scenes.steeredTurn);
  });

  test('resumed under the same id', async () => {
    await play(scenes.resumedSession);
  });
});

test('reading everything again adds nothing', async () => {
  await stage.sandbox.waitForEmptySpool();
  const before = played.map(({ sessionId }) => stage.sandbox.rows(sessionId));
  await stage.sandbox.expectHivemind('skillify', 'run');
  expect(played.map(({ sessionId }) => stage.sandbox.rows(sessionId))).toEqual(before);
});
