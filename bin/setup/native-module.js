/**
 * better-sqlite3, the one native module: whether this Node can load it, and building it when not. It is an optional
 * dependency, so that installing hivemind does not fail where npm cannot compile: here it is done with what npm does
 * not look for (the headers beside the running Node), or said what is missing.
 */
'use strict';

const { spawnSync } = require('node:child_process');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { SetupError } = require('./error.js');
const { findOnPath, headersFolder, runNpm } = require('./npm.js');

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
 * may have run it under another Node, or may have given up on the module.
 * @throws {SetupError} naming the missing package when it has to compile and cannot
 */
async function buildNativeModule(manifest, fallbackCache) {
  const run = (folder, args) =>
    runNpm(folder, args, { failure: `${NAME} could not be built.`, fallbackCache });
  if (moduleFolder(manifest) === null) {
    const { optionalDependencies } = require(manifest);
    const wanted = `${NAME}@${optionalDependencies[NAME]}`;
    await run(dirname(manifest), ['install', wanted, '--no-save', '--ignore-scripts', '--omit=dev']);
  }
  const folder = moduleFolder(manifest);
  try {
    await run(folder, ['run', 'install']);
  } catch (error) {
    throw error instanceof SetupError ? explain(error) : error;
  }
  if (nativeModuleLoadsElsewhere(manifest)) return;
  throw new SetupError(`${NAME} was built in ${folder}, but Node ${process.version} cannot load it.`, {
    hint: 'Remove that folder and install hivemind again',
  });
}

/** Where the module lies; null when npm left it out. */
function moduleFolder(manifest) {
  try {
    return dirname(createRequire(manifest).resolve(`${NAME}/package.json`));
  } catch {
    return null;
  }
}

/** Compiling needs four things; says which is not there, and leaves it at npm's words when all are. */
function explain(error) {
  const missing = missingTools();
  if (missing.length > 0) {
    return cannotCompile(`${list(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`, error, {
      hint: 'On Debian and Ubuntu: apt-get install python3 make g++; then run this again',
    });
  }
  if (headersFolder() === undefined && /headers\.tar\.gz|network connectivity/.test(error.output ?? '')) {
    return cannotCompile(`the headers of Node ${process.version} are missing`, error, {
      hint: 'A Node from https://nodejs.org has them beside it (include/node); on Debian and Ubuntu: apt-get install libnode-dev',
    });
  }
  return error;
}

function cannotCompile(why, cause, { hint }) {
  const sentence = `${NAME} has no prebuilt binary that can be downloaded here, and to compile it ${why}.`;
  return new SetupError(sentence, { hint, cause });
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
