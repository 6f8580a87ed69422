/** What the data's own reader counted in a session. */

import { existsSync, readFileSync } from 'node:fs';

export interface Counts {
  /** Typed, queued and slash commands that reach the model. */
  prompts: number;
  toolCalls: number;
  invalidLines: number;
}

interface Line {
  type: string;
  role?: string;
  kind?: string;
  text?: string;
  tool_name?: string;
  sidechain?: boolean;
  invalid_lines?: number;
}

const PROMPTS = new Set(['prompt', 'queued_prompt', 'slash_command']);

/** @returns null where there is no such session */
export function readCounts(path: string): Counts | null {
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((text) => JSON.parse(text) as Line);
  const isPrompt = ({ role, kind = '', sidechain }: Line) =>
    role === 'user' && PROMPTS.has(kind) && sidechain !== true;
  return {
    prompts: lines.filter(isPrompt).length,
    toolCalls: lines.filter(({ role, tool_name }) => role === 'assistant' && tool_name !== undefined).length,
    invalidLines: lines[0]?.invalid_lines ?? 0,
  };
}
