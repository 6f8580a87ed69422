/** From the end of the session that makes work recur often enough to the skill on disk. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { playSession } from '../../src/cli/demo/play.ts';
import { SAMPLES } from '../../src/cli/demo/samples.ts';
import { makeScratchHome, removeScratchHome, settleIn } from '../../src/cli/demo/scratch-home.ts';
import { untilMined } from '../../src/cli/demo/wait.ts';
import { type Spread, spreadOf } from '../report/stats.ts';

/** @param runs how often to play the sample sessions from the beginning */
export async function measureFirstSkill(runs: number): Promise<Spread> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await endToSkill());
  return spreadOf(times);
}

/** Plays one sample session after the other, each when the one before was mined, until there is a skill. */
async function endToSkill(): Promise<number> {
  const home = makeScratchHome(process.env);
  try {
    await settleIn(home);
    for (const [index, sample] of SAMPLES.entries()) {
      await playSession(home, sample, Date.now());
      const endedAt = Date.now();
      (await untilMined(home, index + 1)).store.close();
      const [writtenAt] = skillTimes(join(home.root, '.claude', 'skills'));
      if (writtenAt !== undefined) return writtenAt - endedAt;
    }
    throw new Error('the sample sessions became no skill');
  } finally {
    await removeScratchHome(home);
  }
}

/** When each skill was written, ms since the epoch, the first one first. */
function skillTimes(folder: string): number[] {
  try {
    return readdirSync(folder)
      .map((name) => statSync(join(folder, name, 'SKILL.md')).mtimeMs)
      .sort((a, b) => a - b);
  } catch {
    // No skill yet.
    return [];
  }
}
