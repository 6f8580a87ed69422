/** What a `tool_result` block of Claude Code tells about the call it answers. */

import type { EventMeta, JsonObject, JsonValue, Origin } from '../../src/types.ts';
import { asRecord, listOf, textOf } from '../fields.ts';
import { insideTag } from './tags.ts';

export interface ToolResult {
  origin: Origin;
  ok: boolean;
  /** What the tool answered, in full; null when it did not run. */
  output: string | null;
  /** The user's own words with a refusal. */
  text: string | null;
  meta: EventMeta;
}

const WEB_TOOLS = new Set(['WebFetch', 'WebSearch']);
const FILE_TOOLS = new Set(['Read', 'Grep', 'NotebookRead']);
const MCP_TOOLS = new Set(['ListMcpResourcesTool', 'ReadMcpResourceTool']);

/** Whose words the results of a tool are. */
export function originOfTool(tool: string | null): Origin {
  if (tool === null) return 'tool';
  if (WEB_TOOLS.has(tool)) return 'web';
  if (tool.startsWith('mcp__') || MCP_TOOLS.has(tool)) return 'mcp';
  return FILE_TOOLS.has(tool) ? 'file' : 'tool';
}

/**
 * @param block the `tool_result` block
 * @param record the `user` record it stands in: `toolUseResult` is structured on success and a string on failure
 * @param tool the tool's name, when the call was seen
 */
export function readToolResult(block: JsonObject, record: JsonObject, tool: string | null): ToolResult {
  const { text: content, images } = contentOf(block.content);
  const details = asRecord(record.toolUseResult);
  const failed = block.is_error === true || details.interrupted === true;
  if (failed && isRefusal(record, content, tool)) return refusal(content);
  const meta: EventMeta = images === 0 ? {} : { images };
  const exit = /^Exit code (\d{1,3})(?:\n|$)/.exec(content);
  if (failed && exit !== null) meta.exitCode = Number(exit[1]);
  if (!failed && tool === 'Bash' && ranToItsEnd(details)) meta.exitCode = 0;
  return {
    origin: originOfTool(tool),
    ok: !failed,
    output: failed ? plainError(exit === null ? content : content.slice(exit[0].length)) : content,
    text: null,
    meta,
  };
}

/** A Bash result carries no code on success: a command in the background has none yet, an interpreted one was not 0. */
function ranToItsEnd(details: JsonObject): boolean {
  return (
    details.stdout !== undefined &&
    details.backgroundTaskId === undefined &&
    details.returnCodeInterpretation === undefined
  );
}

function plainError(content: string): string {
  return content.startsWith('<tool_use_error>') ? (insideTag(content, 'tool_use_error') ?? content) : content;
}

const REFUSALS = [
  "The user doesn't want to proceed with this tool use.",
  "The user doesn't want to take this action right now.",
];
const WORDS_FOLLOW = 'the user said:\n';
/** Sentences of Claude Code around, or in place of, the user's words. */
const NOT_THEIR_WORDS = [
  "\n\nNote: The user's next message may contain",
  'The user wants to clarify these questions.',
];

/**
 * `toolDenialKind` is told since 2.1.2xx; before, only the sentence tells, and what another program answers may spell it:
 * then `toolUseResult` says whether Claude Code refused.
 */
function isRefusal(record: JsonObject, content: string, tool: string | null): boolean {
  const kind = textOf(record.toolDenialKind);
  if (kind !== null) return kind === 'user-rejected';
  const origin = originOfTool(tool);
  if (origin === 'mcp' || origin === 'web') return record.toolUseResult === 'User rejected tool use';
  return REFUSALS.some((sentence) => content.startsWith(sentence));
}

function refusal(content: string): ToolResult {
  const start = content.indexOf(WORDS_FOLLOW);
  let words = start < 0 ? '' : content.slice(start + WORDS_FOLLOW.length);
  for (const sentence of NOT_THEIR_WORDS) {
    const end = words.indexOf(sentence);
    if (end >= 0) words = words.slice(0, end);
  }
  const text = words.trim();
  return {
    origin: text === '' ? 'tool' : 'user',
    ok: false,
    output: null,
    text: text || null,
    meta: { denied: true },
  };
}

function contentOf(content: JsonValue | undefined): { text: string; images: number } {
  if (typeof content === 'string') return { text: content, images: 0 };
  const texts: string[] = [];
  let images = 0;
  for (const part of listOf(content)) {
    if (part.type === 'image') images += 1;
    const text = part.type === 'text' ? textOf(part.text) : null;
    if (text !== null) texts.push(text);
  }
  return { text: texts.join('\n'), images };
}
