/** How agents, store, daemon, spool, capture and every project stand: what status and overview are made of. */

import { statSync } from 'node:fs';
import { lostRecords } from '../capture/lost-records.ts';
import { iso } from '../lib/in-words.ts';
import { namesIn } from '../lib/list-folder.ts';
import { packageVersion } from '../lib/package.ts';
import { countStored, type StoreCounts } from '../store/counts.ts';
import type { Store } from '../store/open.ts';
import { type Problem, recentProblems } from '../store/problems.ts';
import { type AgentState, agentStates, LATELY_MS } from './agent-states.ts';
import { type CaptureState, captureHere } from './capture-here.ts';
import { type DaemonView, daemonState } from './daemon-state.ts';
import { type ProjectState, projectStates } from './project-states.ts';
import type { Viewer } from './standpoint.ts';

export interface Situation {
  version: string;
  home: string;
  store: StoreCounts & {
    path: string;
    bytes: number;
    /** Why it was not opened: another machine uses it. Null when it was. */
    problem: string | null;
  };
  daemon: DaemonView;
  spool: {
    /** Records that wait in it. */
    files: number;
    /** Whether hooks can write to it. */
    writable: boolean;
    /** When a hook last failed to, ISO 8601; null when none did lately. */
    failedAt: string | null;
  };
  agents: AgentState[];
  /** What would happen to a session begun here and now. */
  capture: CaptureState;
  skillify: { everyNTurns: number; projects: ProjectState[] };
  /** What went wrong lately without stopping anything, the newest first. `at`: ISO 8601. */
  problems: (Omit<Problem, 'at'> & { at: string })[];
}

const MAX_PROBLEMS = 5;

/**
 * @param storeProblem why `viewer.store` was not opened, where that is so
 * @throws HivemindError CONFIG_INVALID
 */
export function situationNow(viewer: Viewer, storeProblem: string | null): Situation {
  const { paths, store, now } = viewer;
  const { failedAt, writable } = lostRecords(paths);
  return {
    version: packageVersion(),
    home: paths.home,
    store: {
      path: paths.database,
      bytes: sizeOf(paths.database) + sizeOf(`${paths.database}-wal`),
      problem: storeProblem,
      ...(store === null ? { events: 0, sessions: 0, lost: 0 } : countStored(store)),
    },
    daemon: daemonState(viewer),
    spool: { files: namesIn(paths.spool).length, writable, failedAt: iso(failedAt) },
    agents: agentStates(viewer),
    capture: captureHere(viewer),
    skillify: {
      everyNTurns: viewer.config().get('skillify.everyNTurns'),
      projects: projectStates(viewer),
    },
    problems: store === null ? [] : problemsSince(store, now() - LATELY_MS),
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function problemsSince(store: Store, since: number): Situation['problems'] {
  return recentProblems(store, MAX_PROBLEMS)
    .filter(({ at }) => at > since)
    .map((problem) => ({ ...problem, at: iso(problem.at) }));
}
