/** Sets the package up where that is still due, then runs the command line in this process. */
'use strict';

const { spawnSync } = require('node:child_process');
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { ROOT, setup, SetupError } = require('./setup.js');

async function run() {
  try {
    const mustRestart = await setup();
    if (mustRestart) return runAnew();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(error.report());
    return 1;
  }
  // Node has it from 22.1 on. Beside the program, where only who may change it can; elsewhere it is not kept.
  enableCompileCache?.(join(ROOT, '.cache', 'compiled'));
  const { main } = await import(pathToFileURL(join(ROOT, 'dist', 'src', 'cli', 'main.js')).href);
  return main(process.argv.slice(2));
}

/** The same command in a new process, on the same terminal. */
function runAnew() {
  const { status } = spawnSync(process.execPath, process.argv.slice(1), { stdio: 'inherit' });
  return status ?? 1;
}

run().then((exitCode) => {
  process.exitCode = exitCode;
});
