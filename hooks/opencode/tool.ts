/** One tool part of an opencode message: the call, and its result where it has one. */

import type { EventMeta, JsonObject, ParsedEvent } from '../../src/types.ts';
import { asRecord, numberOf, textOf } from '../fields.ts';
import { originOfUse } from '../tool-origin.ts';

/** `RejectedError` and `CorrectedError` of its permissions; the latter with the user's words. */
const REFUSED = /^The user rejected permission\b[\s\S]*?(?:feedback: ([\s\S]*))?$/;

/**
 * @param id the part's own
 * @param at milliseconds since the epoch, for a part that tells no time
 * @param hasUser whether anybody was there to refuse a call: where nobody is, the program does
 */
export function toolEvents(
  part: JsonObject,
  id: string,
  at: number,
  hasUser: boolean,
): Omit<ParsedEvent, 'sessionId' | 'position'>[] {
  const tool = textOf(part.tool) ?? 'unknown';
  const toolUseId = textOf(part.callID) ?? id;
  const state = asRecord(part.state);
  const { start, end } = asRecord(state.time);
  const calledAt = numberOf(start) ?? at;
  const common = { tool, toolUseId };
  const call = {
    ...common,
    id,
    at: calledAt,
    kind: 'tool_call',
    origin: 'assistant',
    input: asRecord(state.input),
  } as const;
  // One that was interrupted is left as it stood.
  if (state.status !== 'completed' && state.status !== 'error') return [call];
  const result = {
    ...common,
    id: `${id}:result`,
    at: numberOf(end) ?? calledAt,
    kind: 'tool_result',
    origin: originOfUse('opencode', tool),
    ...outcomeOf(state, hasUser),
  } as const;
  return [call, result];
}

function outcomeOf(
  state: JsonObject,
  hasUser: boolean,
): Pick<ParsedEvent, 'ok'> & Partial<Pick<ParsedEvent, 'output' | 'text' | 'meta'>> {
  if (state.status === 'error') {
    const error = textOf(state.error) ?? '';
    const refused = hasUser ? REFUSED.exec(error) : null;
    if (refused === null) return { ok: false, output: error };
    return { ok: false, meta: { denied: true }, ...(refused[1] ? { text: refused[1] } : {}) };
  }
  const exitCode = numberOf(asRecord(state.metadata).exit);
  const meta: EventMeta = exitCode === null ? {} : { exitCode };
  return { ok: (exitCode ?? 0) === 0, output: textOf(state.output) ?? '', meta };
}
