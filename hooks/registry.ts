/** Every agent's adapter. A new name in AGENT_IDS does not compile until it is here. */

import type { AgentAdapter, DocumentTranscript } from '../src/agent-adapter.ts';
import type { AgentId } from '../src/types.ts';
import { claudeCode } from './claude-code/adapter.ts';
import { codex } from './codex/adapter.ts';
import { cursor } from './cursor/adapter.ts';
import { specStory } from './specstory/document.ts';

export const ADAPTERS = {
  'claude-code': claudeCode,
  codex,
  cursor,
} as const satisfies Record<AgentId, AgentAdapter>;

/** Documents in which other programs export sessions, of several agents. */
export const EXPORTS: readonly DocumentTranscript[] = [specStory];
