/**
 * Prompts typed while the agent worked, as Claude Code before 2.1.3xx recorded them: `enqueue` with the words, and a
 * `remove` without any when they were handed to the agent in the middle of its turn. Later ones repeat the words in the
 * `remove` and write an attachment; what is taken off by `dequeue` follows as a `user` record.
 */

import { createHash } from 'node:crypto';
import type { ParsedEvent } from '../../src/types.ts';
import { textOf } from '../fields.ts';
import type { Reading } from './reading.ts';
import type { QueuedPrompt } from './state.ts';
import { messageEvents } from './user.ts';

/** Results of background work wait in the same queue. */
const TASK_RESULT = /^(?:\{"task_id":|<(?:task|agent)-notification>)/;
/** More are never waiting. */
const MAX_WAITING = 50;

/** Reads a `queue-operation` record. */
export function queueEvents(reading: Reading): ParsedEvent[] {
  const { record, state } = reading;
  const content = textOf(record.content);
  switch (record.operation) {
    case 'enqueue':
      if (content !== null) {
        state.queued = [...state.queued, { text: content, at: state.at }].slice(-MAX_WAITING);
      }
      return [];
    case 'dequeue':
      state.queued = state.queued.slice(1);
      return [];
    case 'popAll':
      state.queued = [];
      return [];
    case 'remove':
      return content === null ? handedOver(reading) : without(reading, content);
    default:
      return [];
  }
}

function without({ state }: Reading, text: string): [] {
  const index = state.queued.findIndex((one) => one.text === text);
  if (index >= 0) state.queued = state.queued.toSpliced(index, 1);
  return [];
}

/** Slash commands wait for the turn's end. */
function handedOver(reading: Reading): ParsedEvent[] {
  const { state } = reading;
  const index = state.queued.findIndex(({ text }) => !text.startsWith('/'));
  const prompt = state.queued[index];
  if (prompt === undefined) return [];
  state.queued = state.queued.toSpliced(index, 1);
  if (TASK_RESULT.test(prompt.text)) return [];
  const words = { texts: [prompt.text], images: 0, block: 0 };
  return messageEvents(reading, words, 'queued').map((event) => ({ ...event, id: idOf(prompt) }));
}

/** Such records have no `uuid`. A fork repeats the words and their time: both give the same event. */
function idOf({ text, at }: QueuedPrompt): string {
  return `queued:${createHash('sha256').update(`${at} ${text}`).digest('hex').slice(0, 32)}`;
}
