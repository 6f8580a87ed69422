/**
 * Cursor. Its hook payloads are the record. Cursor also runs the hooks in Claude Code's settings, with the same
 * payloads; ids come from the payload alone, so an event that arrives by both roads is one event. Written against
 * Cursor's hooks documentation (snapshot of 2026-08-25) and payloads that others measured; never run with Cursor.
 */

import type { AgentAdapter, HookEnvelope, HookReport } from '../../src/agent-adapter.ts';
import type { EventMeta, JsonObject, ParsedEvent } from '../../src/types.ts';
import { asRecord, digest, lookUp, textOf } from '../fields.ts';
import { readCursorFailure, readCursorOutput } from './output.ts';

/** A payload with what every event of it needs. */
interface Payload {
  fields: JsonObject;
  conversation: string;
  /** The turn's id; empty where Cursor gives none. */
  generation: string;
  cwd: string | null;
  at: number;
}
type EventReader = (payload: Payload) => ParsedEvent[];

/** What each hook event gives. Events that others tell in full (afterShellExecution, afterFileEdit, …) are left out. */
const READERS: Readonly<Record<string, EventReader>> = {
  sessionStart,
  beforeSubmitPrompt,
  afterAgentResponse,
  preToolUse: (payload) => [toolCall(payload, payload.at)],
  postToolUse,
  postToolUseFailure,
  preCompact,
  stop,
  sessionEnd,
};

/** Claude Code's names, under which some versions of Cursor run its hooks. */
const CLAUDE_NAMES: Readonly<Record<string, string>> = {
  SessionStart: 'sessionStart',
  UserPromptSubmit: 'beforeSubmitPrompt',
  PreToolUse: 'preToolUse',
  PostToolUse: 'postToolUse',
  PostToolUseFailure: 'postToolUseFailure',
  PreCompact: 'preCompact',
  Stop: 'stop',
  SessionEnd: 'sessionEnd',
};

const MOMENTS: Readonly<Record<string, HookReport['moment']>> = {
  sessionStart: 'session_start',
  stop: 'turn_end',
  preCompact: 'compaction',
  sessionEnd: 'session_end',
};

export const cursor = {
  id: 'cursor',

  claims: (payload: JsonObject): boolean => textOf(payload.cursor_version) !== null,

  readHook(fields: JsonObject, envelope: HookEnvelope): HookReport | null {
    const conversation = textOf(fields.conversation_id) ?? textOf(fields.session_id);
    if (conversation === null || conversation === '') return null;
    const given = textOf(fields.hook_event_name) ?? '';
    const name = lookUp(CLAUDE_NAMES, given) ?? given;
    const cwd = folderOf(fields);
    const generation = textOf(fields.generation_id) ?? '';
    const reader = lookUp(READERS, name);
    return {
      sessionId: conversation,
      cwd,
      transcriptPath: null,
      moment: lookUp(MOMENTS, name) ?? 'other',
      events: reader?.({ fields, conversation, generation, cwd, at: envelope.at }) ?? [],
    };
  },

  transcript: null,
} as const satisfies AgentAdapter;

/** The folder Cursor works in. On Windows it is written `/c:/…`; `cwd` is the tool's own and may be empty. */
function folderOf(fields: JsonObject): string | null {
  const [root] = Array.isArray(fields.workspace_roots) ? fields.workspace_roots : [];
  const folder = textOf(root) || textOf(fields.cwd) || null;
  return folder?.replace(/^\/(?=[A-Za-z]:)/, '') ?? null;
}

/** An event of this conversation; `part` makes its id. */
function event(
  { conversation, cwd, at }: Payload,
  part: string,
  fields: Omit<ParsedEvent, 'id' | 'sessionId' | 'at' | 'position'> & { at?: number; position?: number },
): ParsedEvent {
  const meta: EventMeta = { ...(cwd === null ? {} : { cwd }), ...fields.meta };
  return { id: `cursor:${conversation}:${part}`, sessionId: conversation, at, position: 0, ...fields, meta };
}

function sessionStart(payload: Payload): ParsedEvent[] {
  const version = textOf(payload.fields.cursor_version);
  const meta = version === null ? {} : { agentVersion: version };
  return [event(payload, 'start', { kind: 'session_start', origin: 'system', meta })];
}

function beforeSubmitPrompt(payload: Payload): ParsedEvent[] {
  const text = textOf(payload.fields.prompt) ?? '';
  const part = `${payload.generation}:prompt-${digest(text)}`;
  const meta = { promptSource: 'typed' } as const;
  return [event(payload, part, { kind: 'user_prompt', origin: 'user', text, meta })];
}

function afterAgentResponse(payload: Payload): ParsedEvent[] {
  const text = textOf(payload.fields.text) ?? '';
  if (text.trim() === '') return [];
  const model = textOf(payload.fields.model);
  const part = `${payload.generation}:answer-${digest(text)}`;
  const meta = model === null ? {} : { model };
  return [event(payload, part, { kind: 'assistant_message', origin: 'assistant', text, meta })];
}

function toolCall(payload: Payload, at: number): ParsedEvent {
  const { fields } = payload;
  const toolUseId = toolUseIdOf(payload);
  return event(payload, `${toolUseId}:call`, {
    kind: 'tool_call',
    origin: 'assistant',
    at,
    tool: textOf(fields.tool_name) ?? 'unknown',
    toolUseId,
    input: inputOf(fields),
  });
}

/** The payload of a finished call tells the call as well, so one hook is enough. */
function postToolUse(payload: Payload): ParsedEvent[] {
  const { text, exitCode } = readCursorOutput(textOf(payload.fields.tool_output) ?? '');
  const meta = exitCode === null ? {} : { exitCode };
  return finishedCall(payload, { output: text, ok: exitCode === null || exitCode === 0, meta });
}

function postToolUseFailure(payload: Payload): ParsedEvent[] {
  return finishedCall(payload, { ok: false, ...readCursorFailure(payload.fields) });
}

function finishedCall(
  payload: Payload,
  result: { output: string; ok: boolean; meta: EventMeta },
): ParsedEvent[] {
  const { duration } = payload.fields;
  const call = toolCall(payload, payload.at - (typeof duration === 'number' && duration > 0 ? duration : 0));
  const origin = call.tool?.startsWith('MCP:') ? 'mcp' : 'tool';
  const { tool, toolUseId } = call;
  const ended = event(payload, `${toolUseId}:result`, {
    kind: 'tool_result',
    origin,
    position: 1,
    ...(tool === undefined ? {} : { tool }),
    ...(toolUseId === undefined ? {} : { toolUseId }),
    ...result,
  });
  return [call, ended];
}

function preCompact(payload: Payload): ParsedEvent[] {
  const count = payload.fields.message_count;
  const part = `${payload.generation}:compaction-${typeof count === 'number' ? count : ''}`;
  return [event(payload, part, { kind: 'compaction', origin: 'system' })];
}

function stop(payload: Payload): ParsedEvent[] {
  const meta = payload.fields.status === 'aborted' ? { interrupted: true } : {};
  return [event(payload, `${payload.generation}:end`, { kind: 'turn_end', origin: 'system', meta })];
}

function sessionEnd(payload: Payload): ParsedEvent[] {
  const meta = { reason: textOf(payload.fields.reason) ?? 'other' };
  const part = `${payload.generation}:session-end`;
  return [event(payload, part, { kind: 'session_end', origin: 'system', meta })];
}

/** Cursor's id of the call; where there is none, one made of what the call is. */
function toolUseIdOf({ fields, generation }: Payload): string {
  const made = () => `${generation}-${digest(JSON.stringify([fields.tool_name ?? '', inputOf(fields)]))}`;
  return textOf(fields.tool_use_id) || made();
}

/** A tool's input; for MCP tools Cursor writes it as a JSON text. */
function inputOf(fields: JsonObject): JsonObject {
  const input = fields.tool_input;
  if (typeof input !== 'string') return asRecord(input);
  try {
    return asRecord(JSON.parse(input));
  } catch {
    return { input };
  }
}
