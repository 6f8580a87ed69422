/**
 * Catches up with the home named on the command line: a process of its own, for tests that kill it. With a second
 * argument n, it kills itself, without warning, at the n-th step: before a statement that writes, in a transaction or
 * not, or between two pieces of work. With a third, it works as the user of that id. At its end it prints the number of
 * steps.
 */

import { loadConfig } from '../../src/config.ts';
import { run as runProgram } from '../../src/lib/run.ts';
import { homePaths } from '../../src/paths.ts';
import { openStore } from '../../src/store/open.ts';
import { catchUp } from '../../src/worker/catch-up.ts';
import { deadlySteps, stepBeforeWrites } from './deadly-steps.ts';

const [, , home = '', killAt = '0', user] = process.argv;
const { step, count } = deadlySteps(killAt);

const paths = homePaths(home);
const store = openStore(paths.database);
if (user !== undefined) {
  // All code is loaded by now: that user need not be able to read it.
  await runProgram('git', ['--version']);
  process.setgid?.(Number(user));
  process.setuid?.(Number(user));
}
stepBeforeWrites(store, step);

await catchUp({
  paths,
  store,
  config: loadConfig(paths.config, {}),
  env: process.env,
  now: () => {
    step();
    return Date.now();
  },
});
process.stdout.write(`${count()}\n`);
