/**
 * Says whose a store is. SQLite shares memory between all who have a store open, so two hosts that reach the same folder
 * over a network would damage it, and neither could see whether the other's daemon lives. The daemon of a store keeps a
 * lease beside it; who finds a foreign one opens nothing.
 */

import { rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { HivemindError } from '../../errors.ts';
import { removeLeftovers } from '../../lib/atomic-write.ts';
import { bootedAt, type Machine, thisMachine } from '../../lib/machine.ts';
import { type HomePaths, homePaths } from '../../paths.ts';
import { createWhole, draftBeside, removeVoid, renew, stamped } from './lease-file.ts';
import { isHeld } from './lock.ts';

/** How often a daemon renews its lease, ms. */
const RENEW_MS = 30_000;
/** A lease that nobody renewed for so long is void, ms: far longer than a daemon is ever busy without a pause. */
const EXPIRES_MS = 5 * 60_000;

/** What stands in the file. Its time of modification is when it was last renewed. */
interface Lease extends Machine {
  pid: number;
}

export interface HeldLease {
  /** False once another machine took it, or it was dropped. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Takes the lease of the store for this daemon and keeps renewing it. The caller holds the lock of daemons.
 * @throws HivemindError STORE_ELSEWHERE; what the file system throws
 */
export function takeLease(paths: HomePaths, machine: Machine = thisMachine()): HeldLease {
  const mine: Lease = { ...machine, pid: process.pid };
  const text = `${JSON.stringify(mine)}\n`;
  write(paths, text, machine);
  removeLeftovers(paths.storeLease);
  const isMine = () => isSame(readLease(paths.storeLease), mine);
  const timer = setInterval(() => {
    try {
      if (isMine()) renew(paths.storeLease, text);
    } catch {
      // The disk is full or away for a while: the next time will do.
    }
  }, RENEW_MS).unref();
  return {
    isHeld: isMine,
    release: () => {
      clearInterval(timer);
      if (isMine()) rmSync(paths.storeLease, { force: true });
    },
  };
}

/**
 * Keeps the store for this machine while a process that is no daemon works on it for long: no daemon of this machine may be
 * up meanwhile, or one may begin or end.
 * @throws HivemindError STORE_ELSEWHERE; what the work throws
 */
export async function whileKept<T>(
  paths: HomePaths,
  work: () => Promise<T>,
  machine: Machine = thisMachine(),
): Promise<T> {
  refuseElsewhere(paths.database, machine);
  const mine: Lease = { ...machine, pid: process.pid };
  const keep = () => renewOrTake(paths, `${JSON.stringify(mine)}\n`, machine);
  keep();
  const timer = setInterval(keep, RENEW_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (isSame(readLease(paths.storeLease), mine)) rmSync(paths.storeLease, { force: true });
  }
}

function renewOrTake(paths: HomePaths, text: string, machine: Machine): void {
  try {
    const found = stamped(paths.storeLease);
    if (found !== null && isOf(machine, parseLease(found.text))) renew(paths.storeLease, found.text);
    else write(paths, text, machine);
  } catch {
    // The disk is full or away for a while, or a person gave the store to another machine: the work says what it meets.
  }
}

/** How often another may come in between before this one gives way. */
const TRIES = 3;

function write(paths: HomePaths, text: string, machine: Machine): void {
  const path = paths.storeLease;
  for (let tries = 0; tries < TRIES; tries++) {
    const found = stamped(path);
    if (found !== null) {
      const lease = parseLease(found.text);
      // The lock of daemons is the caller's, so nobody else under this kernel has it.
      if (!isFree(lease, machine, paths, () => false)) throw refusal(lease, machine, paths.database);
      removeVoid(path, found);
    }
    // Of two hosts that find none at the same moment, one makes it.
    if (createWhole(path, text)) return;
  }
  throw refusal(readLease(path) ?? UNKNOWN, machine, paths.database);
}

/** Gives the store to whoever takes it next, whatever the lease says. An owner that lives notices, and ends. */
export function dropLease(paths: HomePaths): void {
  rmSync(paths.storeLease, { force: true });
}

/**
 * Throws unless processes of this machine may open the store.
 * @param database path of the store
 * @throws HivemindError STORE_ELSEWHERE
 */
export function refuseElsewhere(database: string, machine: Machine = thisMachine()): void {
  const foreign = elsewhere(database, machine);
  if (foreign !== null) throw foreign;
}

/**
 * Whose the store is, and what to do, when another machine or container uses it; null when this one may.
 * @param database path of the store
 */
export function elsewhere(database: string, machine: Machine = thisMachine()): HivemindError | null {
  const paths = homePaths(dirname(database));
  const lease = readLease(paths.storeLease);
  if (lease === null || isFree(lease, machine, paths, () => isHeld(paths.daemonLock))) return null;
  return refusal(lease, machine, database);
}

function refusal(lease: Lease, machine: Machine, database: string): HivemindError {
  const where = isSameKernel(lease, machine) ? 'in another container of this host' : 'on another host';
  return new HivemindError(
    'STORE_ELSEWHERE',
    `The store ${database} is in use by hivemind ${where} (${lease.host}, process ${lease.pid}), and two cannot share one.`,
    {
      hint: `Hooks go on here and nothing is lost. Run hivemind daemon stop there, or set HIVEMIND_HOME to a folder of this
  host. An owner that died gives it up after ${EXPIRES_MS / 60_000} minutes, or at once: hivemind daemon start --take-over`,
    },
  );
}

const isSameKernel = (lease: Lease, { boot }: Machine): boolean => boot !== '' && lease.boot === boot;

/**
 * Whether the lease keeps nobody of this machine from the store.
 * @param isLocked whether a process of this kernel holds the lock of daemons
 */
function isFree(lease: Lease, machine: Machine, paths: HomePaths, isLocked: () => boolean): boolean {
  if (isOf(machine, lease)) return true;
  // Under one kernel, the lock tells whether the owner lives, also across containers.
  if (isSameKernel(lease, machine)) return !isLocked();
  const renewedAt = statSync(paths.storeLease, { throwIfNoEntry: false })?.mtimeMs;
  if (renewedAt === undefined) return true;
  const now = folderClock(paths);
  // This machine was started anew since: the owner was a process of its life before.
  if (lease.host === machine.host && renewedAt < bootedAt(now)) return true;
  return now - renewedAt > EXPIRES_MS;
}

/**
 * The time by the clock of the disk that the store is on, ms since the epoch: two hosts' own clocks may differ by more
 * than a lease is good for.
 */
function folderClock(paths: HomePaths): number {
  const probe = draftBeside(paths.storeLease);
  try {
    writeFileSync(probe, '', { mode: 0o600 });
    return statSync(probe).mtimeMs;
  } catch {
    // A folder that cannot be written: our own clock has to do.
    return Date.now();
  } finally {
    rmSync(probe, { force: true });
  }
}

/** @returns null where there is none; of a file that is none, somebody unknown's */
function readLease(path: string): Lease | null {
  const found = stamped(path);
  return found === null ? null : parseLease(found.text);
}

const UNKNOWN: Lease = { host: 'unknown', boot: 'unknown', pidNamespace: 'unknown', pid: 0 };

function parseLease(text: string): Lease {
  try {
    const read = JSON.parse(text) as Partial<Lease> | null;
    return { ...UNKNOWN, ...read };
  } catch {
    return UNKNOWN;
  }
}

const isOf = ({ host, boot, pidNamespace }: Machine, lease: Lease): boolean =>
  lease.host === host && lease.boot === boot && lease.pidNamespace === pidNamespace;

const isSame = (lease: Lease | null, other: Lease): boolean =>
  lease !== null && isOf(other, lease) && lease.pid === other.pid;
