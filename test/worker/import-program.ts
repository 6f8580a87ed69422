/**
 * Imports a folder into a home, both named on the command line: a process of its own, for tests that kill it. With a
 * third argument n, it kills itself, without warning, before the n-th statement that writes. At its end it prints how many
 * there were.
 */

import { loadConfig } from '../../src/config.ts';
import { homePaths } from '../../src/paths.ts';
import { openStore } from '../../src/store/open.ts';
import { importHistory } from '../../src/worker/import.ts';
import { deadlySteps, stepBeforeWrites } from './deadly-steps.ts';

const [, , home = '', folder = '', killAt = '0'] = process.argv;
const { step, count } = deadlySteps(killAt);

const paths = homePaths(home);
const store = openStore(paths.database);
stepBeforeWrites(store, step);

const config = loadConfig(paths.config, {});
const context = { paths, store, config, env: process.env, now: () => Date.now() };
await importHistory(context, { paths: [folder], installedAt: null });
process.stdout.write(`${count()}\n`);
