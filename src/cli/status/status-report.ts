/** Collects what `status` and `hivemind` alone tell. Reads only; nothing is created. */

import { statSync } from 'node:fs';
import { type LostRecords, lostRecords } from '../../capture/lost-records.ts';
import { ticketEnd } from '../../daemon/marks.ts';
import { type DaemonState, readDaemonState } from '../../daemon/state.ts';
import { namesIn } from '../../lib/list-folder.ts';
import { packageVersion } from '../../lib/package.ts';
import { countStored, type StoreCounts } from '../../store/counts.ts';
import { elsewhere } from '../../store/guard/lease.ts';
import { openStoreToRead } from '../../store/open.ts';
import { type Problem, recentProblems } from '../../store/problems.ts';
import type { CliContext } from '../context.ts';
import { type ProjectState, projectStates } from '../project-states.ts';
import { ago } from '../terminal/output.ts';
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
  /** Until when hooks start no daemon, because a start is under way or failed, ms since the epoch; null when the next does. */
  daemonHeldUntil: number | null;
  /** Records that wait in the spool. */
  spooled: number;
  /** What hooks could not spool. */
  lost: LostRecords;
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
    daemonHeldUntil: ticketEnd(paths, context.now()),
    spooled: namesIn(paths.spool).length,
    lost: lostRecords(paths),
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

/** Why hooks lose what they are told; null when they do not. Follows a name of the spool. */
export function spoolTrouble({ writable, failedAt }: StatusReport['lost'], now: number): string | null {
  if (!writable) return 'hooks cannot write to it: what they are told is lost';
  if (failedAt === null) return null;
  return `hooks could not write to it (last ${ago(failedAt, now)}): is the disk full?`;
}
