/** better-sqlite3's native half: whether this Node can load it, and building it when not. */
'use strict';

const { spawnSync } = require('node:child_process');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { SetupError } = require('./error.js');
const { findOnPath, runNpm } = require('./npm.js');

const NAME = 'better-sqlite3';

/** What a process has to run to know that the module works. */
const LOAD = `new (require('node:module').createRequire(process.argv[1])('${NAME}'))(':memory:').close()`;

/**
 * Loads the module into this process, which costs nothing extra: the command that follows needs it anyway. After a
 * failure Node never loads the module in the same process again, even when it has been mended.
 * @param {string} manifest path of our package.json, from where the module is looked up
 */
function nativeModuleLoads(manifest) {
  try {
    const Database = createRequire(manifest)(NAME);
    new Database(':memory:').close();
    return true;
  } catch {
    // Not installed, not built, or built for another Node: all mended the same way.
    return false;
  }
}

/** The same question, asked in a new process. */
function nativeModuleLoadsElsewhere(manifest) {
  return spawnSync(process.execPath, ['-e', LOAD, manifest], { stdio: 'ignore' }).status === 0;
}

/**
 * Runs the module's own install step: it downloads a prebuilt binary or compiles. npm may have been told to skip it, or
 * may have run it under another Node.
 * @throws {SetupError} naming the missing package when it has to compile and cannot
 */
async function buildNativeModule(manifest, fallbackCache) {
  const folder = moduleFolder(manifest);
  try {
    await runNpm(folder, ['run', 'install'], { failure: `${NAME} could not be built.`, fallbackCache });
  } catch (error) {
    throw error instanceof SetupError ? explain(error) : error;
  }
  if (nativeModuleLoadsElsewhere(manifest)) return;
  throw new SetupError(`${NAME} was built in ${folder}, but Node ${process.version} cannot load it.`, {
    hint: 'Remove that folder and install hivemind again',
  });
}

function moduleFolder(manifest) {
  try {
    return dirname(createRequire(manifest).resolve(`${NAME}/package.json`));
  } catch (error) {
    throw new SetupError(`${NAME} is not installed.`, { hint: 'Install hivemind again', cause: error });
  }
}

/** Compiling needs four things; says which is not there, and falls back to npm's words when all are. */
function explain(error) {
  const missing = missingTools();
  if (missing.length === 0) return error;
  return new SetupError(
    `better-sqlite3 has no prebuilt binary that can be downloaded here, and to compile it ${list(missing)} ${
      missing.length === 1 ? 'is' : 'are'
    } missing.`,
    { hint: 'On Debian and Ubuntu: apt-get install python3 make g++; then run this again', cause: error },
  );
}

function missingTools() {
  const has = (...names) => names.some((name) => findOnPath(name) !== undefined);
  const missing = [];
  if (!has('python3', 'python') && !process.env.PYTHON) missing.push('python3');
  if (!has('make', 'gmake')) missing.push('make');
  if (!has('g++', 'c++', 'clang++') && !process.env.CXX) missing.push('g++');
  return missing;
}

const list = (words) => words.join(', ').replace(/, ([^,]*)$/, ' and $1');

module.exports = { buildNativeModule, nativeModuleLoads, nativeModuleLoadsElsewhere };
