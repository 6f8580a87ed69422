/** How each agent stands: what `status` lists. */

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

export async function agentStates(_context: CliContext, store: Store | null): Promise<AgentState[]> {
  return AGENT_IDS.map((id) => ({
    id,
    name: id,
    detected: false,
    installed: false,
    trusted: null,
    lastEventAt: store === null ? null : lastEventOfAgent(store, id),
    problems: [],
  }));
}
