/**
 * The whole way: work done with the real Claude Code on several days becomes a skill that its next session is given.
 * Nothing is started by hand but the agent, after one `hivemind install`.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { isRealPrompt } from '../../../src/types.ts';
import { DAY_MS } from '../../support/agents/claude-code/claude-code.ts';
import { tools } from '../../support/agents/claude-code/tools.ts';
import { eventually } from '../../support/agents/eventually.ts';
import type { Exchange } from '../../support/agents/mock-model.ts';
import { Random } from '../../support/agents/random.ts';
import { answer, conversation } from '../../support/agents/script.ts';
import { inventErrand, inventWork, type Work } from '../../support/agents/work.ts';
import { expectRecorded } from '../expect-recorded.ts';
import { type Played, playOut } from '../played.ts';
import { type Stage, setStage, strike } from './stage.ts';

let stage: Stage;
let work: Work;

beforeAll(async () => {
  const seed = inject('seed');
  work = inventWork(new Random(seed));
  stage = await setStage(seed, work.files);
  await stage.sandbox.expectHivemind('install');
  // The repository lies in a temporary folder, where skills are not written otherwise.
  await stage.sandbox.expectHivemind('config', 'set', 'publish.scratchRoots', 'true');
  await stage.sandbox.expectHivemind('config', 'set', 'publish.mode', 'auto');
});
afterAll(() => strike(stage));

/** A session at the terminal: one piece of the work, thanks, and goodbye. */
function workOnce(daysAgo: number): Promise<Played> {
  const piece = work.next(stage.sandbox.repo, tools);
  return playOut(stage, [piece.prompt, piece.thanks], async () => {
    stage.model.script(conversation(...piece.replies, ...piece.thanksReplies));
    const session = await stage.claude.open({ daysAgo });
    await session.ask(piece.prompt, piece.lastWords);
    await session.ask(piece.thanks, piece.thanksLastWords);
    await session.exit();
    const shown = session.terminal.everShown();
    expect(shown).not.toMatch(/hivemind/i);
    return { sessionId: session.sessionId, shown };
  });
}

/** A session with `-p` about something else. */
function runErrand(daysAgo: number): Promise<Played> {
  const { prompt, replies } = inventErrand(stage.random, tools);
  return playOut(stage, [prompt], async () => {
    stage.model.script(conversation(...replies));
    const { sessionId, ...result } = await stage.claude.print(prompt, { daysAgo });
    expect(result).toEqual({ exitCode: 0, stdout: 'So it is.', stderr: '' });
    return { sessionId, shown: result.stdout };
  });
}

/** Checks a session's rows, and that its prompts are of the day it took place. */
async function expectRecordedOn(played: Played, daysAgo: number): Promise<void> {
  const rows = await expectRecorded(stage.sandbox, played);
  const days = rows.filter(isRealPrompt).map(({ at }) => Math.round((Date.now() - at) / DAY_MS));
  expect(days).toEqual(played.prompts.map(() => daysAgo));
}

test('work that recurred and was accepted becomes a skill the next session is given', async () => {
  const { sandbox, model, claude } = stage;
  expect(sandbox.daemonPid()).toBeNull();

  const first = await workOnce(3);
  await eventually('the daemon that the first hook started lives on', () => sandbox.daemonPid());
  await expectRecordedOn(first, 3);
  await expectRecordedOn(await runErrand(3), 3);
  await expectRecordedOn(await workOnce(2), 2);
  await expectRecordedOn(await runErrand(2), 2);
  expect(sandbox.skills()).toEqual([]);

  await expectRecordedOn(await workOnce(1), 1);
  const [name = ''] = await eventually(
    'a skill in the repository',
    () => sandbox.skills().length > 0 && sandbox.skills(),
    () => sandbox.describeMining(),
  );
  expect(sandbox.skills()).toEqual([name]);
  const isListed = ({ request }: Exchange) => request.conversation.includes(`- ${name}: `);
  expect(model.exchanges.filter(isListed)).toEqual([]);

  const skill = readFileSync(join(sandbox.repo, '.claude', 'skills', name, 'SKILL.md'), 'utf8');
  for (const done of [...work.commands, work.file]) expect(skill).toContain(`\`${done}`);

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
