/** Runs npm and the compiler quietly: what they print is shown only when they fail. */
'use strict';

const { spawn } = require('node:child_process');
const { accessSync, constants, existsSync, mkdirSync, realpathSync } = require('node:fs');
const { delimiter, dirname, join } = require('node:path');
const { SetupError } = require('./error.js');

/** npm settings of a caller (`npm pack --dry-run`, `npm i -g`) that must not reach an npm we start ourselves. */
const CALLERS_SETTINGS = /^npm_config_(dry_run|global|location|omit|production|ignore_scripts|workspaces?)$/i;

/**
 * Runs `npm <args>` in `folder` with the Node that runs this process.
 * @param {string} fallbackCache npm's cache where the home folder cannot hold one
 * @throws {SetupError} with `failure` as its sentence
 */
async function runNpm(folder, args, { failure, fallbackCache }) {
  const npm = findNpm();
  const [program, ...first] = npm.endsWith('.js') ? [process.execPath, npm] : [npm];
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--no-progress'];
  await runQuietly(program, [...first, ...args, ...quiet], {
    folder,
    env: npmEnvironment(fallbackCache),
    failure,
  });
}

/** Runs a JavaScript program of a package. Throws as `runNpm` does. */
async function runNode(folder, args, { failure }) {
  await runQuietly(process.execPath, args, { folder, env: process.env, failure });
}

/** npm as it came with this Node, else the npm that runs us, else the first on PATH. */
function findNpm() {
  const beside = join(dirname(dirname(process.execPath)), 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (existsSync(beside)) return beside;
  const calling = process.env.npm_execpath;
  if (calling?.endsWith('npm-cli.js') && existsSync(calling)) return calling;
  const found = findOnPath('npm');
  if (found !== undefined) return realpathSync(found);
  throw new SetupError('npm was not found, and hivemind needs it once for its set-up.', {
    hint: 'Install npm (it comes with Node from https://nodejs.org) and run this again',
  });
}

/** The first executable of that name on PATH, or undefined. */
function findOnPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      if (folder !== '') accessSync(path, constants.X_OK);
      if (folder !== '') return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

function npmEnvironment(fallbackCache) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !CALLERS_SETTINGS.test(name)),
  );
  // Programs that npm starts by their `#!/usr/bin/env node` must meet this Node, and so build for it.
  env.PATH = [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
  const headers = headersFolder();
  // Both spellings: node-gyp up to version 12 reads the first, later ones the second.
  if (headers !== undefined) env.npm_config_nodedir = env.npm_package_config_node_gyp_nodedir = headers;
  if (!env.npm_config_cache && !homeCanHoldCache()) env.npm_config_cache = fallbackCache;
  return env;
}

/** The folder whose `include/node` holds the headers of this Node, or undefined. */
function headersFolder() {
  const folder = dirname(dirname(process.execPath));
  return existsSync(join(folder, 'include', 'node', 'node.h')) ? folder : undefined;
}

function homeCanHoldCache() {
  try {
    if (!process.env.HOME) return false;
    mkdirSync(join(process.env.HOME, '.npm'), { recursive: true });
    accessSync(join(process.env.HOME, '.npm'), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Resolves when the program exits with 0. */
function runQuietly(program, args, { folder, env, failure }) {
  return new Promise((resolve, reject) => {
    const output = [];
    const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const fail = (details) => reject(new SetupError(failure, details));
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => fail({ output: `${program}: ${error.message}`, cause: error }));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else fail({ output: Buffer.concat(output).toString('utf8') });
    });
  });
}

module.exports = { findOnPath, headersFolder, runNode, runNpm };
