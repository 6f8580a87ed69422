/** Collects what `status` and `hivemind` alone tell. Reads only; nothing is created. */

import { statSync } from 'node:fs';
import { type DaemonState, readDaemonState } from '../../daemon/state.ts';
import { namesIn } from '../../lib/list-folder.ts';
import { packageVersion } from '../../lib/package.ts';
import { countStored, type StoreCounts } from '../../store/counts.ts';
import { elsewhere } from '../../store/guard/lease.ts';
import { openStoreToRead } from '../../store/open.ts';
import { type Problem, recentProblems } from '../../store/problems.ts';
import type { CliContext } from '../context.ts';
import { type ProjectState, projectStates } from '../project-states.ts';
import { type AgentState, agentStates, LATELY_MS } from './agent-states.ts';
import { type CaptureState, captureHere } from './capture-here.ts';

export interface StatusReport {
  version: string;
  home: string;
  store: StoreCounts & {
    path: string;
    bytes: number;
    /** Why it was not opened: another machine uses it. Null when it was. */
    problem: string | null;
  };
  daemon: DaemonState;
  /** Records that wait in the spool. */
  spooled: number;
  agents: AgentState[];
  /** What would happen to a session begun here and now. */
  capture: CaptureState;
  everyNTurns: number;
  projects: ProjectState[];
  /** What went wrong lately without stopping anything, the newest first. */
  problems: Problem[];
}

const MAX_PROBLEMS = 5;

export async function readStatus(context: CliContext): Promise<StatusReport> {
  const { paths } = context;
  const config = context.config();
  const problem = elsewhere(paths.database)?.message ?? null;
  const store = problem === null ? openStoreToRead(paths.database) : null;
  return {
    version: packageVersion(),
    home: paths.home,
    store: {
      path: paths.database,
      bytes: sizeOf(paths.database) + sizeOf(`${paths.database}-wal`),
      problem,
      ...(store === null ? { events: 0, sessions: 0, lost: 0 } : countStored(store)),
    },
    daemon: readDaemonState(paths),
    spooled: namesIn(paths.spool).length,
    agents: await agentStates(context, store),
    capture: captureHere(context),
    everyNTurns: config.get('skillify.everyNTurns'),
    projects: store === null ? [] : projectStates(store, context.now()),
    problems:
      store === null
        ? []
        : recentProblems(store, MAX_PROBLEMS).filter(({ at }) => at > context.now() - LATELY_MS),
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
