/** How things stand, as one document. */

import type { DaemonView } from './daemon-state.ts';
import { type ListedProjectState, listedState } from './project-states.ts';
import type { Situation } from './situation.ts';

export interface Status
  extends Pick<Situation, 'version' | 'home' | 'store' | 'spool' | 'agents' | 'capture'> {
  daemon: Omit<DaemonView, 'problem'>;
  skillify: { everyNTurns: number; projects: ListedProjectState[] };
  /** What words the skills, and its use today. */
  model: { provider: string; callsToday: number; tokensToday: number; dailyTokenLimit: number };
}

/** Skills are worded by this program alone; its counts stay at zero until a model can be configured. */
const NO_MODEL = { provider: 'none', callsToday: 0, tokensToday: 0, dailyTokenLimit: 0 };

export function statusOf(situation: Situation): Status {
  const { version, home, store, daemon, spool, agents, capture, skillify } = situation;
  const { running, pid, heldUntil } = daemon;
  return {
    version,
    home,
    store,
    daemon: { running, pid, heldUntil },
    spool,
    agents,
    capture,
    skillify: { ...skillify, projects: skillify.projects.map(listedState) },
    model: NO_MODEL,
  };
}
