/** One set-up at a time in a checkout. A holder that died is noticed, also after a restart of the machine. */
'use strict';

const {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} = require('node:fs');
const { hostname } = require('node:os');
const { dirname } = require('node:path');
const { SetupError } = require('./error.js');

const HEARTBEAT_MS = 1_000;
/** A holder that has not touched its lock for so long is gone, whatever its process id says. */
const STALE_MS = 60_000;
const RETRY_MS = 200;

/**
 * Runs `work` while holding the lock file at `path`; waits as long as a living process holds it.
 * @throws {SetupError} when the folder cannot be written
 */
async function withLock(path, work) {
  while (!tryTake(path)) {
    removeIfStale(path);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  }
}

function tryTake(path) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${hostname()} ${process.pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new SetupError(`hivemind has to finish its set-up, but ${dirname(path)} cannot be written.`, {
      hint: 'Run this command once as the owner of that folder',
      cause: error,
    });
  }
}

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Someone removed the lock by hand: the work goes on, only unguarded.
  }
}

function removeIfStale(path) {
  const seen = readLock(path);
  if (seen === undefined || !isStale(seen)) return;
  // Renamed first, so that of two waiters only one removes it; the other finds nothing or a new, living lock.
  const grave = `${path}.${process.pid}`;
  try {
    renameSync(path, grave);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  rmSync(grave, { force: true });
}

function readLock(path) {
  try {
    const [host, pid] = readFileSync(path, 'utf8').split(' ');
    return { host, pid: Number(pid), touchedAt: statSync(path).mtimeMs };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isStale({ host, pid, touchedAt }) {
  if (Date.now() - touchedAt > STALE_MS) return true;
  // Just created and not written yet: its owner is alive.
  if (host !== hostname() || !(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

module.exports = { withLock };
