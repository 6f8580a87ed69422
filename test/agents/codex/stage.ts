/** What a scene with Codex is played with. */

import { inject } from 'vitest';
import { Codex } from '../../support/agents/codex/codex.ts';
import { MockModel } from '../../support/agents/mock-model.ts';
import { Random } from '../../support/agents/random.ts';
import { Sandbox } from '../../support/agents/sandbox.ts';
import type { Scenery } from '../played.ts';

export interface Stage extends Scenery {
  codex: Codex;
}

/** A person who has used Codex in a repository, and not yet hivemind. @param files of the first commit */
export async function setStage(
  seed: number,
  files: Readonly<Record<string, string>> = { 'README.md': 'A thing.\n' },
): Promise<Stage> {
  const sandbox = new Sandbox();
  const model = await MockModel.start();
  const codex = new Codex(inject('codex'), sandbox, model);
  await sandbox.commitRepository(files);
  codex.settleIn();
  return { sandbox, model, codex, random: new Random(seed) };
}

/** Ends everything that still runs, and removes it. */
export async function strike({ sandbox, model, codex }: Stage): Promise<void> {
  await codex.closeAll();
  await model.stop();
  if (sandbox.daemonPid() !== null) await sandbox.expectHivemind('daemon', 'stop');
  sandbox.remove();
}
