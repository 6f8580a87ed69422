/** What stands in one turn of a SpecStory export: words, and tools with what they put out. Thinking is left out. */

import type { JsonObject, Origin } from '../../src/types.ts';
import { originOfTool } from '../claude-code/tool-result.ts';
import type { Turn } from './turns.ts';

export type Part =
  | { is: 'words'; text: string }
  | { is: 'tool'; tool: string; input: JsonObject; output: string; ok: boolean | null; origin: Origin };

const BLOCK =
  /^<tool-use data-tool-type="([a-z_-]{1,40})" data-tool-name="([^"\n]{1,120})"><details>[ \t]*\n([\s\S]*?)^<\/details><\/tool-use>[ \t]*$|^<details>\s*<summary>([^\n]*?)<\/summary>\n([\s\S]*?)^<\/details>[ \t]*$|^```(diff)\n([\s\S]*?)^```[ \t]*$|^(Read file: [^\n]{1,400})$|^(Tool call timed out[^\n]{0,80})$/gm;
const SUMMARY = /^<summary>[^\n]*<\/summary>\n/;
const FENCE = /^```[a-z]*\n([\s\S]*?)^```[ \t]*$/m;
const THINKING = /<think>[\s\S]*?<\/think>/g;

/** The turn's parts in order; a user's turn is words only. */
export function partsOfTurn(turn: Turn): Part[] {
  if (turn.speaker === 'user') return words(turn.body);
  const body = turn.body.replace(THINKING, '');
  const parts: Part[] = [];
  let done = 0;
  for (const match of body.matchAll(BLOCK)) {
    parts.push(...words(body.slice(done, match.index)), toolOf(match));
    done = match.index + match[0].length;
  }
  return [...parts, ...words(body.slice(done))];
}

function words(text: string): Part[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : [{ is: 'words', text: trimmed }];
}

function toolOf(match: RegExpExecArray): Part {
  const [, type = '', name, block = '', summary, listing = '', diff, change = '', read, timeout] = match;
  if (name !== undefined) return blockOf(type, name, block.replace(SUMMARY, ''));
  if (summary !== undefined) {
    const line = summary.trim();
    // `Listed directory src • **6** results`: the first two words name the tool.
    const tool = line.split(' ').slice(0, 2).join(' ');
    return { is: 'tool', tool, input: { summary: line }, output: listing.trim(), ok: true, origin: 'tool' };
  }
  if (diff !== undefined) {
    return { is: 'tool', tool: 'Edit file', input: { diff: change }, output: '', ok: null, origin: 'tool' };
  }
  if (read !== undefined) {
    const path = read.slice('Read file: '.length).trim();
    return {
      is: 'tool',
      tool: 'Read file',
      input: { file_path: path },
      output: '',
      ok: null,
      origin: 'file',
    };
  }
  return { is: 'tool', tool: 'unknown', input: {}, output: timeout ?? '', ok: false, origin: 'tool' };
}

/** A block of Markdown v2: the input's one telling argument, then the output in a fence. */
function blockOf(type: string, tool: string, block: string): Part {
  const fence = FENCE.exec(block);
  const before = (fence === null ? block : block.slice(0, fence.index)).trim();
  const output = (fence?.[1] ?? '').replace(/\n$/, '');
  const error = /^<tool_use_error>([\s\S]*?)(?:<\/tool_use_error>)?$/.exec(output);
  return {
    is: 'tool',
    tool,
    input: inputOf(type, before),
    output: error?.[1] ?? output,
    ok: fence === null ? null : error === null && !/^(?:Error: )?Exit code [1-9]/.test(output),
    origin: originOfTool(tool),
  };
}

function inputOf(type: string, before: string): JsonObject {
  const quoted = /`([^`\n]+)`\s*$/.exec(before)?.[1];
  if (quoted === undefined) return before === '' ? {} : { summary: before };
  const description = before.slice(0, before.lastIndexOf(`\`${quoted}\``)).trim();
  switch (type) {
    case 'shell':
      return description === '' ? { command: quoted } : { command: quoted, description };
    case 'read':
    case 'write':
      return { file_path: quoted };
    default:
      return { summary: before };
  }
}
