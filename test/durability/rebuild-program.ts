/**
 * Opens the store of the home named on the command line as the daemon does, which rebuilds a damaged one: a process of
 * its own, for tests that kill it. With a second argument n it kills itself, without warning, at the n-th step: before a
 * change to files, or before one to the new store. At its end it prints the number of steps.
 */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';
import { openSoundStore } from '../../src/daemon/sound-store.ts';
import { homePaths } from '../../src/paths.ts';
import { deadlySteps } from '../worker/deadly-steps.ts';

const [, , home = '', killAt = '0'] = process.argv;
const { step, count } = deadlySteps(killAt);

const FILE_CALLS = ['rmSync', 'copyFileSync', 'renameSync', 'linkSync', 'mkdirSync'] as const;
for (const call of FILE_CALLS) {
  const done = fs[call] as (...args: unknown[]) => unknown;
  (fs as unknown as Record<string, unknown>)[call] = (...args: unknown[]) => {
    step();
    return done(...args);
  };
}
syncBuiltinESMExports();

/** Rows are many and alike: of those, every so many is a step. */
const ROWS = 40;
let rows = 0;
const probe = new Database(':memory:');
const statements = Object.getPrototypeOf(probe.prepare('SELECT 1')) as Database.Statement;
probe.close();
const { run } = statements;
statements.run = function (this: Database.Statement, ...values: unknown[]) {
  const isRow = /^INSERT/.test(this.source);
  if (isRow) rows += 1;
  if (!isRow || rows % ROWS === 0) step();
  return run.apply(this, values);
};

openSoundStore(homePaths(home), true, Date.now(), () => undefined).close();
process.stdout.write(`${count()}\n`);
