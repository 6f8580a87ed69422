/** What was done in a Codex rollout: calls, their outputs, and processes that outlive their call. */

import type { EventMeta, JsonObject, JsonValue, Origin, ParsedEvent } from '../src/types.ts';
import { type CodexOutput, readCodexOutput } from './codex-output.ts';
import { singleToolCall } from './codex-script.ts';
import {
  type RolloutLine,
  type RolloutState,
  remember,
  rolloutEvent,
  take,
  unnamedId,
} from './codex-state.ts';
import { asRecord, digest, lookUp, textOf } from './fields.ts';

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
  return toolCall(single?.tool ?? tool, single?.input ?? { input: text }, line, state);
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

/** The output that answers a call. */
export function toolOutput({ payload, position }: RolloutLine, state: RolloutState): ParsedEvent[] {
  const id = textOf(payload.call_id);
  if (id === null) return [];
  const output = readCodexOutput(payload.output);
  const exitCode = take(state.exits, id) ?? output.exitCode;
  const tool = take(state.calls, id)?.tool;
  const polled = take(state.polls, id);
  const events = [resultEvent(id, 'result', withExit(output, exitCode), tool, position, state)];
  if (output.running !== undefined && polled === undefined) remember(state.running, output.running, id);
  if (tool === 'exec_command' && exitCode === undefined) remember(state.unfinished, id, true);
  const ended = polled === undefined || exitCode === undefined ? undefined : take(state.running, polled);
  if (ended !== undefined) {
    events.push(resultEvent(ended, 'exit', withExit(output, exitCode), 'exec_command', position + 1, state));
  }
  return events;
}

/**
 * A finished process (0.169). It belongs to a call that still waits for its output (then only the exit code is news),
 * to a call that was answered while the process ran on, or to the user or a longer script: then it is its own call.
 */
export function commandExecution(item: JsonObject, position: number, state: RolloutState): ParsedEvent[] {
  const id = textOf(item.id) ?? '';
  const command = commandLine(item.command);
  const output = processOutput(item);
  const waiting = waitingCall(id, command, state);
  if (waiting !== null) {
    if (output.exitCode !== undefined) remember(state.exits, waiting, output.exitCode);
    return [];
  }
  const answered =
    take(state.running, textOf(item.process_id) ?? '') ?? (lookUp(state.unfinished, id) ? id : undefined);
  if (answered !== undefined) {
    delete state.unfinished[answered];
    return output.exitCode === undefined
      ? []
      : [resultEvent(answered, 'exit', output, 'exec_command', position, state)];
  }
  const origin = (textOf(item.source) ?? '').startsWith('user') ? 'user' : 'assistant';
  return [
    callEvent(id, 'exec_command', { cmd: command }, origin, position, state),
    resultEvent(id, 'result', output, 'exec_command', position + 1, state),
  ];
}

function processOutput(item: JsonObject): CodexOutput {
  // Codex gives -1 to processes it killed itself: no exit code of theirs.
  const exitCode = typeof item.exit_code === 'number' && item.exit_code >= 0 ? item.exit_code : undefined;
  return {
    text: textOf(item.aggregated_output) ?? '',
    denied: item.status === 'declined',
    aborted: false,
    ...(exitCode === undefined ? {} : { exitCode }),
  };
}

/** The call without output that started this process: itself, or a script that does nothing else. */
function waitingCall(id: string, command: string, state: RolloutState): string | null {
  if (lookUp(state.calls, id) !== undefined) return id;
  const mark = digest(command);
  return Object.entries(state.calls).find(([, call]) => call.command === mark)?.[0] ?? null;
}

function toolCall(tool: string, input: JsonObject, line: RolloutLine, state: RolloutState): ParsedEvent[] {
  const id = textOf(line.payload.call_id) ?? textOf(line.payload.id);
  if (id === null) return [];
  const command = tool === 'exec_command' ? textOf(input.cmd) : null;
  remember(state.calls, id, { tool, command: command === null ? null : digest(command) });
  if (tool === 'write_stdin') remember(state.polls, id, String(input.session_id));
  return [callEvent(id, tool, input, 'assistant', line.position, state)];
}

function callEvent(
  toolUseId: string,
  tool: string,
  input: JsonObject,
  origin: Origin,
  position: number,
  state: RolloutState,
): ParsedEvent {
  const fields = { kind: 'tool_call', origin, tool, toolUseId, input } as const;
  return rolloutEvent(state, `${toolUseId}:call`, position, fields);
}

/** `part`: `result` answers the call, `exit` tells later how its process ended. */
function resultEvent(
  toolUseId: string,
  part: 'result' | 'exit',
  output: CodexOutput,
  tool: string | undefined,
  position: number,
  state: RolloutState,
): ParsedEvent {
  const failed = output.denied || output.aborted;
  const ok = failed ? false : output.exitCode === undefined ? undefined : output.exitCode === 0;
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

/** The line a shell was given: Codex starts `[shell, -lc, line]`. */
function commandLine(command: JsonValue | undefined): string {
  const words = Array.isArray(command) ? command.filter((word) => typeof word === 'string') : [];
  return /^-l?c$/.test(words[1] ?? '') ? (words[2] ?? '') : words.join(' ');
}
