/** Anthropic Messages on the wire, streaming and not (platform.claude.com, API reference: Messages). */

import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { JsonObject } from '../../../../src/types.ts';
import { type IssuedCall, type ModelRequest, newId, type SpokenReply } from '../script.ts';
import { eventStream, pieces, type WireApi } from './wire-api.ts';

/** `POST /v1/messages`. */
export const messagesApi: WireApi = { callPrefix: 'toolu', read: readRequest, write: writeMessage };

function readRequest(headers: IncomingHttpHeaders, body: JsonObject): ModelRequest {
  const messages = body.messages as { role: string }[];
  const spoken = messages.findIndex(({ role }) => role === 'assistant');
  return {
    body,
    sessionId: String(headers['x-claude-code-session-id']),
    // Whoever is to write a title gets no tools.
    aside: !Array.isArray(body.tools) || body.tools.length === 0,
    conversation: JSON.stringify([body.system, messages]),
    opening: JSON.stringify(spoken < 0 ? messages : messages.slice(0, spoken)),
  };
}

function writeMessage(
  response: ServerResponse,
  body: JsonObject,
  reply: SpokenReply,
  calls: readonly IssuedCall[],
): void {
  const content = contentBlocks(reply, calls);
  const usage = { input_tokens: 100, output_tokens: 20 };
  const message: JsonObject = {
    id: newId('msg'),
    type: 'message',
    role: 'assistant',
    model: body.model ?? 'mock',
    content,
    stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage,
  };
  if (body.stream !== true) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(message));
    return;
  }
  const send = eventStream(response);
  send('message_start', { message: { ...message, content: [], stop_reason: null } });
  for (const [index, block] of content.entries()) {
    for (const [type, data] of blockEvents(block)) send(type, { index, ...data });
    if (reply.kind === 'stall') return;
    send('content_block_stop', { index });
  }
  send('message_delta', { delta: { stop_reason: message.stop_reason ?? null, stop_sequence: null }, usage });
  send('message_stop');
  response.end();
}

function contentBlocks(reply: SpokenReply, calls: readonly IssuedCall[]): JsonObject[] {
  const blocks: JsonObject[] = [];
  if (reply.kind === 'answer' && reply.think !== undefined)
    blocks.push({ type: 'thinking', thinking: reply.think, signature: 'c2lnbmF0dXJl' });
  if (reply.say !== undefined) blocks.push({ type: 'text', text: reply.say });
  for (const { id, name, input } of calls) blocks.push({ type: 'tool_use', id, name, input });
  return blocks;
}

function blockEvents(block: JsonObject): [type: string, data: JsonObject][] {
  const delta = (data: JsonObject): [string, JsonObject] => ['content_block_delta', { delta: data }];
  const start = (data: JsonObject): [string, JsonObject] => ['content_block_start', { content_block: data }];
  switch (block.type) {
    case 'thinking':
      return [
        start({ type: 'thinking', thinking: '', signature: '' }),
        delta({ type: 'thinking_delta', thinking: block.thinking ?? '' }),
        delta({ type: 'signature_delta', signature: block.signature ?? '' }),
      ];
    case 'tool_use':
      return [
        start({ ...block, input: {} }),
        ...pieces(JSON.stringify(block.input)).map((partial_json) =>
          delta({ type: 'input_json_delta', partial_json }),
        ),
      ];
    default:
      return [
        start({ type: 'text', text: '' }),
        ...pieces(String(block.text)).map((text) => delta({ type: 'text_delta', text })),
      ];
  }
}
