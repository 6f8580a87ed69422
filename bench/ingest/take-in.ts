/** Takes in what waits in the home named on the command line, in a process of its own, and prints what it took. */

import { loadConfig } from '../../src/config.ts';
import { homePaths } from '../../src/paths.ts';
import { openStore } from '../../src/store/open.ts';
import { catchUp } from '../../src/worker/catch-up.ts';

const paths = homePaths(process.argv[2] ?? '');
const store = openStore(paths.database);
const config = loadConfig(paths.config, {});
const cpuBefore = process.cpuUsage();
const start = process.hrtime.bigint();
const { events } = await catchUp({ paths, store, config, env: process.env, now: () => Date.now() });
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const { user, system } = process.cpuUsage(cpuBefore);
store.pragma('wal_checkpoint(TRUNCATE)');
store.close();
// KiB on Linux and macOS, as libuv has it.
const peakRssMb = (process.resourceUsage().maxRSS * 1_024) / 1e6;
process.stdout.write(JSON.stringify({ events, seconds, cpuSeconds: (user + system) / 1e6, peakRssMb }));
