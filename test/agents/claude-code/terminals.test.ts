/** What a session takes from where it was started: its terminal's settings, its folder, its company. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { lastRun } from '../../../src/store/derived/runs.ts';
import { findHead } from '../../../src/store/heads.ts';
import type { SessionOptions } from '../../support/agents/claude-code/claude-code.ts';
import { bash } from '../../support/agents/claude-code/tools.ts';
import { eventually } from '../../support/agents/eventually.ts';
import { answer, conversation, type Lane } from '../../support/agents/script.ts';
import { expectRecorded } from '../expect-recorded.ts';
import { type Stage, setStage, strike } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage(inject('seed'));
  await stage.sandbox.expectHivemind('install');
});
afterAll(() => strike(stage));

/** The head of a short session, once it has ended. */
async function headOf(options: SessionOptions) {
  const { sandbox, model, claude, random } = stage;
  model.script(conversation(answer('Fine.')));
  const { sessionId } = await claude.print(`Tell of ${random.word()}`, options);
  await sandbox.rowsOfEnded(sessionId);
  const head = sandbox.read((store) => findHead(store, sessionId), null);
  if (head === null) throw new Error(`session ${sessionId} has no head`);
  return head;
}

test('the workspace is that of the terminal the session ran in', async () => {
  const named = await headOf({ env: { HIVEMIND_WORKSPACE_ID: 'atelier' } });
  const other = await headOf({});
  expect([named.workspaceId, other.workspaceId]).toEqual(['atelier', 'default']);
});

test('a folder below the repository and another work tree of it are the same project', async () => {
  const { sandbox } = stage;
  const below = join(sandbox.repo, 'below');
  const beside = join(sandbox.root, 'beside');
  mkdirSync(below);
  await sandbox.git('worktree', 'add', '--quiet', beside);
  const heads = [await headOf({}), await headOf({ cwd: below }), await headOf({ cwd: beside })];
  expect(new Set(heads.map(({ projectId }) => projectId)).size).toBe(1);
  expect(heads.map(({ cwd }) => cwd)).toEqual([sandbox.repo, below, beside]);
});

test('a project is mined as soon as a terminal’s number of turns is reached, while its session goes on', async () => {
  const { sandbox, model, claude, random } = stage;
  const { projectId } = await headOf({});
  // Twice as many turns as it takes: a run for the end of an earlier session may take the first of them with it.
  const words = [random.word(), random.word(), random.word(), random.word()];
  model.script(conversation(...words.map((word) => answer(`Noted ${word}.`))));
  const session = await claude.open({ env: { HIVEMIND_SKILLIFY_EVERY_N_TURNS: '2' } });
  for (const word of words) await session.ask(`Note ${word}`, `Noted ${word}.`);
  await eventually('a run for the turns', () => {
    return sandbox.read((store) => lastRun(store, projectId)?.reason === 'turns', false);
  });
  await session.exit();
});

test('sessions that run at the same time are each recorded whole', async () => {
  const { sandbox, model, claude, random } = stage;
  const words = [random.word(), random.word(), random.word()];
  const lanes: Lane[] = words.map((word) => ({
    ...conversation(
      answer('One.', bash(`echo ${word}`)),
      answer('Two.', bash('ls')),
      answer(`Said ${word}.`),
    ),
    takes: ({ opening }) => opening.includes(word),
  }));
  model.script(...lanes);
  const before = model.exchanges.length;
  const sessions = await Promise.all(words.map((word) => claude.print(`Say ${word}`)));
  model.expectSpent();
  for (const [index, { sessionId, stdout, stderr }] of sessions.entries()) {
    const exchanges = model.exchanges.slice(before).filter(({ request }) => request.sessionId === sessionId);
    expect(exchanges).toHaveLength(3);
    const prompts = [`Say ${words[index]}`];
    await expectRecorded(sandbox, { sessionId, prompts, exchanges, shown: stdout + stderr });
  }
});
