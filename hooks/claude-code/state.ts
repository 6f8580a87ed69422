/** What the transcript's parser remembers from record to record. JSON, because it is stored with the read offset. */

import type { JsonObject, ParsedEvent } from '../../src/types.ts';
import { asRecord, digest, listOf, lookUp, textOf } from '../fields.ts';

/** Calls remembered at most: more are never open at once, only never answered. */
const REMEMBERED_CALLS = 200;

/** Records that a rewind writes again stand close behind the first ones. */
const REMEMBERED_RECORDS = 500;

/** Words that wait until the agent takes them. */
export interface QueuedPrompt {
  text: string;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface ParserState {
  /** Milliseconds since the epoch, of the latest record. */
  at: number;
  /** Tool calls without a result so far: call id → tool. */
  calls: Record<string, string>;
  /** A slash command of which it is not known yet whether it reached the model. */
  held: ParsedEvent | null;
  /** The `!` command whose output comes next: its event's id. */
  bashCall: string | null;
  /** What set off the compaction whose summary comes next: `manual` or `auto`. */
  compactTrigger: string | null;
  /** What was typed while the agent worked, in order. */
  queued: QueuedPrompt[];
  /** What was told lately, by digests: what it is → the record that told it. Never changed in place. */
  told: Readonly<Record<string, string>>;
}

/** A copy of the stored state that may be changed; a fresh one where there is none. */
export function resumeState(stored: JsonObject): ParserState {
  const calls: Record<string, string> = {};
  for (const [id, tool] of Object.entries(asRecord(stored.calls))) calls[id] = textOf(tool) ?? '';
  const held = asRecord(stored.held);
  return {
    at: typeof stored.at === 'number' ? stored.at : 0,
    calls,
    // Written by `storedState`, and only read back.
    held: typeof held.id === 'string' ? (held as unknown as ParsedEvent) : null,
    bashCall: textOf(stored.bashCall),
    compactTrigger: textOf(stored.compactTrigger),
    queued: listOf(stored.queued).map(({ text, at }) => ({
      text: textOf(text) ?? '',
      at: typeof at === 'number' ? at : 0,
    })),
    // Written by `storedState`, and only read back.
    told: asRecord(stored.told) as Record<string, string>,
  };
}

/**
 * Whether another record told this before; remembers it otherwise.
 * @param what by the agent's own ids
 * @param record the record's id
 */
export function isToldAgain(state: ParserState, what: string, record: string): boolean {
  const name = digest(what);
  const known = lookUp(state.told, name);
  if (known !== undefined) return known !== digest(record);
  state.told = { ...latestOf(state.told), [name]: digest(record) };
  return false;
}

/** As much as must be remembered; twice as much is let grow before it is cut, for that takes longer than to copy it. */
function latestOf(told: ParserState['told']): ParserState['told'] {
  if (Object.keys(told).length < 2 * REMEMBERED_RECORDS) return told;
  return Object.fromEntries(Object.entries(told).slice(-REMEMBERED_RECORDS));
}

/** Whether this was told, by whatever record. */
export function wasTold(state: ParserState, what: string): boolean {
  return lookUp(state.told, digest(what)) !== undefined;
}

export function storedState(state: ParserState): JsonObject {
  return {
    ...state,
    held: state.held as unknown as JsonObject | null,
    queued: state.queued.map((prompt) => ({ ...prompt })),
  };
}

export function rememberCall(state: ParserState, id: string, tool: string): void {
  state.calls[id] = tool;
  const ids = Object.keys(state.calls);
  if (ids.length > REMEMBERED_CALLS && ids[0] !== undefined) delete state.calls[ids[0]];
}

/** The tool of an open call, which is closed by this; null when the call was not seen. */
export function closeCall(state: ParserState, id: string): string | null {
  const tool = Object.hasOwn(state.calls, id) ? (state.calls[id] ?? null) : null;
  delete state.calls[id];
  return tool;
}
