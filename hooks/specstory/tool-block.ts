/**
 * One tool of a SpecStory export: its name, what of its input is told, and its output. Three layouts are read here: that
 * of the CLI (`<tool-use …><details>` … `</details></tool-use>`), that of the extension for Cursor (each tag on a line of
 * its own, the summary tells the input, text escaped as in HTML), and that of 2025 (`<details>` alone).
 */

import type { AgentId, JsonObject } from '../../src/types.ts';
import { originOfTool } from '../claude-code/tool-result.ts';
import { codeOf } from './code.ts';
import { ofGemini } from './gemini-tool.ts';
import type { ToolPart } from './tool-part.ts';

const OPEN = /^<tool-use\b([^>]*)>/;
const CLOSE = /<\/tool-use>[ \t]*$/;
const SUMMARY = /<summary>([\s\S]*?)<\/summary>/;
/** `Tool use: **read_file** • Read file: src/a.ts` */
const TOLD = /^Tool use: \*\*[^*]*\*\*(?: • (.*))?$/s;

/**
 * Reads a block, its tags included.
 * @param agent whose it is: the CLI leaves it to its reader of each agent what stands in one
 */
export function toolOfBlock(text: string, agent: AgentId | null): ToolPart {
  const attributes = OPEN.exec(text)?.[1];
  const inside = text.replace(OPEN, '').replace(CLOSE, '').trim();
  const details = inside.replace(/^<details>/, '').replace(/<\/details>$/, '');
  const summary = (SUMMARY.exec(details)?.[1] ?? '').trim();
  const body = details.replace(SUMMARY, '');
  if (attributes === undefined) return bareDetails(summary, body);
  const tool = attribute(attributes, 'data-tool-name') || 'unknown';
  const type = attribute(attributes, 'data-tool-type');
  if (agent === 'gemini-cli') return ofGemini(tool, summary, body);
  const [, told] = TOLD.exec(summary) ?? [];
  return told === undefined ? ofCli(tool, type, summary, body) : ofExtension(tool, type, told, body);
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
}

/** `Listed directory src • **6** results`: the first two words name the tool. */
function bareDetails(summary: string, body: string): ToolPart {
  const tool = summary.split(' ').slice(0, 2).join(' ');
  return { is: 'tool', tool, input: { summary }, output: body.trim(), ok: true, origin: 'tool' };
}

/** The summary tells the input; a command stands in a fence of its own before its output's. */
function ofExtension(tool: string, type: string, told: string, body: string): ToolPart {
  const plain = unescaped(body);
  const part = { is: 'tool', tool, ok: null, origin: originOf(tool, type) } as const;
  const value = unescaped(told).replace(/^[A-Z][a-z]+ [a-z]+: /, '');
  if (type === 'shell') {
    const { command, output } = codeOf(plain);
    return { ...part, input: { command: command ?? value }, output: output?.trimEnd() ?? '' };
  }
  if (type === 'read') return { ...part, input: { file_path: value }, output: plain.trim() };
  if (type === 'write') return { ...part, input: { file_path: value, change: plain.trim() }, output: '' };
  return { ...part, input: { summary: unescaped(told) }, output: plain.trim() };
}

/** The input's one telling argument, in the summary or before the fence, then the output in the fence. */
function ofCli(tool: string, type: string, summary: string, body: string): ToolPart {
  const { before, ...code } = codeOf(body);
  const command = type === 'shell' ? code.command : null;
  const output = command === null ? (code.output ?? code.command) : code.output;
  const error = /^<tool_use_error>([\s\S]*?)(?:<\/tool_use_error>)?$/.exec(output ?? '');
  const told = before || summary.replace(/^Tool use: \*\*[^*]*\*\*/, '').trim();
  return {
    is: 'tool',
    tool,
    input: command === null ? { ...writtenFile(type, output ?? ''), ...inputOf(type, told) } : { command },
    output: error?.[1] ?? output ?? '',
    ok: output === null ? null : error === null && !/^(?:Error: )?Exit code [1-9]/.test(output),
    origin: originOf(tool, type),
  };
}

/** What Claude Code's editing tools print: their input, which the CLI leaves out, named the same file. */
const WRITTEN =
  /^(?:The file (?<changed>\S[^\n]*?) has been updated\b|File created successfully at: (?<created>\S+))/;

/** The file that a tool says it wrote; of one that it made, the text is not told. */
function writtenFile(type: string, output: string): JsonObject {
  const { changed, created } = (type === 'write' ? WRITTEN.exec(output)?.groups : undefined) ?? {};
  if (created !== undefined) return { file_path: created, content: '' };
  return changed === undefined ? {} : { file_path: changed };
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

/** What other agents' tools read is foreign as well. */
function originOf(tool: string, type: string): ToolPart['origin'] {
  return type === 'read' ? 'file' : originOfTool(tool);
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
