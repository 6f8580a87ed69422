/** Runs one mining run at a time in a process of its own, so that the daemon's event loop stays free. */

import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { ownRuntime } from '../lib/package.ts';
import type { RunReason } from '../store/derived/runs.ts';

/** Mining yields to everything the user does. */
const NICENESS = 15;
/** Of what a failing process says, the end tells most. */
const KEPT_ERROR_CHARS = 500;
/** How long a stopped run may take to end before it is killed, ms. */
const PATIENCE_MS = 2_000;

export interface MiningProcess {
  projectId: string;
  /** Resolves when the process has ended: with null, or with why it failed. Never rejects. */
  ended: Promise<string | null>;
  /** Ends it and waits until it has gone. */
  stop(): Promise<void>;
}

/** Starts `hivemind daemon mine` for a project. */
export function startMining(
  projectId: string,
  reason: RunReason,
  env: Record<string, string | undefined>,
): MiningProcess {
  const { node, entry } = ownRuntime();
  const child = spawn(node, [entry, 'daemon', 'mine', projectId, '--reason', reason], {
    cwd: '/',
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-KEPT_ERROR_CHARS);
  });
  yieldToOthers(child.pid);
  const ended = new Promise<string | null>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) =>
      resolve(code === 0 ? null : said.trim() || `it ended with ${signal ?? `exit code ${code}`}`),
    );
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const end = new AbortController();
    const patience = delay(PATIENCE_MS, undefined, { signal: end.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
    await ended;
    end.abort();
    await patience;
  };
  return { projectId, ended, stop };
}

function yieldToOthers(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, NICENESS);
  } catch {
    // It ended already, or this system does not let us: it runs all the same.
  }
}
