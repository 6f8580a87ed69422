/** How each agent stands: what `status` lists. */

import { inspectAgent } from '../../installers/agent-state.ts';
import { INSTALLERS } from '../../installers/registry.ts';
import { lastEventOfAgent } from '../store/counts.ts';
import type { Store } from '../store/open.ts';
import { AGENT_IDS, type AgentId } from '../types.ts';
import type { CliContext } from './context.ts';

export interface AgentState {
  id: AgentId;
  /** For people: `Claude Code`. */
  name: string;
  /** Whether the agent is on this machine. */
  detected: boolean;
  /** Whether all of our hooks are in its configuration. */
  installed: boolean;
  /** Whether the agent runs them; null where it asks for no trust. */
  trusted: boolean | null;
  /** Milliseconds since the epoch. */
  lastEventAt: number | null;
  problems: string[];
}

/** Every agent's state, read without changing anything. */
export async function agentStates(context: CliContext, store: Store | null): Promise<AgentState[]> {
  const place = { env: context.env, paths: context.paths, now: context.now() };
  return AGENT_IDS.map((id) => {
    const { detected, installed, trusted, problems } = inspectAgent(INSTALLERS[id], place);
    return {
      id,
      name: INSTALLERS[id].name,
      detected,
      installed,
      trusted,
      lastEventAt: store === null ? null : lastEventOfAgent(store, id),
      problems,
    };
  });
}
