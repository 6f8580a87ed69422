/** OpenAI Responses on the wire, streaming (platform.openai.com, API reference: Responses). */

import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { JsonObject } from '../../../../src/types.ts';
import { type IssuedCall, type ModelRequest, newId, type SpokenReply } from '../script.ts';
import { eventStream, pieces, type WireApi } from './wire-api.ts';

/** `POST /v1/responses`. */
export const responsesApi: WireApi = { callPrefix: 'call', read: readRequest, write: writeResponse };

function readRequest(headers: IncomingHttpHeaders, body: JsonObject): ModelRequest {
  const items = body.input as { type: string; role?: string }[];
  const spoken = items.findIndex(({ type, role }) => role === 'assistant' || /call|reasoning/.test(type));
  const turn = JSON.parse(String(headers['x-codex-turn-metadata'] ?? '{}')) as Record<string, string>;
  return {
    body,
    sessionId: turn.thread_id ?? '',
    aside: turn.thread_source === 'thread_title',
    conversation: JSON.stringify([body.instructions, items]),
    opening: JSON.stringify(spoken < 0 ? items : items.slice(0, spoken)),
  };
}

function writeResponse(
  response: ServerResponse,
  body: JsonObject,
  reply: SpokenReply,
  calls: readonly IssuedCall[],
): void {
  const id = newId('resp');
  const head = { id, object: 'response', model: body.model ?? 'mock' };
  const send = eventStream(response);
  send('response.created', { response: { ...head, status: 'in_progress', output: [] } });
  const output = outputItems(id, reply, calls);
  for (const [output_index, item] of output.entries()) {
    send('response.output_item.added', { output_index, item: { ...item, status: 'in_progress' } });
    if (item.type === 'message') {
      for (const delta of pieces(reply.say ?? ''))
        send('response.output_text.delta', { output_index, content_index: 0, item_id: `${id}_text`, delta });
    }
    if (reply.kind === 'stall') return;
    send('response.output_item.done', { output_index, item });
  }
  send('response.completed', {
    response: { ...head, status: 'completed', output, usage: USAGE },
  });
  response.end();
}

const USAGE: JsonObject = {
  input_tokens: 100,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 20,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 120,
};

function outputItems(id: string, reply: SpokenReply, calls: readonly IssuedCall[]): JsonObject[] {
  const items: JsonObject[] = [];
  if (reply.kind === 'answer' && reply.think !== undefined)
    items.push({
      type: 'reasoning',
      id: `${id}_thought`,
      summary: [{ type: 'summary_text', text: reply.think }],
      encrypted_content: null,
    });
  if (reply.say !== undefined)
    items.push({
      type: 'message',
      id: `${id}_text`,
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: reply.say, annotations: [] }],
    });
  return [...items, ...calls.map(callItem)];
}

function callItem({ id, name, input, namespace }: IssuedCall): JsonObject {
  const item: JsonObject = { id: newId('fc'), call_id: id, name, status: 'completed' };
  if (namespace !== undefined) item.namespace = namespace;
  return typeof input === 'string'
    ? { type: 'custom_tool_call', ...item, input }
    : { type: 'function_call', ...item, arguments: JSON.stringify(input) };
}
