/**
 * Says whose a store is. SQLite shares memory between all who have a store open, so two hosts that reach the same folder
 * over a network would damage it, and neither could see whether the other's daemon lives. The daemon of a store keeps a
 * lease beside it; who finds a foreign one opens nothing.
 */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HivemindError, systemCode } from '../errors.ts';
import { removeLeftovers, writeFileAtomic } from '../lib/atomic-write.ts';
import { bootedAt, type Machine, thisMachine } from '../lib/machine.ts';
import { type HomePaths, homePaths } from '../paths.ts';
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

function write(paths: HomePaths, text: string, machine: Machine): void {
  const path = paths.storeLease;
  // Of two hosts that find none at the same moment, one makes it.
  if (readLease(path) === null && linkNew(path, text)) return;
  const lease = readLease(path);
  // The caller holds the lock of daemons, so nobody else under this kernel does.
  if (lease !== null && !isFree(lease, machine, paths, () => false)) {
    throw refusal(lease, machine, paths.database);
  }
  writeFileAtomic(path, text, 0o600);
}

/** Named as what an atomic write leaves when it is killed, so that it is removed with that. */
function draftBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
}

/** @returns false when there is a file at `path` already, or links are unknown here */
function linkNew(path: string, text: string): boolean {
  const draft = draftBeside(path);
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    linkSync(draft, path);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
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
  const { host, boot, pidNamespace } = machine;
  if (lease.host === host && lease.boot === boot && lease.pidNamespace === pidNamespace) return true;
  // Under one kernel, the lock tells whether the owner lives, also across containers.
  if (isSameKernel(lease, machine)) return !isLocked();
  const renewedAt = statSync(paths.storeLease, { throwIfNoEntry: false })?.mtimeMs;
  if (renewedAt === undefined) return true;
  const now = folderClock(paths);
  // This machine was started anew since: the owner was a process of its life before.
  if (lease.host === host && renewedAt < bootedAt(now)) return true;
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

/** Writes the same bytes again, so that the disk stamps them with its own time; a reader finds them whole at any moment. */
function renew(path: string, text: string): void {
  const file = openSync(path, 'r+');
  try {
    writeSync(file, text, 0);
  } finally {
    closeSync(file);
  }
}

/** @returns null where there is none; of a file that is none, somebody unknown's */
function readLease(path: string): Lease | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  return parseLease(text);
}

function parseLease(text: string): Lease {
  const unknown = { host: 'unknown', boot: 'unknown', pidNamespace: 'unknown', pid: 0 };
  try {
    const read = JSON.parse(text) as Partial<Lease> | null;
    return { ...unknown, ...read };
  } catch {
    return unknown;
  }
}

const isSame = (lease: Lease | null, other: Lease): boolean =>
  lease?.host === other.host &&
  lease.boot === other.boot &&
  lease.pidNamespace === other.pidNamespace &&
  lease.pid === other.pid;
