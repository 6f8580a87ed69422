/** Mines the generated project of the home named on the command line from scratch, over and over, until it is stopped. */

import { mineProject } from '../../src/mine/mine-project.ts';
import { DEFAULT_THRESHOLDS } from '../../src/mine/rank/thresholds.ts';
import { homePaths } from '../../src/paths.ts';
import { openStore } from '../../src/store/open.ts';
import { GENERATED_PROJECT } from './generator.ts';

const store = openStore(homePaths(process.argv[2] ?? '').database);
for (let run = 1; ; run += 1) {
  store.exec('DELETE FROM episode_cursors');
  mineProject(store, GENERATED_PROJECT, { ...DEFAULT_THRESHOLDS, now: Date.UTC(2030, 0, 1) });
  process.stdout.write(`${run}\n`);
}
