/**
 * Mines the project `p1` of a home named on the command line: a process of its own, for tests that kill it. With a second
 * argument n, it kills itself, without warning, before the n-th statement that writes. At its end it prints how many there
 * were.
 */

import { loadConfig } from '../../src/config.ts';
import { homePaths } from '../../src/paths.ts';
import { openStore } from '../../src/store/open.ts';
import { skillifyProject } from '../../src/worker/skillify.ts';
import { deadlySteps, stepBeforeWrites } from './deadly-steps.ts';

const [, , home = '', killAt = '0'] = process.argv;
const { step, count } = deadlySteps(killAt);

const paths = homePaths(home);
const store = openStore(paths.database);
stepBeforeWrites(store, step);

const context = {
  paths,
  store,
  config: loadConfig(paths.config, {}),
  env: process.env,
  now: () => 1_800_000_000_000,
};
await skillifyProject(
  context,
  { id: 'p1', remote: null, root: '/nowhere/repo' },
  { reason: 'manual', dryRun: false },
);
process.stdout.write(`${count()}\n`);
