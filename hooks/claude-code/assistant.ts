/** `assistant` records: one a content block since 2.0, several blocks in one before. Thinking is left out. */

import type { EventMeta, ParsedEvent } from '../../src/types.ts';
import { asRecord, textOf } from '../fields.ts';
import type { Reading } from './reading.ts';
import { rememberCall } from './state.ts';

/** Stand in for an answer where the model gave none. */
const NO_ANSWER = new Set(['', '(no content)', 'No response requested.']);

export function assistantEvents(reading: Reading): ParsedEvent[] {
  const { record, state } = reading;
  const meta: EventMeta = {};
  const model = textOf(asRecord(record.message).model);
  if (model !== null && model !== '<synthetic>') meta.model = model;
  if (record.isApiErrorMessage === true) meta.apiError = true;
  return reading.blocks.flatMap((block, index) => {
    if (block.type === 'text') {
      const text = (textOf(block.text) ?? '').trim();
      if (NO_ANSWER.has(text)) return [];
      return [reading.event(index, { kind: 'assistant_message', origin: 'assistant', text, meta })];
    }
    const toolUseId = textOf(block.id);
    if (block.type !== 'tool_use' || toolUseId === null) return [];
    const tool = textOf(block.name) ?? 'unknown';
    rememberCall(state, toolUseId, tool);
    const input = asRecord(block.input);
    return [reading.event(index, { kind: 'tool_call', origin: 'assistant', tool, toolUseId, input })];
  });
}
