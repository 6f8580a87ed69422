/** What stands in one turn of a SpecStory export: words, and tools with what they put out. Thinking is left out. */

import type { AgentId } from '../../src/types.ts';
import { originOfTool } from '../claude-code/tool-result.ts';
import { toolOfBlock } from './tool-block.ts';
import type { ToolPart } from './tool-part.ts';
import type { Turn } from './turns.ts';

export type Part = { is: 'words'; text: string } | ToolPart;

/** Tools that Cursor's exports of 2025 show on a line: the name of a file, a call that took too long. */
const BARE = /^(Read file: [^\n]{1,400})$|^(Tool call timed out[^\n]{0,80})$/gm;
const TOLD = { is: 'tool', input: {}, output: '', ok: null, origin: 'tool' } as const;

/** The turn's parts in order; a user's turn is words only. */
export function partsOfTurn(turn: Turn, agent: AgentId | null): Part[] {
  return turn.pieces.flatMap(({ is, text }): Part[] => {
    if (is === 'thinking') return words(behindThinking(text));
    if (is === 'tool') return [toolOfBlock(text, agent)];
    if (is === 'change') return [{ ...TOLD, tool: 'Edit file', input: { diff: changeOf(text) } }];
    return turn.speaker === 'user' ? words(text) : wordsAndBareTools(text);
  });
}

function words(text: string): Part[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : [{ is: 'words', text: trimmed }];
}

/** The line that ends a thought may go on with words. */
function behindThinking(text: string): string {
  return text.slice(text.indexOf('</think>') + '</think>'.length);
}

function wordsAndBareTools(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const match of text.matchAll(BARE)) {
    parts.push(...words(text.slice(done, match.index)), bareTool(match));
    done = match.index + match[0].length;
  }
  return [...parts, ...words(text.slice(done))];
}

function bareTool([, read, timeout]: RegExpExecArray): ToolPart {
  if (read === undefined) return { ...TOLD, tool: 'unknown', output: timeout ?? '', ok: false };
  const path = read.slice('Read file: '.length).trim();
  return { ...TOLD, tool: 'Read file', input: { file_path: path }, origin: originOfTool('Read') };
}

/** The lines between the fences. */
function changeOf(text: string): string {
  return text.slice(text.indexOf('\n') + 1, text.lastIndexOf('\n') + 1);
}
