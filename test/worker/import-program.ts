/**
 * Imports a folder into a home, both named on the command line: a process of its own, for tests that kill it. With a
 * third argument n, it kills itself, without warning, before the n-th statement that writes. At its end it prints how many
 * there were.
 */

import { loadConfig } from '../../src/config.ts';
import { homePaths } from '../../src/paths.ts';
import { openStore } from '../../src/store/open.ts';
import { importHistory } from '../../src/worker/import.ts';

const [, , home = '', folder = '', killAt = '0'] = process.argv;
let steps = 0;

const paths = homePaths(home);
const store = openStore(paths.database);
const prepare = store.prepare.bind(store);
store.prepare = ((source: string) => {
  const statement = prepare(source);
  const run = statement.run.bind(statement);
  statement.run = (...values: unknown[]) => {
    steps += 1;
    if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
    return run(...values);
  };
  return statement;
}) as typeof store.prepare;

const config = loadConfig(paths.config, {});
const context = { paths, store, config, env: process.env, now: () => Date.now() };
await importHistory(context, { paths: [folder], installedAt: null });
process.stdout.write(`${steps}\n`);
