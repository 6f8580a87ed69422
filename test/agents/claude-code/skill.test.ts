/**
 * The whole way: work done with the real Claude Code on several days becomes a skill that its next session is given.
 * Nothing is started by hand but the agent, after one `hivemind install`.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../eventually.ts';
import type { Exchange } from '../mock-model.ts';
import { Random } from '../random.ts';
import { answer, conversation } from '../script.ts';
import { inventErrand, inventWork, type Work } from '../work.ts';
import { type Stage, setStage, strike } from './stage.ts';
import { tools } from './tools.ts';

let stage: Stage;
let work: Work;

beforeAll(async () => {
  const seed = inject('seed');
  work = inventWork(new Random(seed));
  stage = await setStage(seed, work.files);
  await stage.sandbox.expectHivemind('install');
  // The repository lies in a temporary folder, where skills are not written otherwise.
  await stage.sandbox.expectHivemind('config', 'set', 'publish.scratchRoots', 'true');
});
afterAll(() => strike(stage));

/** A session at the terminal: one piece of the work, thanks, and goodbye. */
async function workOnce(daysAgo: number): Promise<string> {
  const piece = work.next(stage.sandbox.repo, tools);
  stage.model.script(conversation(...piece.replies, ...piece.thanksReplies));
  const session = await stage.claude.open({ daysAgo });
  await session.ask(piece.prompt, piece.lastWords);
  await session.ask(piece.thanks, piece.thanksLastWords);
  await session.exit();
  expect(session.terminal.everShown()).not.toMatch(/hivemind/i);
  return session.sessionId;
}

/** A session with `-p` about something else. */
async function runErrand(daysAgo: number): Promise<string> {
  const { prompt, replies } = inventErrand(stage.random, tools);
  stage.model.script(conversation(...replies));
  const { sessionId, ...result } = await stage.claude.print(prompt, { daysAgo });
  expect(result).toEqual({ exitCode: 0, stdout: 'So it is.', stderr: '' });
  return sessionId;
}

test('work that recurred and was accepted becomes a skill the next session is given', async () => {
  const { sandbox, model, claude } = stage;
  expect(sandbox.daemonPid()).toBeNull();

  const sessions = [await workOnce(3)];
  await eventually('the daemon that the first hook started lives on', () => sandbox.daemonPid());
  sessions.push(await runErrand(3), await workOnce(2), await runErrand(2));
  for (const id of sessions) await sandbox.rowsOfEnded(id);
  expect(sandbox.skills()).toEqual([]);

  sessions.push(await workOnce(1));
  const [name = ''] = await eventually(
    'a skill in the repository',
    () => sandbox.skills().length > 0 && sandbox.skills(),
    () => sandbox.describeMining(),
  );
  expect(sandbox.skills()).toEqual([name]);
  const isListed = ({ request }: Exchange) => request.conversation.includes(`- ${name}: `);
  expect(model.exchanges.filter(isListed)).toEqual([]);

  const skill = readFileSync(join(sandbox.repo, '.claude', 'skills', name, 'SKILL.md'), 'utf8');
  for (const command of work.commands) expect(skill).toContain(command);

  const before = model.exchanges.length;
  model.script(conversation(answer('Hello.')));
  await claude.print('Hello');
  expect(model.exchanges.slice(before, before + 1).filter(isListed)).toHaveLength(1);
});

test('each line of the skill leads back to events of these sessions', async () => {
  const [name = ''] = stage.sandbox.skills();
  const told = JSON.parse(await stage.sandbox.expectHivemind('skillify', 'explain', name, '--json')) as {
    lines: { evidence: { sessionId: string; eventId: string }[] }[];
  };
  const evidence = told.lines.flatMap((line) => line.evidence);
  expect(evidence.length).toBeGreaterThan(0);
  for (const { sessionId, eventId } of evidence)
    expect(stage.sandbox.rows(sessionId).map(({ id }) => id)).toContain(eventId);
});
