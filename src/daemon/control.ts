/** Starts and ends the daemon from another process. */

import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HivemindError, messageOf, systemCode } from '../errors.ts';
import { ownRuntime } from '../lib/package.ts';
import { type Environment, type HomePaths, userHome } from '../paths.ts';
import { dropLease, refuseElsewhere } from '../store/guard/lease.ts';
import { isHeld } from '../store/guard/lock.ts';
import { dropTicket } from './marks.ts';
import { readDaemonState } from './state.ts';

/** Far beyond what a start or an end takes on a slow machine, ms. */
const PATIENCE_MS = 30_000;
const POLL_MS = 25;

/** Where the daemon writes what it does. */
export function daemonLog(paths: HomePaths): string {
  return join(paths.log, 'daemon.log');
}

/**
 * Starts a daemon that outlives this process, its terminal and the agent that may have started it, and waits until it
 * is up. It gets nothing of this environment but HOME, PATH and HIVEMIND_HOME. The ticket of the hook that asked ends
 * here: only where a daemon failed by itself does it stay, so that not every hook tries in vain.
 * @returns its process id; that of the running one when there is one
 * @throws HivemindError DAEMON_FAILED, STORE_ELSEWHERE
 */
export async function startDaemon(paths: HomePaths, env: Environment): Promise<number> {
  refuseElsewhere(paths.database);
  const { pid: running } = readDaemonState(paths);
  if (running !== null) {
    dropTicket(paths);
    return running;
  }
  const child = spawnDaemon(paths, env);
  let couldRun = true;
  child.on('error', () => {
    couldRun = false;
  });
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    const { pid, problem } = readDaemonState(paths);
    const hasEnded = !couldRun || child.exitCode !== null || child.signalCode !== null;
    // One that was killed, or ended because another one has the lock, is no reason to wait.
    if (pid !== null || (hasEnded && (child.signalCode !== null || child.exitCode === 0))) dropTicket(paths);
    if (pid !== null) return pid;
    if (hasEnded) throw failed(paths, problem ?? 'it ended at once');
    await delay(POLL_MS);
  }
  throw failed(paths, `it was not up after ${PATIENCE_MS / 1000} s`);
}

/**
 * Starts a daemon here though another machine has the store. One that lives under this kernel, in another container, is
 * waited for: it ends once it sees that it lost the store.
 * @returns as {@link startDaemon}
 */
export async function takeOver(paths: HomePaths, env: Environment): Promise<number> {
  dropLease(paths);
  for (let waited = 0; waited < PATIENCE_MS && isHeld(paths.daemonLock); waited += POLL_MS) {
    await delay(POLL_MS);
  }
  return startDaemon(paths, env);
}

function spawnDaemon(paths: HomePaths, env: Environment) {
  const { node, entry } = ownRuntime();
  try {
    mkdirSync(paths.log, { recursive: true, mode: 0o700 });
    const log = openSync(daemonLog(paths), 'a', 0o600);
    const child = spawn(node, [entry, 'daemon', 'run'], {
      cwd: '/',
      env: { HOME: userHome(env), PATH: env.PATH, HIVEMIND_HOME: paths.home },
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.unref();
    return child;
  } catch (error) {
    throw failed(paths, messageOf(error), error);
  }
}

function failed(paths: HomePaths, why: string, cause?: unknown): HivemindError {
  return new HivemindError('DAEMON_FAILED', `The daemon could not start: ${why.replace(/\.$/, '')}.`, {
    hint: `Details are in ${daemonLog(paths)}`,
    cause,
  });
}

/**
 * Ends the running daemon and waits until it has closed the store.
 * @returns whether there was one
 * @throws HivemindError DAEMON_FAILED
 */
export async function stopDaemon(paths: HomePaths): Promise<boolean> {
  const { pid } = readDaemonState(paths);
  if (pid === null) return false;
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') {
      throw new HivemindError('DAEMON_FAILED', `The daemon (process ${pid}) belongs to another user.`, {
        cause: error,
      });
    }
  }
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    // It withdraws first and closes the store after; the lock is what it gives up last.
    if (!isHeld(paths.daemonLock)) return true;
    await delay(POLL_MS);
  }
  throw new HivemindError('DAEMON_FAILED', `The daemon (process ${pid}) does not end.`, {
    hint: `kill -9 ${pid} is safe: nothing is lost`,
  });
}
