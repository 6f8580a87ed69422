/** One daemon a home: the lock decides, the process id beside it is a hint for hooks and people. */

import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { HomePaths } from '../paths.ts';
import { type HeldLock, tryLock } from '../store/guard/lock.ts';
import { announcedPid } from './marks.ts';

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
