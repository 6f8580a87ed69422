/**
 * Codex's transcript, line by line: `{timestamp, type, payload}`. Three generations are read alike: 2025 (no turns,
 * `shell`), early 2026 (`task_started`, `exec_command`) and 0.169 (`item_completed`). Known by running codex-cli
 * 0.169.0 and from rollouts of 0.34 to 0.147.
 */

import type { JsonObject, ParsedEvent } from '../../src/types.ts';
import { asRecord, lookUp, textOf } from '../fields.ts';
import { commandExecution, fileChange } from './items.ts';
import { compacted, heldPrompt, itemPrompt, legacyPrompt, message } from './messages.ts';
import {
  enterScope,
  type LineReader,
  type RolloutLine,
  type RolloutState,
  rolloutEvent,
  unnamedId,
} from './state.ts';
import {
  customToolCall,
  functionCall,
  localShellCall,
  toolOutput,
  toolSearchCall,
  toolSearchOutput,
  webSearchCall,
} from './tools.ts';

/** The kinds of line that matter, by `type` and `payload.type`. */
const READERS: Readonly<Record<string, LineReader>> = {
  session_meta: sessionMeta,
  turn_context: turnContext,
  compacted,
  'event_msg/task_started': turnStarted,
  'event_msg/task_complete': turnCompleted,
  'event_msg/turn_aborted': turnAborted,
  'event_msg/error': apiError,
  'event_msg/user_message': legacyPrompt,
  'event_msg/item_completed': itemCompleted,
  'response_item/message': message,
  'response_item/function_call': functionCall,
  'response_item/custom_tool_call': customToolCall,
  'response_item/local_shell_call': localShellCall,
  'response_item/web_search_call': webSearchCall,
  'response_item/tool_search_call': toolSearchCall,
  'response_item/function_call_output': toolOutput,
  'response_item/custom_tool_call_output': toolOutput,
  'response_item/tool_search_output': toolSearchOutput,
};

/** Kinds that hold nothing to mine: usage, context, reasoning, second copies. */
const SKIPPED: ReadonlySet<string> = new Set([
  'world_state',
  'token_usage_record',
  'inter_agent_communication_metadata',
  'event_msg/token_count',
  'event_msg/agent_message',
  'event_msg/agent_reasoning',
  'event_msg/agent_reasoning_raw_content',
  'event_msg/context_compacted',
  'event_msg/thread_settings_applied',
  'event_msg/patch_apply_end',
  'event_msg/exec_command_end',
  'event_msg/web_search_end',
  'event_msg/mcp_tool_call_end',
  'event_msg/sub_agent_activity',
  'response_item/reasoning',
  'response_item/additional_tools',
  'response_item/agent_message',
]);

/** Reads one line and moves `state` on. Never throws. */
export function readRolloutLine(
  record: JsonObject,
  position: number,
  state: RolloutState,
): { events: ParsedEvent[]; unknownType: string | null } {
  const type = textOf(record.type) ?? '';
  const payload = asRecord(record.payload);
  const kind = typeof payload.type === 'string' ? `${type}/${payload.type}` : type;
  if (tellsPrompt(kind, payload)) state.held = null;
  const held = heldPrompt(state);
  const at = Date.parse(textOf(record.timestamp) ?? '');
  if (!Number.isNaN(at)) state.at = at;
  const reader = lookUp(READERS, kind);
  if (reader === undefined) return { events: held, unknownType: SKIPPED.has(kind) ? null : kind };
  const events = reader({ payload, metadata: asRecord(record.metadata), position }, state);
  return { events: [...held, ...events], unknownType: null };
}

/** Whether a line tells a prompt; in versions that write such lines, the message before it is the same one. */
function tellsPrompt(kind: string, payload: JsonObject): boolean {
  if (kind === 'event_msg/user_message') return true;
  return kind === 'event_msg/item_completed' && asRecord(payload.item).type === 'UserMessage';
}

function sessionMeta({ payload, position }: RolloutLine, state: RolloutState): ParsedEvent[] {
  const thread = textOf(payload.id) ?? state.sessionId;
  enterScope(state, thread);
  // A second one heads the lines that a fork copied: they were the other thread's, and keep its ids in this session.
  if (state.named) return [];
  state.named = true;
  const owner = ownerOf(payload, thread);
  state.sessionId = owner.sessionId;
  state.subagentId = owner.isSubagent ? thread : null;
  state.headless = owner.isSubagent || payload.source === 'exec' || payload.originator === 'codex_exec';
  state.cwd = textOf(payload.cwd);
  state.branch = textOf(asRecord(payload.git).branch);
  if (owner.isSubagent) return [];
  const version = textOf(payload.cli_version);
  const meta = version === null ? {} : { agentVersion: version };
  return [rolloutEvent(state, 'start', position, { kind: 'session_start', origin: 'system', meta })];
}

/** The session a thread belongs to. A subagent's file names the root session, or in older versions its parent. */
export function ownerOf(meta: JsonObject, thread: string): { sessionId: string; isSubagent: boolean } {
  const subagent = asRecord(meta.source).subagent;
  const spawn = asRecord(asRecord(subagent).thread_spawn);
  const root =
    textOf(meta.session_id) ?? textOf(meta.parent_thread_id) ?? textOf(spawn.parent_thread_id) ?? thread;
  return { sessionId: root, isSubagent: subagent !== undefined || meta.thread_source === 'subagent' };
}

function turnContext({ payload }: RolloutLine, state: RolloutState): ParsedEvent[] {
  state.cwd = textOf(payload.cwd) ?? state.cwd;
  state.model = textOf(payload.model) ?? state.model;
  return [];
}

function turnStarted({ payload }: RolloutLine, state: RolloutState): ParsedEvent[] {
  enterScope(state, textOf(payload.turn_id) ?? state.scope);
  state.prompts = 0;
  const trigger = textOf(asRecord(payload.turn_attribution).turn_trigger) ?? '';
  state.scheduled = trigger.startsWith('automation');
  return [];
}

function turnCompleted(line: RolloutLine, state: RolloutState): ParsedEvent[] {
  state.prompts = null;
  const failure = textOf(asRecord(line.payload.error).message);
  const failed = failure === null ? [] : [apiErrorEvent(failure, line.position, state)];
  const ended = { kind: 'turn_end', origin: 'system' } as const;
  return [...failed, rolloutEvent(state, 'end', line.position + failed.length, ended)];
}

function turnAborted({ payload, position }: RolloutLine, state: RolloutState): ParsedEvent[] {
  state.prompts = null;
  const part = textOf(payload.turn_id) === null ? unnamedId(state, 'aborted', '') : 'end';
  const meta = payload.reason === 'interrupted' ? { interrupted: true } : {};
  return [rolloutEvent(state, part, position, { kind: 'turn_end', origin: 'system', meta })];
}

function apiError({ payload, position }: RolloutLine, state: RolloutState): ParsedEvent[] {
  const message = textOf(payload.message);
  return message === null ? [] : [apiErrorEvent(message, position, state)];
}

/** At most one a turn: the same error may be told as it happens and at the turn's end. */
function apiErrorEvent(text: string, position: number, state: RolloutState): ParsedEvent {
  const meta = { apiError: true };
  return rolloutEvent(state, 'error', position, { kind: 'assistant_message', origin: 'system', text, meta });
}

function itemCompleted(line: RolloutLine, state: RolloutState): ParsedEvent[] {
  const item = asRecord(line.payload.item);
  state.itemized = true;
  if (item.type === 'UserMessage') return itemPrompt(item, line.position, state);
  if (item.type === 'CommandExecution') return commandExecution(item, line.position, state);
  if (item.type === 'FileChange') return fileChange(item, line.position, state);
  return [];
}
