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
import { isSpoolWaiting } from './spool.ts';
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
  let start = spawnDaemon(paths, env);
  let mayRepeat = true;
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    const { pid, problem } = readDaemonState(paths);
    if (pid !== null || start.outcome() === 'stopped') dropTicket(paths);
    if (pid !== null) return pid;
    if (start.outcome() !== 'runs') {
      // A hook that came while there was a ticket left its record to the daemon that was killed.
      if (start.outcome() === 'failed' || !mayRepeat || !isSpoolWaiting(paths))
        throw failed(paths, problem ?? 'it ended at once');
      mayRepeat = false;
      start = spawnDaemon(paths, env);
    }
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

/** A daemon that was spawned. */
interface Start {
  /** `stopped`: it was killed, or ended because another one has the lock; `failed`: by itself. */
  outcome(): 'runs' | 'stopped' | 'failed';
}

function spawnDaemon(paths: HomePaths, env: Environment): Start {
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
    let couldRun = true;
    child.on('error', () => {
      couldRun = false;
    });
    return {
      outcome: () => {
        if (!couldRun) return 'failed';
        if (child.signalCode !== null || child.exitCode === 0) return 'stopped';
        return child.exitCode === null ? 'runs' : 'failed';
      },
    };
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
 * Ends the running daemon and waits until it has closed the store; one that a hook was just starting in its place ends too.
 * @returns whether there was one
 * @throws HivemindError DAEMON_FAILED
 */
export async function stopDaemon(paths: HomePaths): Promise<boolean> {
  let { pid } = readDaemonState(paths);
  if (pid === null) return false;
  terminate(pid);
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    // It withdraws first and closes the store after; the lock is what it gives up last.
    if (!isHeld(paths.daemonLock)) return true;
    const { pid: other } = readDaemonState(paths);
    if (other !== null && other !== pid) {
      pid = other;
      terminate(pid);
    }
    await delay(POLL_MS);
  }
  throw new HivemindError('DAEMON_FAILED', `The daemon (process ${pid}) does not end.`, {
    hint: `kill -9 ${pid} is safe: nothing is lost`,
  });
}

/** Asks a daemon to end; one that has ended meanwhile is no error. */
function terminate(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return;
    throw new HivemindError('DAEMON_FAILED', `The daemon (process ${pid}) belongs to another user.`, {
      cause: error,
    });
  }
}
