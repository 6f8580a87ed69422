/** A model server on the loopback that answers by script: what the real agents talk to instead of a provider. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../../src/types.ts';
import { answer, type IssuedCall, type Lane, type ModelRequest, newId, type Reply } from './script.ts';
import { messagesApi } from './wire/messages-api.ts';
import { responsesApi } from './wire/responses-api.ts';
import type { WireApi } from './wire/wire-api.ts';

/** One request and what it got. */
export interface Exchange {
  request: ModelRequest;
  /** When it was answered, by `performance.now()`. */
  at: number;
  lane: string;
  /** The text of the reply, when it was an answer. */
  said: string | undefined;
  /** The tool calls of the reply, under the ids the agent was given. */
  calls: readonly { id: string; name: string }[];
}

const UNSCRIPTED: Reply = {
  kind: 'error',
  status: 400,
  type: 'invalid_request_error',
  message: 'unscripted',
};
/** For requests beside the conversation. */
const SIDE_ANSWER: Reply = answer('{"title":"Work"}');

/** Speaks Anthropic Messages and OpenAI Responses. Each request is kept for tests to look at. */
export class MockModel {
  readonly exchanges: Exchange[] = [];
  /** Requests of a conversation while no lane had a reply left: always a mistake in the script. */
  readonly unscripted: ModelRequest[] = [];
  readonly #server: Server;
  #lanes: Lane[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      // A client that hung up is no one to answer; any other failure shows in the client as a broken connection.
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<MockModel> {
    const model = new MockModel();
    await new Promise<void>((resolve) => model.#server.listen(0, '127.0.0.1', resolve));
    return model;
  }

  /** Without a trailing slash. Claude Code takes it as it is, Codex with `/v1`. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Replaces the script. A request goes to the first lane that takes it and has replies left. */
  script(...lanes: Lane[]): void {
    this.unscripted.length = 0;
    this.#lanes = lanes;
  }

  /** @throws when scripted replies are left, or requests came that no lane had a reply for */
  expectSpent(): void {
    const left = this.#lanes
      .filter((lane) => !lane.lasting && lane.replies.length > 0)
      .map(({ name }) => name);
    if (left.length > 0) throw new Error(`The model still had replies to give in: ${left.join(', ')}`);
    const [first] = this.unscripted;
    if (first !== undefined)
      throw new Error(`The model was asked out of script: ${first.conversation.slice(-600)}`);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString('utf8');
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    switch (path.slice(path.lastIndexOf('/'))) {
      case '/messages':
        return this.#speak(request, response, raw, messagesApi);
      case '/responses':
        return this.#speak(request, response, raw, responsesApi);
      case '/count_tokens':
        return sendJson(response, 200, { input_tokens: Math.ceil(raw.length / 4) });
      case '/models':
        return sendJson(response, 200, { object: 'list', data: [], models: [] });
      default:
        // Clients probe the server's root to see whether it is there.
        return sendJson(response, path === '/' ? 200 : 404, {});
    }
  }

  async #speak(request: IncomingMessage, response: ServerResponse, raw: string, api: WireApi): Promise<void> {
    const body = JSON.parse(raw) as JsonObject;
    const { reply, calls } = this.#reply(api.read(request.headers, body), api.callPrefix);
    if (reply.kind === 'error') {
      const { status, type, message } = reply;
      return sendJson(response, status, { type: 'error', error: { type, message } });
    }
    if (reply.kind === 'answer') await reply.after;
    api.write(response, body, reply, calls);
  }

  #reply(request: ModelRequest, callPrefix: string): { reply: Reply; calls: IssuedCall[] } {
    const lane = this.#lanes.find((each) => each.replies.length > 0 && each.takes(request));
    const scripted = lane?.lasting ? lane.replies[0] : lane?.replies.shift();
    const reply = scripted ?? (request.aside ? SIDE_ANSWER : UNSCRIPTED);
    if (reply === UNSCRIPTED) this.unscripted.push(request);
    const calls = (reply.kind === 'answer' ? (reply.calls ?? []) : []).map((call) => ({
      ...call,
      id: newId(callPrefix),
    }));
    const said = reply.kind === 'error' ? undefined : reply.say;
    this.exchanges.push({ request, at: performance.now(), lane: lane?.name ?? 'side', said, calls });
    return { reply, calls };
  }
}

function sendJson(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
