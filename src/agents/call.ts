/** What one tool call says: the command it ran, the file it read, whom it handed work to. Its edits are in `edits.ts`. */

import type { SessionEvent, StepKind } from '../types.ts';
import { shellLine } from './command-line.ts';
import { isPatchCommand } from './patch.ts';
import { fieldsOf, fieldText, toolKind } from './tools.ts';

/** A `tool_call` event, or as much of one as tells what it is. */
export type ToolCall = Pick<SessionEvent, 'agent' | 'tool' | 'input'>;

/** What the call did; `other` for a tool nobody told us about. */
export function callKind(call: ToolCall): StepKind {
  const kind = toolKind(call.agent, call.tool ?? '');
  return kind === 'command' && isPatchCommand(lineIn(call) ?? '') ? 'edit' : kind;
}

/**
 * The command line of a call that ran one, else null. A tool nobody told us about ran what stands where a command would:
 * what it brought in must not pass for anybody's own words.
 */
export function commandOf(call: ToolCall): string | null {
  const kind = callKind(call);
  return kind === 'command' || kind === 'other' ? lineIn(call) : null;
}

/** The file that the call read, as the tool was given it; null for a call that read none. */
export function readPath(call: ToolCall): string | null {
  return callKind(call) === 'read' ? fieldText(call.agent, call.input, 'path') : null;
}

/** The name of the skill or the subagent that the call handed work to; null where it names none. */
export function handedTo(call: ToolCall): string | null {
  const kind = callKind(call);
  if (kind === 'skill') return fieldText(call.agent, call.input, 'skill');
  return kind === 'delegate' ? fieldText(call.agent, call.input, 'subagent') : null;
}

/** The plan that the call put before the user; null for any other call. */
export function planOf(call: ToolCall): string | null {
  return callKind(call) === 'plan' ? fieldText(call.agent, call.input, 'plan') : null;
}

/** The command line in a call's input, a text or an argument vector, whatever the tool is. */
export function lineIn({ agent, input }: ToolCall): string | null {
  const text = fieldText(agent, input, 'command');
  if (text !== null) return text;
  const words = fieldsOf(agent, 'command')
    .map((field) => input?.[field])
    .find(Array.isArray);
  return words === undefined ? null : shellLine(words.filter((word) => typeof word === 'string'));
}
