/** One daemon a home: the lock decides, the process id beside it is a hint for hooks and people. */

import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { systemCode } from '../errors.ts';
import { removeLeftovers, writeFileAtomic } from '../lib/atomic-write.ts';
import type { HomePaths } from '../paths.ts';
import { type HeldLock, tryLock } from '../store/guard/lock.ts';
import { announcedPid } from './state.ts';

/** A daemon that no longer announces itself holds the lock until it has ended, ms. */
const PATIENCE_MS = 3_000;
/** One who only looks holds it for a moment; where a daemon is announced, that is all there can be to wait for, ms. */
const MOMENT_MS = 500;
const RETRY_MS = 50;

/** Takes the lock of daemons; null when another daemon holds it. */
export async function takeInstanceLock(paths: HomePaths): Promise<HeldLock | null> {
  mkdirSync(paths.home, { recursive: true, mode: 0o700 });
  for (let waited = 0; ; waited += RETRY_MS) {
    const lock = tryLock(paths.daemonLock);
    if (lock !== null || waited >= (announcedPid(paths) === null ? PATIENCE_MS : MOMENT_MS)) return lock;
    await delay(RETRY_MS);
  }
}

/** Tells hooks that a daemon is up (the caller holds the lock), and ends the ticket of the one that started it. */
export function announce(paths: HomePaths): void {
  removeLeftovers(paths.daemonPid);
  writeFileAtomic(paths.daemonPid, `${process.pid}\n`, 0o600);
  rmSync(paths.daemonStarting, { force: true });
  rmSync(paths.daemonError, { force: true });
}

/** From now on, hooks start another daemon. */
export function withdraw(paths: HomePaths): void {
  if (isAnnounced(paths)) rmSync(paths.daemonPid, { force: true });
}

/** False once somebody removed or replaced the home under a running daemon. */
export function isAnnounced(paths: HomePaths): boolean {
  try {
    return readFileSync(paths.daemonPid, 'utf8').trim() === String(process.pid);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}
