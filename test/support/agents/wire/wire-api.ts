/** What the model APIs have in common on the wire. */

import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { JsonObject } from '../../../../src/types.ts';
import type { IssuedCall, ModelRequest, SpokenReply } from '../script.ts';

/** One API of a model provider. */
export interface WireApi {
  /** What ids of tool calls begin with. */
  callPrefix: string;
  read(headers: IncomingHttpHeaders, body: JsonObject): ModelRequest;
  write(response: ServerResponse, body: JsonObject, reply: SpokenReply, calls: readonly IssuedCall[]): void;
}

/** Starts the stream; the returned function sends one event, its type also inside the data as both APIs have it. */
export function eventStream(response: ServerResponse): (type: string, data?: JsonObject) => void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  let sequence = 0;
  return (type, data = {}) => {
    const event = { type, sequence_number: sequence++, ...data };
    response.write(`event: ${type}\ndata: ${JSON.stringify(event)}\n\n`);
  };
}

/** Cuts a text into the pieces a model streams it in. */
export function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,60}/g) ?? [];
}
