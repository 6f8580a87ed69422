/** Reads off a tool call which files it changed, and how, whatever tool and agent it was. */

import type { JsonObject, JsonValue } from '../types.ts';
import { callKind, lineIn, type ToolCall } from './call.ts';
import type { FileEdit } from './file-edit.ts';
import { isPatch, patchEdits } from './patch.ts';
import { fieldsOf, fieldText, toolUse } from './tools.ts';

/** The files that a call was to change, in its order; empty for a call that changes none or does not say which. */
export function editsOf(call: ToolCall): FileEdit[] {
  if (callKind(call) !== 'edit') return [];
  const { agent, input } = call;
  const patch = fieldText(agent, input, 'patch', isPatch) ?? lineIn(call);
  if (patch !== null && isPatch(patch)) return patchEdits(patch);
  const path = fieldText(agent, input, 'path');
  if (path === null || input === undefined) return [];
  if (toolUse(agent, call.tool ?? '') === 'delete') {
    return [{ path, change: 'deleted', added: [], removed: [] }];
  }
  return [{ path, ...textEdit(call, input) }];
}

function textEdit({ agent }: ToolCall, input: JsonObject): Omit<FileEdit, 'path'> {
  const parts = [input, ...fieldsOf(agent, 'parts').flatMap((field) => objectsIn(input[field]))];
  const texts = (field: 'whole' | 'oldText' | 'newText') =>
    parts.flatMap((part) => textsUnder(part, fieldsOf(agent, field)));
  const whole = texts('whole');
  const old = texts('oldText');
  // To replace nothing by a text is how an agent without a tool for it writes a new file.
  const isNew = whole.length > 0 || (old.length > 0 && old.every((text) => text === ''));
  return {
    change: isNew ? 'created' : 'changed',
    added: [...whole, ...texts('newText')].flatMap(linesOf),
    removed: old.flatMap(linesOf),
  };
}

const objectsIn = (value: JsonValue | undefined): JsonObject[] =>
  Array.isArray(value)
    ? value.filter(
        (item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item),
      )
    : [];

const textsUnder = (part: JsonObject, keys: readonly string[]): string[] =>
  keys.map((key) => part[key]).filter((value) => typeof value === 'string');

const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'));
