/**
 * What Codex 0.169 tells of finished work beside the calls: processes and changed files. For a script's own calls, which
 * no other line names, these items are the only record.
 */

import { shellLine } from '../../src/agents/command-line.ts';
import type { EventMeta, JsonObject, JsonValue, ParsedEvent } from '../../src/types.ts';
import { asRecord, digest, lookUp, textOf } from '../fields.ts';
import type { CodexOutput } from './output.ts';
import { patchOf } from './patch.ts';
import { type RolloutState, remember, take } from './state.ts';
import { callEvent, resultEvent } from './tools.ts';

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
  const answered = take(state.running, textOf(item.process_id) ?? '') ?? unfinishedCall(id, command, state);
  if (answered !== undefined) {
    delete state.unfinished[answered];
    return output.exitCode === undefined
      ? []
      : [resultEvent(answered, 'exit', output, 'exec_command', position, state)];
  }
  const origin = (textOf(item.source) ?? '').startsWith('user') ? 'user' : 'assistant';
  const script = origin === 'user' ? {} : openScript(state);
  return [
    callEvent(id, 'exec_command', { cmd: command }, origin, position, state, script),
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
  const told = (call: string) => lookUp(state.exits, call) !== undefined;
  return (
    Object.entries(state.calls).find(([call, { command }]) => command === mark && !told(call))?.[0] ?? null
  );
}

/** The call that was answered before this process ended. */
function unfinishedCall(id: string, command: string, state: RolloutState): string | undefined {
  if (lookUp(state.unfinished, id) !== undefined) return id;
  const mark = digest(command);
  return Object.entries(state.unfinished).find(([, unfinished]) => unfinished === mark)?.[0];
}

/** Changed files (0.169): the result of a patch that waits for its output, or the patch of a longer script. */
export function fileChange(item: JsonObject, position: number, state: RolloutState): ParsedEvent[] {
  const id = textOf(item.id) ?? '';
  if (lookUp(state.calls, id) !== undefined) return [];
  const done = item.status === 'completed';
  const waiting = Object.entries(state.calls).find(
    ([call, { tool }]) => tool === 'apply_patch' && lookUp(state.patches, call) === undefined,
  )?.[0];
  if (waiting !== undefined) {
    remember(state.patches, waiting, done);
    return [];
  }
  const input = { input: patchOf(asRecord(item.changes)) };
  const text = [item.stdout, item.stderr].flatMap((part) => textOf(part) ?? []).join('');
  const output = { text, failed: !done, denied: item.status === 'declined', aborted: false };
  return [
    callEvent(id, 'apply_patch', input, 'assistant', position, state, openScript(state)),
    resultEvent(id, 'result', output, 'apply_patch', position + 1, state),
  ];
}

/** Names the script that runs: the last one without output. */
function openScript(state: RolloutState): EventMeta {
  const script = Object.entries(state.calls).findLast(([, { tool }]) => tool === 'exec')?.[0];
  return script === undefined ? {} : { script };
}

function commandLine(command: JsonValue | undefined): string {
  return shellLine(Array.isArray(command) ? command.filter((word) => typeof word === 'string') : []);
}
