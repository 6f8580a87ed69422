/** The adapter of every agent that is watched. A new name in WIRED_AGENT_IDS does not compile until it is here. */

import type { AgentAdapter, DocumentTranscript } from '../src/agent-adapter.ts';
import type { WiredAgentId } from '../src/types.ts';
import { claudeCode } from './claude-code/adapter.ts';
import { codex } from './codex/adapter.ts';
import { cursor } from './cursor/adapter.ts';
import { opencodeExport } from './opencode/export.ts';
import { specStory } from './specstory/document.ts';

export const ADAPTERS = {
  'claude-code': claudeCode,
  codex,
  cursor,
} as const satisfies Record<WiredAgentId, AgentAdapter>;

/** Documents in which sessions are exported, by the agent itself or by other programs. */
export const EXPORTS: readonly DocumentTranscript[] = [opencodeExport, specStory];
