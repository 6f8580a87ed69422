/** Waits for the daemon of a scratch home. */

import { setTimeout as sleep } from 'node:timers/promises';
import { HivemindError } from '../../errors.ts';
import { countStored } from '../../store/counts.ts';
import { lastRun } from '../../store/derived/runs.ts';
import { lastSeqOfProject } from '../../store/events.ts';
import { allProjects } from '../../store/heads.ts';
import { openStoreToRead, type Store } from '../../store/open.ts';
import type { Project } from '../../types.ts';
import type { ScratchHome } from './scratch-home.ts';

/** Far beyond what the slowest machine needs; after it, something is wrong and the person should know. */
const PATIENCE_MS = 60_000;
const POLL_MS = 50;

/**
 * Waits until the daemon has stored so many sessions and mined all of them.
 * @returns the open store, to be closed by the caller, and the sample project
 * @throws HivemindError DAEMON_FAILED
 */
export async function untilMined(
  home: ScratchHome,
  sessions: number,
  signal?: AbortSignal,
): Promise<{ store: Store; project: Project }> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    const store = openStoreToRead(home.paths.database);
    const [project] = store === null ? [] : allProjects(store);
    if (store !== null && project !== undefined && isMined(store, project, sessions))
      return { store, project };
    store?.close();
    await sleep(POLL_MS);
  }
  throw new HivemindError('DAEMON_FAILED', 'The daemon did not get through the sample sessions.', {
    hint: 'hivemind status tells whether the daemon can start here',
  });
}

function isMined(store: Store, project: Project, sessions: number): boolean {
  const run = lastRun(store, project.id);
  if (run?.finishedAt == null || countStored(store).sessions < sessions) return false;
  return run.throughSeq >= lastSeqOfProject(store, project.id);
}
