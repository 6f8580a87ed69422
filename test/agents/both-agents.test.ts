/** One project, two agents: what Claude Code and Codex did in turn becomes one skill, whichever of them a session ran in. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { tools as claudeTools } from '../support/agents/claude-code/tools.ts';
import { Codex } from '../support/agents/codex/codex.ts';
import { tools as codexTools } from '../support/agents/codex/tools.ts';
import { eventually } from '../support/agents/eventually.ts';
import { Random } from '../support/agents/random.ts';
import { conversation } from '../support/agents/script.ts';
import { inventWork, type Piece, type Toolbox, type Work } from '../support/agents/work.ts';
import { type Stage as ClaudeStage, setStage, strike } from './claude-code/stage.ts';

let stage: ClaudeStage;
let codex: Codex;
let work: Work;

beforeAll(async () => {
  const seed = inject('seed');
  work = inventWork(new Random(seed));
  stage = await setStage(seed, work.files);
  const { sandbox, model } = stage;
  codex = new Codex(inject('codex'), sandbox, model);
  codex.settleIn();
  await sandbox.expectHivemind('install', '--only', 'claude-code,codex');
  // The repository lies in a temporary folder, where skills are not written otherwise.
  await sandbox.expectHivemind('config', 'set', 'publish.scratchRoots', 'true');
  await sandbox.expectHivemind('config', 'set', 'publish.mode', 'auto');
  // Codex takes the time from the system, so all of it happens on one day.
  await sandbox.expectHivemind('config', 'set', 'skillify.minDays', '1');
  await codex.trustHooks();
});
afterAll(async () => {
  await codex.closeAll();
  await strike(stage);
});

/** The next piece of the work, with the model's words for an agent that has these tools. */
function nextPiece(tools: Toolbox): Piece {
  const piece = work.next(stage.sandbox.repo, tools);
  stage.model.script(conversation(...piece.replies, ...piece.thanksReplies));
  return piece;
}

async function workWithClaude(): Promise<void> {
  const piece = nextPiece(claudeTools);
  const session = await stage.claude.open({ daysAgo: 0 });
  await session.ask(piece.prompt, piece.lastWords);
  await session.ask(piece.thanks, piece.thanksLastWords);
  await session.exit();
}

async function workWithCodex(): Promise<void> {
  const piece = nextPiece(codexTools);
  const session = await codex.open({ server: false });
  await session.ask(piece.prompt, piece.lastWords);
  await session.ask(piece.thanks, piece.thanksLastWords);
  await session.quit();
}

test('patches of two files and edits of one file each are steps of the same work', async () => {
  const { sandbox } = stage;
  await workWithClaude();
  await workWithCodex();
  expect(sandbox.skills()).toEqual([]);
  await workWithCodex();
  const [name = ''] = await eventually(
    'a skill in the repository',
    () => sandbox.skills().length > 0 && sandbox.skills(),
    () => sandbox.describeMining(),
  );
  const skill = readFileSync(join(sandbox.repo, '.claude', 'skills', name, 'SKILL.md'), 'utf8');
  for (const done of [...work.commands, work.file]) expect(skill).toContain(`\`${done}`);
});
