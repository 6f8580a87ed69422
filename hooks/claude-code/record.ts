/** Claude Code's transcript, record by record. */

import type { ParsedRecord, TranscriptSource } from '../../src/agent-adapter.ts';
import type { JsonObject, ParsedEvent } from '../../src/types.ts';
import { asRecord, textOf } from '../fields.ts';
import { assistantEvents } from './assistant.ts';
import { queueEvents } from './queue.ts';
import { openReading, type Reading } from './reading.ts';
import { closeCall, isToldAgain, resumeState, storedState, wasTold } from './state.ts';
import { compactionEvent, isLocalOutput, queuedEvents, userEvents } from './user.ts';

/** Records that hold nothing to mine: bookkeeping, copies of what was sent, progress, snapshots of files. */
const SKIPPED: ReadonlySet<string> = new Set([
  'agent-color',
  'agent-name',
  'agent-setting',
  'ai-title',
  'api-request',
  'api-request-blob',
  'api-request-shape',
  'atis-latch',
  'content-replacement',
  'cost-state',
  'custom-title',
  'file-history-snapshot',
  'last-prompt',
  'mode',
  'permission-mode',
  'pr-link',
  'progress',
  'prompt_snapshot',
  'summary',
  'tag',
  'task-summary',
  'tools-used',
  'worktree-state',
]);

const READERS: Readonly<Record<string, (reading: Reading) => ParsedEvent[]>> = {
  user: (reading) => (isSummary(reading) ? [compactionEvent(reading)] : userEvents(reading)),
  assistant: assistantEvents,
  attachment: queuedEvents,
  'queue-operation': queueEvents,
  system: systemEvents,
};

/** `LineTranscript.readRecord` of Claude Code. */
export function readRecord(
  record: JsonObject,
  source: TranscriptSource,
  position: number,
  stored: JsonObject,
): ParsedRecord {
  const type = textOf(record.type) ?? 'without type';
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (read === undefined) {
    return {
      events: [],
      state: stored,
      unknownType: SKIPPED.has(type) ? null : type,
      cwd: null,
      copiedFrom: null,
      headless: false,
    };
  }
  const reading = openReading(record, source, position, resumeState(stored));
  const events =
    type === 'queue-operation'
      ? queueEvents(reading)
      : [...heldCommand(reading), ...read(reading).filter((event) => !isWrittenAgain(reading, event))];
  return {
    ...(reading.state.held === null ? {} : { unsettled: true }),
    events,
    state: storedState(reading.state),
    unknownType: null,
    cwd: textOf(record.cwd),
    copiedFrom: copiedFrom(record, source),
    headless: startedByProgram(record),
  };
}

/**
 * After a rewind Claude Code writes records again, under new ids: what they tell still bears the old ones. A call's own id
 * is not enough, for some recorders blot it out; the message that it came in, or its time, tells two calls apart.
 */
function isWrittenAgain({ record, state }: Reading, event: ParsedEvent): boolean {
  const uuid = textOf(record.uuid);
  const what = ownName(record, event);
  if (uuid === null || what === null) return false;
  const isAgain = isToldAgain(state, `${event.kind} ${what}`, uuid);
  if (event.kind === 'tool_result') return isAgain && event.tool === undefined;
  // The result's copy finds no open call then, and is known by that.
  const { toolUseId } = event;
  if (isAgain && toolUseId !== undefined && wasTold(state, `tool_result ${toolUseId}`))
    closeCall(state, toolUseId);
  return isAgain;
}

/** What names an event beside its record; null where nothing does. */
function ownName(record: JsonObject, event: ParsedEvent): string | null {
  if (event.kind === 'tool_result') return event.toolUseId ?? null;
  const message = event.kind === 'user_prompt' ? null : textOf(asRecord(record.message).id);
  const name = message ?? textOf(record.timestamp);
  const told = event.toolUseId ?? event.text;
  return name !== null && told ? `${name} ${told}` : null;
}

/** A slash command is held until the next record tells whether it stayed local or reached the model. */
function heldCommand(reading: Reading): ParsedEvent[] {
  const { held } = reading.state;
  reading.state.held = null;
  return held === null || isLocalOutput(reading) ? [] : [held];
}

function isSummary({ record }: Reading): boolean {
  return record.isCompactSummary === true;
}

function systemEvents({ record, state }: Reading): ParsedEvent[] {
  if (record.subtype === 'compact_boundary') {
    state.compactTrigger = textOf(asRecord(record.compactMetadata).trigger);
  }
  return [];
}

/**
 * The session a record was written for. `/branch` marks every copy with `forkedFrom`, `--fork-session` only the model's
 * replies, by the session that asked for them; forks before 2.0 kept the first session's id.
 */
function copiedFrom(record: JsonObject, source: TranscriptSource): string | null {
  const from =
    textOf(record.requestSessionId) ??
    textOf(asRecord(record.forkedFrom).sessionId) ??
    textOf(record.sessionId);
  return from === source.sessionId ? null : from;
}

/** `cli`: at the prompt · `sdk-cli`: with `-p`, by a person or not · `sdk-ts`, `sdk-py`, … and CI: by a program. */
function startedByProgram(record: JsonObject): boolean {
  return /^sdk-(?!cli$)|github-action/.test(textOf(record.entrypoint) ?? '');
}
