/**
 * Makes a fresh clone or an installed package ready to run: dependencies, native module, build. Needs nothing but Node
 * and npm. Runs before every command (a few ms when nothing is due) and, by npm, before the tests.
 * As a program: `node bin/setup.js [--build]`; `--build` builds also when no source changed.
 */
'use strict';

require('./require-node.js');

const { createHash } = require('node:crypto');
const {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { join, resolve } = require('node:path');
const { SetupError } = require('./setup/error.js');
const { withLock } = require('./setup/lock.js');
const {
  buildNativeModule,
  nativeModuleLoads,
  nativeModuleLoadsElsewhere,
} = require('./setup/native-module.js');
const { runNode, runNpm } = require('./setup/npm.js');

const ROOT = resolve(__dirname, '..');
const MANIFEST = join(ROOT, 'package.json');
const LOCK_FILE = join(ROOT, 'package-lock.json');
/** npm writes it last, so it is there only when an installation came to its end. */
const INSTALLED = join(ROOT, 'node_modules', '.package-lock.json');
const MAIN = join(ROOT, 'dist', 'src', 'cli', 'main.js');
const CACHE = join(ROOT, '.cache');
const STAMP = join(CACHE, 'setup.json');
const NPM_CACHE = join(CACHE, 'npm');
/** What the build is made of. */
const BUILD_INPUTS = ['src', 'hooks', 'installers', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** A clone has sources to build from; an installed package only has the build. */
const isClone = existsSync(join(ROOT, 'src'));

/**
 * Does what is due, and nothing when all is there. Progress goes to stderr, one line a step. Safe while another process
 * does the same: the second waits and finds the work done.
 * @param {{ build?: boolean }} options `build`: build also when no source changed
 * @returns whether this process must be started anew to use the native module
 * @throws {SetupError} with one sentence on what is missing
 */
async function setup(options = {}) {
  const sourcesReady = !isClone || (dependenciesAreCurrent() && buildIsCurrent());
  const nativeFailed = sourcesReady && !nativeModuleLoads(MANIFEST);
  if (sourcesReady && !nativeFailed && !options.build) return false;
  await withLock(join(CACHE, 'setup.lock'), async () => {
    if (isClone && !dependenciesAreCurrent()) await installDependencies();
    if (!nativeModuleLoadsElsewhere(MANIFEST)) {
      progress('preparing better-sqlite3 for this Node (a minute or two where it has to be compiled)');
      await buildNativeModule(MANIFEST, NPM_CACHE);
    }
    if (isClone && (options.build || !buildIsCurrent())) await build();
  });
  return nativeFailed;
}

/** `{ dependencies, sources }`: digests of what the last set-up was made from. */
function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    // Not there or torn: everything is looked at again.
    return {};
  }
}

function writeStamp(change) {
  const temporary = `${STAMP}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify({ ...readStamp(), ...change }));
  renameSync(temporary, STAMP);
}

const digest = (content) => createHash('sha256').update(content).digest('hex');

function dependenciesAreCurrent() {
  return existsSync(INSTALLED) && readStamp().dependencies === digest(readFileSync(LOCK_FILE));
}

/** Without install scripts: the one that matters is run next, where its failure can be explained. */
async function installDependencies() {
  if (!dependenciesMatchLockFile()) {
    progress('installing dependencies');
    await runNpm(
      ROOT,
      ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--prefer-offline'],
      {
        failure: 'The dependencies could not be installed.',
        fallbackCache: NPM_CACHE,
      },
    );
  }
  writeStamp({ dependencies: digest(readFileSync(LOCK_FILE)) });
}

/** True when every package of the lock file is there in its version, those for other platforms aside. */
function dependenciesMatchLockFile() {
  if (!existsSync(INSTALLED)) return false;
  const packagesIn = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const installed = packagesIn(INSTALLED);
  return Object.entries(packagesIn(LOCK_FILE)).every(
    ([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version,
  );
}

function buildIsCurrent() {
  return existsSync(MAIN) && readStamp().sources === sourcesDigest();
}

/** Over names, sizes and times: reading every source would cost more than all other checks together. */
function sourcesDigest() {
  return digest(BUILD_INPUTS.flatMap((name) => describe(join(ROOT, name))).join('\n'));
}

function describe(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [`${path} ${stat.size} ${stat.mtimeMs}`];
  return readdirSync(path)
    .sort()
    .flatMap((name) => describe(join(path, name)));
}

/** Builds beside `dist/` and swaps, so that a command started meanwhile never loads half a build. */
async function build() {
  const sources = sourcesDigest();
  const target = join(ROOT, 'dist');
  const fresh = join(ROOT, 'dist.new');
  const old = join(ROOT, 'dist.old');
  progress('building');
  for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  await runNode(ROOT, [compiler, '-p', 'tsconfig.build.json', '--outDir', fresh], {
    failure: 'The build failed.',
  });
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
  writeStamp({ sources });
}

function progress(step) {
  process.stderr.write(`hivemind: ${step} …\n`);
}

module.exports = { ROOT, setup, SetupError };

if (require.main === module) {
  setup({ build: process.argv.includes('--build') }).catch((error) => {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(error.report());
    process.exitCode = 1;
  });
}
