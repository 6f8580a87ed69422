/** Tells one machine, container or sandbox from another: only within one do process ids and shared memory mean anything. */

import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

export interface Machine {
  host: string;
  /** Of the running kernel, new at each boot; empty where the system has none. */
  boot: string;
  /** Of the processes that see each other, within a boot; empty where the system does not tell. */
  pidNamespace: string;
}

export function thisMachine(): Machine {
  return {
    host: hostname(),
    boot: readOrEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidNamespace: readOrEmpty(() => readlinkSync('/proc/self/ns/pid')),
  };
}

/**
 * When this machine was started, in milliseconds since the epoch.
 * @param now milliseconds since the epoch
 */
export function bootedAt(now: number): number {
  return now - uptime() * 1_000;
}

/** Only Linux has these files. */
function readOrEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
