/** Masks secrets in everything an event carries: its words, its tool's input and output, its facts and paths. */

import type { EventMeta, JsonObject, JsonValue, ParsedEvent } from '../../types.ts';
import { redactText } from './redact-text.ts';

/**
 * A copy of the event with every secret masked; ids, times and kinds stay as they are. Call it before the output is
 * reduced to head and tail.
 */
export function redactEvent<E extends ParsedEvent>(event: E): E {
  const redacted: E = { ...event };
  if (event.text !== undefined) redacted.text = redactText(event.text);
  if (event.tool !== undefined) redacted.tool = redactText(event.tool);
  if (event.output !== undefined) redacted.output = redactText(event.output);
  if (event.input !== undefined) redacted.input = redactJson(event.input) as JsonObject;
  // The redacted copy has the same keys and the same types: only texts changed.
  if (event.meta !== undefined) redacted.meta = redactJson(event.meta as JsonObject) as EventMeta;
  return redacted;
}

/** A copy of a JSON value with every secret masked, in keys too; a field's name counts as a label of its value. */
export function redactJson(value: JsonValue): JsonValue {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redactJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [redactText(key), redactField(key, field)]),
  );
}

function redactField(name: string, value: JsonValue): JsonValue {
  if (typeof value !== 'string') return redactJson(value);
  const label = `${name}=`;
  const labelled = redactText(label + value);
  return labelled.startsWith(label) ? labelled.slice(label.length) : redactText(value);
}
