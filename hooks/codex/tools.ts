/** What was done in a Codex rollout: calls, their outputs, and processes that outlive their call. */

import type { EventMeta, JsonObject, JsonValue, Origin, ParsedEvent } from '../../src/types.ts';
import { asRecord, digest, listOf, textOf } from '../fields.ts';
import { type CodexOutput, readCodexOutput } from './output.ts';
import { plainToolCalls, singleToolCall } from './script.ts';
import { type RolloutLine, type RolloutState, remember, rolloutEvent, take, unnamedId } from './state.ts';

const MCP = /^mcp__/;

/** A call with JSON arguments. */
export function functionCall(line: RolloutLine, state: RolloutState): ParsedEvent[] {
  const name = textOf(line.payload.name) ?? 'unknown';
  const namespace = textOf(line.payload.namespace) ?? '';
  const tool = MCP.test(namespace) ? `${namespace}__${name.replace(/^_+/, '')}` : name;
  return toolCall(tool, parseArguments(line.payload.arguments), line, state);
}

/** A call with a text as input: `apply_patch`, or `exec` with a script of other calls. */
export function customToolCall(line: RolloutLine, state: RolloutState): ParsedEvent[] {
  const tool = textOf(line.payload.name) ?? 'unknown';
  const text = textOf(line.payload.input) ?? '';
  const single = tool === 'exec' ? singleToolCall(text) : null;
  const calls = toolCall(single?.tool ?? tool, single?.input ?? { input: text }, line, state);
  const id = calls[0]?.toolUseId;
  // Where items tell what a script does, its text need not.
  if (tool !== 'exec' || single !== null || state.itemized || id === undefined) return calls;
  const made = plainToolCalls(text).map(({ tool, input }, index) => {
    const position = line.position + index + 1;
    return callEvent(`${id}/${index + 1}`, tool, input, 'assistant', position, state, { script: id });
  });
  return [...calls, ...made];
}

/** A command as some early versions ran it. */
export function localShellCall(line: RolloutLine, state: RolloutState): ParsedEvent[] {
  const { command = [] } = asRecord(line.payload.action);
  return toolCall('local_shell', { command }, line, state);
}

/** The model's own web search: there is a call, and no output. */
export function webSearchCall({ payload, position }: RolloutLine, state: RolloutState): ParsedEvent[] {
  const input = asRecord(payload.action);
  const id = textOf(payload.id) ?? unnamedId(state, 'search', JSON.stringify(input));
  return [callEvent(id, 'web_search', input, 'assistant', position, state)];
}

/** A search for tools that the model may call; its arguments are no text. */
export function toolSearchCall(line: RolloutLine, state: RolloutState): ParsedEvent[] {
  return toolCall('tool_search', asRecord(line.payload.arguments), line, state);
}

/** The names of the tools that were found; what their servers say of them is left out. */
export function toolSearchOutput({ payload, position }: RolloutLine, state: RolloutState): ParsedEvent[] {
  const id = textOf(payload.call_id);
  if (id === null) return [];
  take(state.calls, id);
  const text = listOf(payload.tools)
    .flatMap(({ name }) => textOf(name) ?? [])
    .join('\n');
  const failed = payload.status !== undefined && payload.status !== 'completed';
  return [
    resultEvent(
      id,
      'result',
      { text, failed, denied: false, aborted: false },
      'tool_search',
      position,
      state,
    ),
  ];
}

/** The output that answers a call. */
export function toolOutput({ payload, position }: RolloutLine, state: RolloutState): ParsedEvent[] {
  const id = textOf(payload.call_id);
  if (id === null) return [];
  const output = readCodexOutput(payload.output);
  const exitCode = take(state.exits, id) ?? output.exitCode;
  const { tool, command } = take(state.calls, id) ?? {};
  const polled = take(state.polls, id);
  const patched = take(state.patches, id);
  const answer = withExit(patched === undefined ? output : { ...output, failed: !patched }, exitCode);
  const events = [resultEvent(id, 'result', answer, tool, position, state)];
  if (output.running !== undefined && polled === undefined) remember(state.running, output.running, id);
  if (tool === 'exec_command' && exitCode === undefined) remember(state.unfinished, id, command ?? '');
  const ended = polled === undefined || exitCode === undefined ? undefined : take(state.running, polled);
  if (ended !== undefined) {
    events.push(resultEvent(ended, 'exit', withExit(output, exitCode), 'exec_command', position + 1, state));
  }
  return events;
}

function toolCall(tool: string, input: JsonObject, line: RolloutLine, state: RolloutState): ParsedEvent[] {
  const id = textOf(line.payload.call_id) ?? textOf(line.payload.id);
  if (id === null) return [];
  const command = tool === 'exec_command' ? textOf(input.cmd) : null;
  remember(state.calls, id, { tool, command: command === null ? null : digest(command) });
  if (tool === 'write_stdin') remember(state.polls, id, String(input.session_id));
  return [callEvent(id, tool, input, 'assistant', line.position, state)];
}

/** A tool call. `meta`: what is known of it beside where it was made. */
export function callEvent(
  toolUseId: string,
  tool: string,
  input: JsonObject,
  origin: Origin,
  position: number,
  state: RolloutState,
  meta: EventMeta = {},
): ParsedEvent {
  const fields = { kind: 'tool_call', origin, tool, toolUseId, input, meta } as const;
  return rolloutEvent(state, `${toolUseId}:call`, position, fields);
}

/** A result. `part`: `result` answers the call, `exit` tells later how its process ended. */
export function resultEvent(
  toolUseId: string,
  part: 'result' | 'exit',
  output: CodexOutput,
  tool: string | undefined,
  position: number,
  state: RolloutState,
): ParsedEvent {
  const ok = succeeded(output, tool);
  const meta: EventMeta = {
    ...(output.exitCode === undefined ? {} : { exitCode: output.exitCode }),
    ...(output.denied ? { denied: true } : {}),
  };
  return rolloutEvent(state, `${toolUseId}:${part}`, position, {
    kind: 'tool_result',
    origin: MCP.test(tool ?? '') ? 'mcp' : 'tool',
    toolUseId,
    output: output.text,
    ...(tool === undefined ? {} : { tool }),
    ...(ok === undefined ? {} : { ok }),
    meta,
  });
}

/** Undefined where Codex does not tell. */
function succeeded({ denied, aborted, exitCode, failed }: CodexOutput, tool: string | undefined) {
  if (denied || aborted) return false;
  if (exitCode !== undefined) return exitCode === 0;
  // A script may fail at what it does with the output of a command that went well.
  return failed === undefined || tool === 'exec_command' ? undefined : !failed;
}

function withExit(output: CodexOutput, exitCode: number | undefined): CodexOutput {
  return exitCode === undefined ? output : { ...output, exitCode };
}

/** Arguments come as a JSON text; what does not parse is kept as it was written. */
function parseArguments(value: JsonValue | undefined): JsonObject {
  if (typeof value !== 'string') return asRecord(value);
  try {
    const parsed = JSON.parse(value) as JsonValue;
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? parsed
      : { arguments: value };
  } catch {
    return { arguments: value };
  }
}
