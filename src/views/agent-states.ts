/** How each agent that can be watched stands: on this machine, with our hooks, with its last event. */

import { inspectAgent } from '../../installers/agent-state.ts';
import { INSTALLERS } from '../../installers/registry.ts';
import { AGENTS } from '../agents/registry.ts';
import { iso } from '../lib/in-words.ts';
import { lastEventOfAgent } from '../store/counts.ts';
import { lastErrorOfAgent } from '../store/problems.ts';
import { WIRED_AGENT_IDS, type WiredAgentId } from '../types.ts';
import type { Viewer } from './standpoint.ts';

/** Older errors are history, ms. */
export const LATELY_MS = 7 * 86_400_000;

export interface AgentState {
  id: WiredAgentId;
  /** For people: `Claude Code`. */
  name: string;
  /** Whether the agent is on this machine. */
  detected: boolean;
  /** Whether all of our hooks are in its configuration. */
  installed: boolean;
  /** Whether the agent runs them; null where it asks for no trust. */
  trusted: boolean | null;
  /** ISO 8601. */
  lastEventAt: string | null;
  problems: string[];
  /** What went wrong last when its sessions were read; null when nothing did lately. `at`: ISO 8601. */
  lastError: { at: string; message: string } | null;
}

/** Their states. Without a store, nothing is told of its events. */
export function agentStates({ store, env, paths, now, cwd }: Omit<Viewer, 'config'>): AgentState[] {
  const place = { env, paths, now: now(), cwd };
  return WIRED_AGENT_IDS.map((id) => {
    const { detected, installed, trusted, problems } = inspectAgent(INSTALLERS[id], place);
    const error = store === null ? null : lastErrorOfAgent(store, id, place.now - LATELY_MS);
    return {
      id,
      name: AGENTS[id].name,
      detected,
      installed,
      trusted,
      lastEventAt: store === null ? null : iso(lastEventOfAgent(store, id)),
      problems,
      lastError: error === null ? null : { at: iso(error.at), message: error.message },
    };
  });
}
