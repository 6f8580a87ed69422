/** Reads how a tool call of Cursor ended. */

import type { EventMeta, JsonObject, JsonValue } from '../../src/types.ts';
import { asRecord, textOf } from '../fields.ts';

/** The parts of a tool's output that hold text, in the order a terminal would show them. */
const TEXT_FIELDS = ['output', 'stdout', 'stderr', 'content', 'result'];

/**
 * Reads `tool_output` of `postToolUse`: a JSON text, for commands with `exitCode` inside.
 * @returns the text itself where it is no such JSON
 */
export function readCursorOutput(output: string): { text: string; exitCode: number | null } {
  let parsed: JsonObject;
  try {
    parsed = asRecord(JSON.parse(output) as JsonValue);
  } catch {
    return { text: output, exitCode: null };
  }
  const texts = TEXT_FIELDS.flatMap((field) => textOf(parsed[field]) || []);
  const { exitCode } = parsed;
  return {
    text: texts.length === 0 ? output : texts.join(''),
    exitCode: typeof exitCode === 'number' ? exitCode : null,
  };
}

/** Reads `postToolUseFailure`: the message, with the exit code where it names one. */
export function readCursorFailure(fields: JsonObject): { output: string; meta: EventMeta } {
  const output = textOf(fields.error_message) ?? '';
  const exitCode = /\bexit(?:ed with)? (?:code|status) (\d+)/i.exec(output)?.[1];
  return {
    output,
    meta: {
      ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
      ...(fields.failure_type === 'permission_denied' ? { denied: true } : {}),
    },
  };
}
