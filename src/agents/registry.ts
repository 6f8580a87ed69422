/** Every agent. A new name in AGENT_IDS does not compile until it is here. */

import type { AgentId } from '../types.ts';
import type { Agent } from './agent.ts';
import { claudeCode } from './claude-code.ts';
import { codex } from './codex.ts';
import { cursor } from './cursor.ts';
import { geminiCli } from './gemini-cli.ts';
import { opencode } from './opencode.ts';

export const AGENTS = {
  'claude-code': claudeCode,
  codex,
  cursor,
  'gemini-cli': geminiCli,
  opencode,
} as const satisfies Record<AgentId, Agent>;

/** The same, in the order in which they are listed everywhere. */
export const ALL_AGENTS: readonly Agent[] = Object.values(AGENTS);
