/**
 * The marks of a daemon beside the store, each with one owner that makes sure of every end of it:
 * `daemon.pid` is the running daemon's; `daemon.error` tells why the last one failed, until the next is up;
 * `daemon.starting` is the ticket of the one hook that may start a daemon, handed to the start that it leads to.
 */

import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { systemCode } from '../errors.ts';
import { removeLeftovers, writeFileAtomic } from '../lib/atomic-write.ts';
import { isAlive } from '../lib/is-alive.ts';
import type { HomePaths } from '../paths.ts';

/** So long after a start that failed the hooks leave it at that, ms. `hooks/capture` has the same. */
const TICKET_MS = 60_000;

/** Tells hooks that a daemon is up. The caller holds the lock. */
export function announce(paths: HomePaths): void {
  removeLeftovers(paths.daemonPid);
  writeFileAtomic(paths.daemonPid, `${process.pid}\n`, 0o600);
  rmSync(paths.daemonError, { force: true });
}

/** From now on, hooks start another daemon. */
export function withdraw(paths: HomePaths): void {
  if (isAnnounced(paths)) rmSync(paths.daemonPid, { force: true });
}

/** False once somebody removed or replaced the home under a running daemon. */
export function isAnnounced(paths: HomePaths): boolean {
  return readIfThere(paths.daemonPid).trim() === String(process.pid);
}

/** The process that the daemon's file names, if it is alive; it may be another program by now. */
export function announcedPid(paths: HomePaths): number | null {
  const pid = Number(readIfThere(paths.daemonPid).trim());
  return pid > 0 && isAlive(pid) ? pid : null;
}

/** Leaves why a daemon failed where `status` finds it, also when the store cannot be opened. */
export function leaveFailure(paths: HomePaths, message: string): void {
  try {
    writeFileSync(paths.daemonError, `${message}\n`, { mode: 0o600 });
  } catch {
    // The home cannot be written: the log has it, or nothing can.
  }
}

/** Why the last daemon could not start or had to stop, in one line; null when it did neither. */
export function lastFailure(paths: HomePaths): string | null {
  const message = readIfThere(paths.daemonError).trim();
  return message === '' ? null : message;
}

/** Lets the next hook that sees no daemon start one. */
export function dropTicket(paths: HomePaths): void {
  rmSync(paths.daemonStarting, { force: true });
}

/** Until when the hooks leave starting to the one that has the ticket, ms since the epoch; null when none has it. */
export function ticketEnd(paths: HomePaths, now: number): number | null {
  const madeAt = statSync(paths.daemonStarting, { throwIfNoEntry: false })?.mtimeMs;
  // One of the future was made before a clock went back: the next hook takes it away.
  if (madeAt === undefined || madeAt > now || madeAt + TICKET_MS <= now) return null;
  return madeAt + TICKET_MS;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}
