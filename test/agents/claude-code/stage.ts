/** What a scene with Claude Code is played with. */

import { inject } from 'vitest';
import { ClaudeCode } from '../../support/agents/claude-code/claude-code.ts';
import { MockModel } from '../../support/agents/mock-model.ts';
import { Random } from '../../support/agents/random.ts';
import { Sandbox } from '../../support/agents/sandbox.ts';
import type { Scenery } from '../played.ts';

export interface Stage extends Scenery {
  claude: ClaudeCode;
}

/** A person who has used Claude Code in a repository, and not yet hivemind. @param files of the first commit */
export async function setStage(
  seed: number,
  files: Readonly<Record<string, string>> = { 'README.md': 'A thing.\n' },
): Promise<Stage> {
  const sandbox = new Sandbox();
  const model = await MockModel.start();
  const claude = new ClaudeCode(inject('claudeCode'), sandbox, model);
  await sandbox.commitRepository(files);
  claude.settleIn();
  return { sandbox, model, claude, random: new Random(seed) };
}

/** Ends everything that still runs, and removes it. */
export async function strike({ sandbox, model, claude }: Stage): Promise<void> {
  await claude.closeAll();
  await model.stop();
  if (sandbox.daemonPid() !== null) await sandbox.expectHivemind('daemon', 'stop');
  sandbox.remove();
}
