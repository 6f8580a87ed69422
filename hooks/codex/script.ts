/**
 * The `exec` tool of newer models takes JavaScript that calls the real tools. Scripts are read, never run: what only
 * running would tell is not told here.
 */

import type { JsonObject } from '../../src/types.ts';
import { asRecord } from '../fields.ts';
import { readJsValue } from './js-literal.ts';
import { type JsToken, readJsTokens } from './js-tokens.ts';

/** A tool call spelled out in a script. */
export interface ScriptCall {
  tool: string;
  input: JsonObject;
}

interface FoundCall {
  /** Null when its argument is more than an object or a text. */
  call: ScriptCall | null;
  /** Whether it runs exactly once when the script does. */
  plain: boolean;
}

/**
 * The one tool call a script consists of, when it has exactly one and its argument is an object or a text.
 * @returns null when the script does more, or less, than that
 */
export function singleToolCall(script: string): ScriptCall | null {
  const [found, ...others] = findCalls(script) ?? [];
  return found === undefined || others.length > 0 ? null : found.call;
}

/**
 * The calls of a script of several, in order: when each is spelled out, and none depends on a condition, a loop or a
 * function.
 * @returns empty when any of it is otherwise
 */
export function plainToolCalls(script: string): ScriptCall[] {
  const found = findCalls(script) ?? [];
  const calls = found.flatMap(({ call, plain }) => (call !== null && plain ? call : []));
  return calls.length === found.length ? calls : [];
}

/** Every tool call of a script; null when it is no JavaScript, or hands the tools on to other code. */
function findCalls(script: string): FoundCall[] | null {
  const tokens = readJsTokens(script);
  if (tokens === null) return null;
  const calls: FoundCall[] = [];
  const flow: Flow = { open: [], conditional: false, left: false };
  for (const [at, token] of tokens.entries()) {
    follow(flow, token);
    if (!isToolsObject(tokens, at)) continue;
    const tool = tokens[at + 2];
    if (!isMark(tokens[at + 1], '.') || tool?.kind !== 'word' || !isMark(tokens[at + 3], '(')) return null;
    calls.push({ call: callAt(tokens, at, tool.text), plain: isPlain(flow) });
  }
  return calls;
}

/** What decides at a place in a script whether it is reached once. */
interface Flow {
  /** Brackets that are open. */
  open: string[];
  /** Whether what came before in the statement may keep the rest from happening, or repeat it. */
  conditional: boolean;
  /** Whether the script may have ended before. */
  left: boolean;
}

const CONTROL = new Set('if else for while do switch case catch function ? & | =>'.split(' '));
const LEAVES = new Set(['return', 'throw', 'break', 'continue', 'exit']);

function follow(flow: Flow, { kind, text }: JsToken): void {
  if (kind === 'word') flow.left ||= LEAVES.has(text);
  if (kind === 'word' || kind === 'mark') flow.conditional ||= CONTROL.has(text);
  if (kind !== 'mark') return;
  if (/^[)\]}]/.test(text)) flow.open.pop();
  if (/^[([{]$|\$\{$/.test(text)) flow.open.push(text);
  if (text === ';' && flow.open.length === 0) flow.conditional = false;
}

function isPlain({ open, conditional, left }: Flow): boolean {
  return !conditional && !left && open.every((bracket) => bracket === '(' || bracket === '[');
}

function isToolsObject(tokens: readonly JsToken[], at: number): boolean {
  const { kind, text } = tokens[at] ?? {};
  return kind === 'word' && text === 'tools' && !isMark(tokens[at - 1], '.') && !isMark(tokens[at + 1], ':');
}

const isMark = (token: JsToken | undefined, text: string) => token?.kind === 'mark' && token.text === text;

/** The call whose `tools` stands at `at`, when its one argument is an object or a text. */
function callAt(tokens: readonly JsToken[], at: number, tool: string): ScriptCall | null {
  const argument = readJsValue(tokens, at + 4);
  if (argument === null) return null;
  const end = isMark(tokens[argument.end], ',') ? argument.end + 1 : argument.end;
  if (!isMark(tokens[end], ')')) return null;
  const { value } = argument;
  if (typeof value === 'string') return { tool, input: { input: value } };
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { tool, input: asRecord(value) }
    : null;
}
