/** `user` records and queued prompts: what a person typed, what tools answered, and what is neither. */

import type { EventMeta, JsonObject, ParsedEvent, PromptSource } from '../../src/types.ts';
import { asRecord, listOf, textOf } from '../fields.ts';
import type { EventFields, Reading } from './reading.ts';
import { closeCall } from './state.ts';
import { readToolResult } from './tool-result.ts';
import { isCompactSummary, readUserBlocks, type UserText } from './user-text.ts';

/** `origin.kind` of messages whose words are a person's; records before 2.1.2xx have no origin. */
const HUMAN_ORIGINS = new Set(['human', 'unclassified', 'voice-call']);

/**
 * The events of a `user` record: a tool's results, or a message. What stands beside a result is the agent's program's, and
 * can tell that the person stopped it, but holds no words of theirs.
 */
export function userEvents(reading: Reading): ParsedEvent[] {
  const results = reading.blocks.flatMap((block, index) =>
    block.type === 'tool_result' ? toolResultEvents(reading, block, index) : [],
  );
  if (reading.record.isMeta === true) return results;
  const words = messageOf(reading.blocks);
  if (words === null) return results;
  if (reading.blocks.some(({ type }) => type === 'tool_result')) {
    const { is } = readUserBlocks(words.texts);
    return is === 'interrupt' ? [...results, interruption(reading, words)] : results;
  }
  if (isCompactSummary(textOfMessage(words))) return [compactionEvent(reading)];
  return messageEvents(reading, words, sourceOf(reading.record));
}

/** A compaction, with the summary that the conversation goes on from. The summary repeats old requests: it is no prompt. */
export function compactionEvent(reading: Reading): ParsedEvent {
  const { state } = reading;
  const meta: EventMeta = state.compactTrigger === null ? {} : { reason: state.compactTrigger };
  state.compactTrigger = null;
  const text = textOfMessage(messageOf(reading.blocks));
  return reading.event(0, { kind: 'compaction', origin: 'system', text, meta });
}

/** A prompt typed while the agent worked, and handed to it in the middle of its turn: an `attachment`, not a `user` record. */
export function queuedEvents(reading: Reading): ParsedEvent[] {
  const attachment = asRecord(reading.record.attachment);
  if (attachment.type !== 'queued_command' || attachment.isMeta === true) return [];
  if ((attachment.commandMode ?? 'prompt') !== 'prompt' || !isHuman(attachment)) return [];
  const { prompt } = attachment;
  const words = messageOf(typeof prompt === 'string' ? [{ type: 'text', text: prompt }] : listOf(prompt));
  return words === null ? [] : messageEvents(reading, words, 'queued');
}

/** Whether the record shows that the slash command before it was local. */
export function isLocalOutput({ record, blocks }: Reading): boolean {
  const text = record.type === 'system' ? textOf(record.content) : textOfMessage(messageOf(blocks));
  return text?.trimStart().startsWith('<local-command-std') === true;
}

function toolResultEvents(reading: Reading, block: JsonObject, index: number): ParsedEvent[] {
  const toolUseId = textOf(block.tool_use_id);
  if (toolUseId === null) return [];
  const tool = closeCall(reading.state, toolUseId);
  const { output, text, ...result } = readToolResult(block, reading.record, tool);
  const fields: EventFields = { kind: 'tool_result', toolUseId, ...result };
  if (tool !== null) fields.tool = tool;
  if (output !== null) fields.output = output;
  if (text !== null) fields.text = text;
  return [reading.event(index, fields)];
}

/** A person's message. */
export interface Message {
  /** Of each text block. */
  texts: string[];
  images: number;
  /** Index of its first block. */
  block: number;
}

/** The texts and images of a message; null when it has neither. */
function messageOf(blocks: JsonObject[]): Message | null {
  const texts: string[] = [];
  let images = 0;
  let first = -1;
  for (const [index, block] of blocks.entries()) {
    const text = block.type === 'text' ? textOf(block.text) : null;
    if (text !== null) texts.push(text);
    if (block.type === 'image') images += 1;
    if (first < 0 && (text !== null || block.type === 'image')) first = index;
  }
  return first < 0 ? null : { texts, images, block: first };
}

function textOfMessage(message: Message | null): string {
  return message?.texts.join('\n') ?? '';
}

function interruption(reading: Reading, words: Message): ParsedEvent {
  const fields = { kind: 'turn_end', origin: 'user', meta: { interrupted: true } } as const;
  return reading.event(words.block, fields);
}

/** The events of a message, told apart by the marks in its text. */
export function messageEvents(reading: Reading, words: Message, source: PromptSource | null): ParsedEvent[] {
  const read = readUserBlocks(words.texts);
  const make = (fields: EventFields) => [reading.event(words.block, fields)];
  switch (read.is) {
    case 'prompt':
      return promptEvents(reading, words, read.text, source);
    case 'command':
      return commandEvents(reading, words, read, source);
    case 'interrupt':
      return [
        interruption(reading, words),
        ...(read.text === ''
          ? []
          : promptEvents(reading, { ...words, block: words.block + 1 }, read.text, source)),
      ];
    case 'bash-input': {
      const [call] = make({
        kind: 'tool_call',
        origin: 'user',
        tool: 'Bash',
        input: { command: read.command },
      });
      if (call === undefined) return [];
      reading.state.bashCall = call.id;
      return [{ ...call, toolUseId: call.id }];
    }
    case 'bash-output':
      return make(bashResult(reading, read));
    case 'injected':
      return words.images > 0 ? promptEvents(reading, words, '', source) : [];
    case 'local-output':
      return [];
  }
}

function promptEvents(
  reading: Reading,
  words: Message,
  text: string,
  source: PromptSource | null,
): ParsedEvent[] {
  // What an agent writes for its subagent is the agent's, and what a timer or another program sends is no one's.
  if (reading.subagentId !== null) {
    return [reading.event(words.block, { kind: 'user_prompt', origin: 'assistant', text })];
  }
  if (source === null) return [];
  const meta = promptMeta(reading.record, source, words.images);
  return [reading.event(words.block, { kind: 'user_prompt', origin: 'user', text, meta })];
}

function commandEvents(
  reading: Reading,
  words: Message,
  command: UserText & { is: 'command' },
  source: PromptSource | null,
): ParsedEvent[] {
  if (source === null || reading.subagentId !== null) return [];
  const meta = { ...promptMeta(reading.record, 'slash', words.images), command: command.name };
  reading.state.held = reading.event(words.block, {
    kind: 'user_prompt',
    origin: 'user',
    text: command.args,
    meta,
  });
  return [];
}

function bashResult(reading: Reading, read: UserText & { is: 'bash-output' }): EventFields {
  const fields: EventFields = { kind: 'tool_result', origin: 'tool', tool: 'Bash', output: read.output };
  const call = reading.state.bashCall ?? textOf(reading.record.parentUuid);
  reading.state.bashCall = null;
  if (call !== null) fields.toolUseId = call;
  if (read.exitCode !== null) {
    fields.ok = read.exitCode === 0;
    fields.meta = { exitCode: read.exitCode };
  }
  return fields;
}

function promptMeta(record: JsonObject, promptSource: PromptSource, images: number): EventMeta {
  const meta: EventMeta = { promptSource };
  const [cwd, gitBranch, agentVersion] = [record.cwd, record.gitBranch, record.version].map(textOf);
  if (cwd) meta.cwd = cwd;
  if (gitBranch) meta.gitBranch = gitBranch;
  if (agentVersion) meta.agentVersion = agentVersion;
  if (images > 0) meta.images = images;
  return meta;
}

/** Programs with a window through which people type, and which then drive the agent by its SDK: `claude-desktop`, `claude-vscode`. */
const isFront = (entrypoint: JsonObject[string] | undefined): boolean =>
  /^claude-(?!code-github)/.test(textOf(entrypoint) ?? '');

/** How the words of a `user` record came in; null when no person sent them. */
function sourceOf(record: JsonObject): PromptSource | null {
  if (!isHuman(record) || record.isVirtual === true || record.wakeupSource !== undefined) return null;
  switch (record.promptSource) {
    case 'system':
      return null;
    case 'sdk':
      return isFront(record.entrypoint) ? 'typed' : 'headless';
    case 'queued':
      return 'queued';
    default:
      return 'typed';
  }
}

function isHuman(record: JsonObject): boolean {
  const kind = textOf(asRecord(record.origin).kind);
  return kind === null || HUMAN_ORIGINS.has(kind);
}
