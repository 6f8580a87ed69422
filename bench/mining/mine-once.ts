/** Mines the project of one store in a process of its own, and prints what it took: its memory is mining's alone. */

import { mineProject } from '../../src/mine/mine-project.ts';
import { DEFAULT_THRESHOLDS } from '../../src/mine/rank/thresholds.ts';
import { openStore } from '../../src/store/open.ts';
import { GENERATED_PROJECT } from './generator.ts';

/** What one run took, as one line of JSON. */
export interface MiningRun {
  episodes: number;
  /** Wall time, and the processor time that a busy machine does not stretch. */
  ms: number;
  cpuMs: number;
  peakMiB: number;
}

const OPTIONS = { ...DEFAULT_THRESHOLDS, now: Date.UTC(2030, 0, 1) };

const store = openStore(process.argv[2] ?? '');
store.pragma('synchronous = OFF');
const start = performance.now();
const before = process.cpuUsage();
const { episodes } = mineProject(store, GENERATED_PROJECT, OPTIONS);
const { user, system } = process.cpuUsage(before);
const run: MiningRun = {
  episodes: episodes.length,
  ms: performance.now() - start,
  cpuMs: (user + system) / 1_000,
  peakMiB: Math.round(process.resourceUsage().maxRSS / 1_024),
};
store.close();
process.stdout.write(JSON.stringify(run));
