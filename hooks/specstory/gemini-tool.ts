/**
 * One tool of a SpecStory export of Gemini CLI: `Path:` and the like, then the input in a fence, then `Result:`. After
 * `pkg/providers/geminicli/markdown_tools.go` of SpecStory's CLI.
 */

import { toolUse } from '../../src/agents/tools.ts';
import type { JsonObject } from '../../src/types.ts';
import { asRecord } from '../fields.ts';
import { readShellResult } from '../gemini-cli/shell-result.ts';
import { originOfUse } from '../tool-origin.ts';
import { contentOf, FENCE_OPEN } from './code.ts';
import type { ToolPart } from './tool-part.ts';

interface Body {
  /** What stands before the fence of the input, or before the result. */
  head: string;
  /** What that fence holds; null without one. */
  code: string | null;
  /** Null where none is told. */
  result: string | null;
}

const RESULT = /^Result:[ \t]*/;
/** How its tools begin to tell that they failed. */
const FAILED = /^(?:Error|Failed)\b/;

/** @param body what stands below the summary */
export function ofGemini(tool: string, summary: string, body: string): ToolPart {
  const told = bodyOf(body);
  const part = {
    is: 'tool',
    tool,
    input: inputOf(tool, summary, told),
    origin: originOfUse('gemini-cli', tool),
  } as const;
  const output = outputOf(tool, body, told);
  if (output === null) return { ...part, output: '', ok: null };
  if (toolUse('gemini-cli', tool) !== 'command') return { ...part, output, ok: !FAILED.test(output) };
  const { exitCode, ...shell } = readShellResult(output);
  return { ...part, ...shell, ...(exitCode === null ? {} : { exitCode }) };
}

function bodyOf(body: string): Body {
  const lines = body.trim().split('\n');
  const open = lines.findIndex((line) => FENCE_OPEN.test(line) || RESULT.test(line));
  if (open < 0) return { head: lines.join('\n'), code: null, result: null };
  const head = lines.slice(0, open).join('\n').trim();
  if (RESULT.test(lines[open] ?? '')) return { head, code: null, result: resultOf(lines.slice(open)) };
  const mark = FENCE_OPEN.exec(lines[open] ?? '')?.[1];
  // What was written may hold fences of its own: the input's is closed where the result follows, or nothing.
  const close = lines.findIndex(
    (line, at) => at > open && line.trimEnd() === mark && isEndOfInput(lines, at),
  );
  const end = close < 0 ? lines.length : close;
  const rest = lines
    .slice(end + 1)
    .join('\n')
    .trim();
  const code = lines.slice(open + 1, end).join('\n');
  return { head, code, result: rest === '' ? null : resultOf(rest.split('\n')) };
}

function isEndOfInput(lines: readonly string[], at: number): boolean {
  const next = lines.slice(at + 1).find((line) => line.trim() !== '');
  return next === undefined || RESULT.test(next);
}

/** On one line as it is, else in a fence. */
function resultOf(lines: readonly string[]): string {
  const open = lines.findIndex((line) => FENCE_OPEN.test(line));
  return open === 1 ? contentOf(lines, open) : lines.join('\n').replace(RESULT, '');
}

/** What a file held stands in the fence; what was found, as it is. */
function outputOf(tool: string, body: string, { code, result }: Body): string | null {
  const use = toolUse('gemini-cli', tool);
  if (use === 'read') return code ?? result;
  return use === 'search' ? body.trim() || null : result;
}

function inputOf(tool: string, summary: string, { head, code }: Body): JsonObject {
  const named = [...summary.matchAll(/`([^`]*)`/g)].map(([, name = '']) => name);
  const labelled = /^(Path|Directory): `([^`]+)`/m.exec(head)?.[2];
  const content = code ?? '';
  switch (toolUse('gemini-cli', tool)) {
    case 'command':
      return { command: content.trim(), ...(labelled === undefined ? {} : { dir_path: labelled }) };
    case 'edit':
      return { file_path: labelled ?? '', [tool === 'write_file' ? 'content' : 'new_string']: content };
    case 'read':
      return { file_path: named[0] ?? '' };
    case 'search':
      return { [tool === 'list_directory' ? 'dir_path' : 'pattern']: named[0] ?? '' };
    default:
      return code === null ? { summary: head } : asJson(code);
  }
}

function asJson(text: string): JsonObject {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return { summary: text };
  }
}
