/** Masks secrets in everything an event carries: its words, its tool's input and output, its facts and paths. */

import type { EventMeta, JsonObject, JsonValue, ParsedEvent } from '../../types.ts';
import { type CustomRules, NO_CUSTOM_RULES } from './custom-rules.ts';
import { kindOfField } from './labels.ts';
import { redactText } from './redact-text.ts';
import { maskOf } from './span.ts';

/**
 * A copy of the event with every secret masked; ids, times and kinds stay as they are. Call it before the output is
 * reduced to head and tail.
 */
export function redactEvent<E extends ParsedEvent>(event: E, custom: CustomRules = NO_CUSTOM_RULES): E {
  const redacted: E = { ...event };
  if (event.text !== undefined) redacted.text = redactText(event.text, custom);
  if (event.tool !== undefined) redacted.tool = redactText(event.tool, custom);
  if (event.output !== undefined) redacted.output = redactText(event.output, custom);
  if (event.input !== undefined) redacted.input = redactJson(event.input, custom) as JsonObject;
  // The redacted copy has the same keys and the same types: only texts changed.
  if (event.meta !== undefined) redacted.meta = redactJson(event.meta as JsonObject, custom) as EventMeta;
  return redacted;
}

/**
 * A copy of a JSON value with every secret masked, in keys too. A field's name counts as a label of its value, and an
 * option in a list of arguments as a label of the next one.
 */
export function redactJson(value: JsonValue, custom: CustomRules = NO_CUSTOM_RULES): JsonValue {
  if (typeof value === 'string') return redactText(value, custom);
  if (Array.isArray(value)) return value.map((item, index) => redactItem(item, value[index - 1], custom));
  if (typeof value !== 'object' || value === null) return value;
  const named = nameBeside(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      redactText(key, custom),
      redactField(key === 'value' ? named : key, field, custom),
    ]),
  );
}

/** What `{ "name": …, "value": … }`, the form of many lists of variables, calls its value. */
function nameBeside({ name, key }: JsonObject): string {
  if (typeof name === 'string') return name;
  return typeof key === 'string' ? key : 'value';
}

function redactItem(item: JsonValue, previous: JsonValue | undefined, custom: CustomRules): JsonValue {
  const option = typeof previous === 'string' && /^--?[A-Za-z]/.test(previous) ? previous : '';
  return redactField(option, item, custom);
}

function redactField(name: string, value: JsonValue, custom: CustomRules): JsonValue {
  const redacted = redactJson(value, custom);
  if (typeof value !== 'string' || (redacted !== value && redacted !== maskOf('high-entropy')))
    return redacted;
  const kind = kindOfField(name, value);
  return kind === null || custom.allows(value) ? redacted : maskOf(kind);
}
