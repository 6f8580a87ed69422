/** What a test makes the model say: replies, in lanes. */

import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../../src/types.ts';

export interface ToolCall {
  name: string;
  /** A string for tools that take free text (Codex's `apply_patch`). */
  input: JsonObject | string;
  /** The group of tools it belongs to, where an API has groups. */
  namespace?: string;
}

/** One scripted reply of the model. */
export type Reply =
  /** `after`: the answer waits for it. */
  | { kind: 'answer'; think?: string; say?: string; calls?: readonly ToolCall[]; after?: Promise<unknown> }
  | { kind: 'error'; status: number; type: string; message: string }
  /** Begins to speak and never ends, until the client hangs up. */
  | { kind: 'stall'; say: string };

/** A tool call with the id under which the agent gets it. */
export type IssuedCall = ToolCall & { id: string };

/** What is put on the wire: an error never gets that far. */
export type SpokenReply = Exclude<Reply, { kind: 'error' }>;

/** An id as a provider makes them: never the same twice, in no order. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/** What a lane can tell a request by, the same for every API. */
export interface ModelRequest {
  body: JsonObject;
  /** The session it is asked for, by the agent's own id. */
  sessionId: string;
  /** Whether it is asked for something beside the conversation, such as a title. */
  aside: boolean;
  /** The whole conversation as JSON text: messages or input items, and the instructions. */
  conversation: string;
  /** The part of it before the model first spoke. */
  opening: string;
}

/** A line of scripted replies for the requests it takes, one after the other. */
export interface Lane {
  name: string;
  takes(request: ModelRequest): boolean;
  replies: Reply[];
  /** Whether its last reply is given for ever, as to a client that asks again. */
  lasting?: boolean;
}

/** An answer that calls no tool ends the turn. */
export function answer(say: string, ...calls: ToolCall[]): Reply {
  return { kind: 'answer', say, calls };
}

/** Calls tools without a word. */
export function calling(...calls: ToolCall[]): Reply {
  return { kind: 'answer', calls };
}

/** The lane of an agent's own conversation. */
export function conversation(...replies: Reply[]): Lane {
  return { name: 'main', takes: ({ aside }) => !aside, replies };
}

/** The lane of a provider that answers every request with this error. */
export function refusing(message: string): Lane {
  const error: Reply = { kind: 'error', status: 400, type: 'invalid_request_error', message };
  return { name: 'refusing', takes: () => true, replies: [error], lasting: true };
}

/** The lane of a subagent, whose conversation opens with its task. Goes before its parent's lane. */
export function delegated(task: string, ...replies: Reply[]): Lane {
  return { name: 'subagent', takes: ({ opening }) => opening.includes(task), replies };
}
