/**
 * The `exec` tool of newer models takes JavaScript that calls the real tools. Scripts are read, never run: what only
 * running would tell is not told here.
 */

import { type AnyNode, type CallExpression, parse } from 'acorn';
import type { JsonObject } from '../../src/types.ts';
import { asRecord } from '../fields.ts';
import { literalValue } from './js-literal.ts';

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

/** A longer script is a program. In characters. */
const MAX_LENGTH = 200_000;

/** Every tool call of a script in its order; null when it is no JavaScript, or hands the tools on to other code. */
function findCalls(script: string): FoundCall[] | null {
  if (script.length > MAX_LENGTH) return null;
  const found: Findings = { calls: [], left: false, handedOn: false };
  try {
    const program = parse(script, {
      ecmaVersion: 'latest',
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: true,
    });
    visit(program as AnyNode, true, found);
  } catch (error) {
    // What is nested too deep for the parser, or for us, is no script that a model would write.
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
  return found.handedOn ? null : found.calls;
}

interface Findings {
  calls: FoundCall[];
  /** Whether the script may have ended before. */
  left: boolean;
  /** Whether `tools` is used for anything but calling one. */
  handedOn: boolean;
}

/** Parts of these are skipped, repeated or kept for later. */
const CONDITIONAL =
  /^(?:(?:If|For|ForIn|ForOf|While|DoWhile|Switch|Try)Statement|(?:Logical|Conditional|Chain|Function|ArrowFunction|Class)Expression|(?:Function|Class)Declaration|AssignmentPattern)$/;
/** Of these the first part always runs, and runs once. */
const ASKS_FIRST = /^(?:(?:If|Switch)Statement|(?:Logical|Conditional)Expression)$/;
const LEAVES = /^(?:Return|Throw|Break|Continue)Statement$/;

/** @param once whether what stands here runs exactly once when the script does */
function visit(node: AnyNode, once: boolean, found: Findings): void {
  const tool = node.type === 'CallExpression' ? toolOf(node) : null;
  if (node.type === 'CallExpression' && tool !== null) {
    found.calls.push({ call: callOf(node, tool), plain: once && !found.left });
    for (const argument of node.arguments) visit(argument, once, found);
    return;
  }
  if (node.type === 'Identifier') found.handedOn ||= node.name === 'tools';
  const isConditional = CONDITIONAL.test(node.type) || isLogicalAssignment(node);
  for (const [at, child] of childrenOf(node).entries()) {
    visit(child, once && (!isConditional || (at === 0 && ASKS_FIRST.test(node.type))), found);
  }
  found.left ||= LEAVES.test(node.type) || nameOf(node) === 'exit';
}

const isLogicalAssignment = (node: AnyNode) =>
  node.type === 'AssignmentExpression' && /^(?:\|\||&&|\?\?)=$/.test(node.operator);

/** The name of a variable, or of the member that an expression asks for. */
function nameOf(node: AnyNode): string | null {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed) return null;
  return node.property.type === 'Identifier' ? node.property.name : null;
}

/** In the order of the text; without the names of members and keys, which stand for no variable. */
function childrenOf(node: AnyNode): AnyNode[] {
  const isNamed = 'computed' in node && !node.computed;
  return Object.entries(node)
    .filter(([key]) => !(isNamed && (key === 'property' || key === 'key')))
    .flatMap(([, value]): AnyNode[] => [value].flat().filter(isNode))
    .sort((a, b) => a.start - b.start);
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

/** The tool that is called, of `tools.<name>(…)`. */
function toolOf({ callee, optional }: CallExpression): string | null {
  const isMember = callee.type === 'MemberExpression' && !optional && !callee.optional;
  if (!isMember || callee.object.type !== 'Identifier' || callee.object.name !== 'tools') return null;
  return nameOf(callee);
}

/** The call, when its one argument is an object or a text. */
function callOf(node: CallExpression, tool: string): ScriptCall | null {
  const [argument, ...others] = node.arguments;
  const value = argument === undefined || others.length > 0 ? undefined : literalValue(argument);
  if (typeof value === 'string') return { tool, input: { input: value } };
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { tool, input: asRecord(value) }
    : null;
}
