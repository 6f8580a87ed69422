/** How each agent stands: what `status` lists. */

import { inspectAgent } from '../../../installers/agent-state.ts';
import { INSTALLERS } from '../../../installers/registry.ts';
import { AGENTS } from '../../agents/registry.ts';
import { lastEventOfAgent } from '../../store/counts.ts';
import type { Store } from '../../store/open.ts';
import { lastErrorOfAgent } from '../../store/problems.ts';
import { AGENT_IDS, type AgentId } from '../../types.ts';
import type { CliContext } from '../context.ts';

/** Older errors are history, ms. */
export const LATELY_MS = 7 * 86_400_000;

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
  /** What went wrong last when its sessions were read; null when nothing did lately. */
  lastError: { at: number; message: string } | null;
}

/** Every agent's state, read without changing anything. */
export async function agentStates(context: CliContext, store: Store | null): Promise<AgentState[]> {
  const place = { env: context.env, paths: context.paths, now: context.now(), cwd: context.cwd };
  return AGENT_IDS.map((id) => {
    const { detected, installed, trusted, problems } = inspectAgent(INSTALLERS[id], place);
    return {
      id,
      name: AGENTS[id].name,
      detected,
      installed,
      trusted,
      lastEventAt: store === null ? null : lastEventOfAgent(store, id),
      problems,
      lastError: store === null ? null : lastErrorOfAgent(store, id, context.now() - LATELY_MS),
    };
  });
}
