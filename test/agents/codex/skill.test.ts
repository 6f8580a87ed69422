/**
 * The whole way: work done with the real Codex becomes a skill that its next session is given. Codex takes the time from
 * the system, so all of it happens on one day, and one day is set to be enough.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { tools } from '../../support/agents/codex/tools.ts';
import { eventually } from '../../support/agents/eventually.ts';
import { Random } from '../../support/agents/random.ts';
import { answer, conversation } from '../../support/agents/script.ts';
import { inventErrand, inventWork, type Work } from '../../support/agents/work.ts';
import { type Stage, setStage, strike } from './stage.ts';

let stage: Stage;
let work: Work;

beforeAll(async () => {
  const seed = inject('seed');
  work = inventWork(new Random(seed));
  stage = await setStage(seed, work.files);
  const { sandbox, codex } = stage;
  await sandbox.expectHivemind('install');
  // The repository lies in a temporary folder, where skills are not written otherwise.
  await sandbox.expectHivemind('config', 'set', 'publish.scratchRoots', 'true');
  await sandbox.expectHivemind('config', 'set', 'publish.mode', 'auto');
  await sandbox.expectHivemind('config', 'set', 'skillify.minDays', '1');
  await codex.trustHooks();
});
afterAll(() => strike(stage));

/** A session at the terminal: one piece of the work, thanks, and goodbye. */
async function typeWork(server: boolean): Promise<string> {
  const { sandbox, model, codex } = stage;
  const piece = work.next(sandbox.repo, tools);
  model.script(conversation(...piece.replies, ...piece.thanksReplies));
  const session = await codex.open({ server });
  await session.ask(piece.prompt, piece.lastWords);
  await session.ask(piece.thanks, piece.thanksLastWords);
  const { sessionId } = session;
  await session.quit();
  return sessionId;
}

/** The same with `exec`, the thanks in a second call. */
async function executeWork(): Promise<string> {
  const { sandbox, model, codex } = stage;
  const piece = work.next(sandbox.repo, tools);
  model.script(conversation(...piece.replies, ...piece.thanksReplies));
  const { sessionId } = await codex.exec(piece.prompt);
  await codex.exec(piece.thanks, { resume: sessionId });
  return sessionId;
}

async function runErrand(): Promise<void> {
  const { prompt, replies } = inventErrand(stage.random, tools);
  stage.model.script(conversation(...replies));
  await stage.codex.exec(prompt);
}

test('work that recurred and was accepted becomes a skill the next session is given', async () => {
  const { sandbox, model, codex } = stage;
  await typeWork(false);
  await runErrand();
  await typeWork(true);
  expect(sandbox.skills()).toEqual([]);
  await executeWork();
  const [name = ''] = await eventually(
    'a skill in the repository',
    () => sandbox.skills().length > 0 && sandbox.skills(),
    () => sandbox.describeMining(),
  );
  const skill = readFileSync(join(sandbox.repo, '.claude', 'skills', name, 'SKILL.md'), 'utf8');
  for (const done of [...work.commands, work.file]) expect(skill).toContain(`\`${done}`);

  const before = model.exchanges.length;
  model.script(conversation(answer('Hello.')));
  await codex.exec('Hello');
  expect(model.exchanges[before]?.request.conversation).toContain(`- ${name}: `);
});
