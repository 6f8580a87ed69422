/** One record of a Claude Code transcript on its way through the parser. */

import { createHash } from 'node:crypto';
import type { TranscriptSource } from '../../src/agent-adapter.ts';
import type { EventMeta, JsonObject, JsonValue, ParsedEvent } from '../../src/types.ts';
import { asRecord, listOf, textOf } from '../fields.ts';
import type { ParserState } from './state.ts';

/** An event's own fields; who, when and where it is are the record's. */
export type EventFields = Omit<ParsedEvent, 'id' | 'sessionId' | 'at' | 'position'>;

export interface Reading {
  record: JsonObject;
  /** The message's content as a list of blocks: a string counts as one text block. */
  blocks: JsonObject[];
  /** Set in a subagent's record. */
  subagentId: string | null;
  /** May be changed: it is this reading's own copy. */
  state: ParserState;
  /** Makes an event of this record. `block` is the index of the content block it comes from. */
  event(block: number, fields: EventFields): ParsedEvent;
}

/**
 * @param position byte offset of the record's line
 * @param state moved on to the record's time
 */
export function openReading(
  record: JsonObject,
  source: TranscriptSource,
  position: number,
  state: ParserState,
): Reading {
  // Lines are written a little out of order, and the file's order is the true one: time never goes back in it.
  const written = Date.parse(textOf(record.timestamp) ?? '');
  state.at = Math.max(state.at, Number.isNaN(written) ? 0 : written);
  const subagentId =
    source.subagentId ?? (record.isSidechain === true ? (textOf(record.agentId) ?? 'sidechain') : null);
  const { at } = state;
  return {
    record,
    blocks: blocksOf(asRecord(record.message).content),
    subagentId,
    state,
    event(block, fields) {
      const meta: EventMeta = subagentId === null ? { ...fields.meta } : { subagentId, ...fields.meta };
      const { sessionId } = source;
      const id = eventId(record, sessionId, block);
      const event: ParsedEvent = { id, sessionId, at, position: position + block, ...fields, meta };
      if (Object.keys(meta).length === 0) delete event.meta;
      return event;
    },
  };
}

/** The `uuid` is kept by forks and resumes that repeat a record, so that both give the same event. */
function eventId(record: JsonObject, sessionId: string, block: number): string {
  const uuid =
    textOf(record.uuid) ||
    createHash('sha256')
      .update(sessionId + JSON.stringify(record))
      .digest('hex')
      .slice(0, 32);
  return block === 0 ? uuid : `${uuid}.${block}`;
}

function blocksOf(content: JsonValue | undefined): JsonObject[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : listOf(content);
}
