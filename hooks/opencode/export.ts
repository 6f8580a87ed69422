/**
 * What `opencode export` writes of a session: `{info, messages: [{info, parts}]}`. After 1.18.33, whose database holds the
 * same objects, and the schemas of its `message-v2.ts`.
 */

import type { DocumentTranscript } from '../../src/agent-adapter.ts';
import type { EventMeta, JsonObject, ParsedEvent } from '../../src/types.ts';
import { asRecord, listOf, numberOf, textOf } from '../fields.ts';
import { toolEvents } from './tool.ts';

/** A line for the person stands before it where both of the program's streams went into the file. */
const START = /^\uFEFF?(?:Exporting session: [^\n]*\n)?\s*\{\s*"info"\s*:\s*\{/;
const SESSION_ID = /"id"\s*:\s*"ses_\w+"/;

export const opencodeExport: DocumentTranscript = {
  kind: 'document',
  recognise: (start) => START.test(start) && SESSION_ID.test(start),
  read(text) {
    const { info, messages } = contentOf(text);
    const { created, updated } = asRecord(info.time);
    const id = textOf(info.id);
    const parentId = textOf(info.parentID);
    return {
      agent: 'opencode',
      reader: null,
      // A subagent's is a session of its own, though it belongs to the one that sent it out.
      sessionId: parentId ?? id,
      cwd: textOf(info.directory) || null,
      startedAt: numberOf(created),
      lastAt: numberOf(updated),
      headless: isHeadless(info),
      isEmpty: messages.length === 0,
      events: (sessionId, startedAt) => {
        const telling: Telling = {
          sessionId,
          subagentId: parentId === null ? null : id,
          headless: isHeadless(info),
          startedAt: numberOf(created) ?? startedAt,
        };
        return messages
          .flatMap((message) => messageEvents(message, telling))
          .map((event, position) => ({ ...event, position }));
      },
    };
  },
};

function contentOf(text: string): { info: JsonObject; messages: JsonObject[] } {
  let value: JsonObject;
  try {
    value = asRecord(JSON.parse(text.slice(text.indexOf('{'))));
  } catch {
    value = {};
  }
  return { info: asRecord(value.info), messages: listOf(value.messages) };
}

/** `opencode run` denies the tools that ask its user, for there is none. */
function isHeadless({ permission }: JsonObject): boolean {
  return listOf(permission).some((rule) => rule.permission === 'question' && rule.action === 'deny');
}

/** What every event of an export needs. */
interface Telling {
  sessionId: string;
  subagentId: string | null;
  headless: boolean;
  startedAt: number;
}

function messageEvents({ info: raw, parts }: JsonObject, telling: Telling): ParsedEvent[] {
  const info = asRecord(raw);
  const at = numberOf(asRecord(info.time).created) ?? telling.startedAt;
  const said = { info, parts: listOf(parts), at };
  return info.role === 'user' ? userEvents(said, telling) : assistantEvents(said, telling);
}

interface Message {
  info: JsonObject;
  parts: JsonObject[];
  /** Milliseconds since the epoch. */
  at: number;
}

type Told = Pick<ParsedEvent, 'kind' | 'origin'> & Partial<ParsedEvent>;

/** The event of an id that the agent gave; its place is told by the order of all. */
function eventOf(id: string, at: number, { sessionId, subagentId }: Telling, told: Told): ParsedEvent {
  const meta: EventMeta = { ...told.meta, ...(subagentId === null ? {} : { subagentId }) };
  const event: ParsedEvent = { ...told, id: `opencode:${id}`, sessionId, at, position: 0 };
  return Object.keys(meta).length === 0 ? event : { ...event, meta };
}

/** What the agent adds to a prompt (files named in it, reminders) is marked as synthetic. */
function userEvents({ info, parts, at }: Message, telling: Telling): ParsedEvent[] {
  const own = parts.filter(
    ({ type, synthetic, ignored }) => type === 'text' && synthetic !== true && ignored !== true,
  );
  const text = own.flatMap((part) => textOf(part.text) ?? []).join('\n');
  const images = parts.filter(
    ({ type, mime }) => type === 'file' && textOf(mime)?.startsWith('image/'),
  ).length;
  const command = parts.flatMap((part) => (part.type === 'subtask' ? (textOf(part.command) ?? []) : []))[0];
  if (text.trim() === '' && images === 0 && command === undefined) return [];
  const meta: EventMeta = images === 0 ? {} : { images };
  const id = textOf(info.id) ?? '';
  if (telling.subagentId !== null) {
    return [eventOf(id, at, telling, { kind: 'user_prompt', origin: 'assistant', text, meta })];
  }
  if (command !== undefined) Object.assign(meta, { promptSource: 'slash', command });
  else meta.promptSource = telling.headless ? 'headless' : 'typed';
  const words = telling.headless ? unquoted(text) : text;
  return [eventOf(id, at, telling, { kind: 'user_prompt', origin: 'user', text: words, meta })];
}

/** `opencode run` puts quotes around an argument with blanks in it. */
function unquoted(text: string): string {
  const inside = /^"((?:[^"\\]|\\[\s\S])*)"$/.exec(text)?.[1];
  return inside === undefined ? text : inside.replaceAll('\\"', '"');
}

function assistantEvents({ info, parts, at }: Message, telling: Telling): ParsedEvent[] {
  const model = textOf(info.modelID);
  const meta: EventMeta = model === null ? {} : { model };
  const isSummary = info.summary === true;
  const events = parts.flatMap((part) => {
    const id = textOf(part.id) ?? `${textOf(info.id)}:${parts.indexOf(part)}`;
    if (part.type === 'tool') {
      return toolEvents(part, id, at, !telling.headless).map(({ id: name, at: when, ...told }) =>
        eventOf(name, when, telling, told),
      );
    }
    const text = part.type === 'text' ? (textOf(part.text) ?? '') : '';
    if (text.trim() === '') return [];
    const when = numberOf(asRecord(part.time).start) ?? at;
    return isSummary
      ? [eventOf(id, when, telling, { kind: 'compaction', origin: 'system', text })]
      : [eventOf(id, when, telling, { kind: 'assistant_message', origin: 'assistant', text, meta })];
  });
  return [...events, ...endOf({ info, parts, at }, telling)];
}

/** How an answer ended that did not end well. */
function endOf({ info, at }: Message, telling: Telling): ParsedEvent[] {
  const { name, data } = asRecord(info.error);
  if (textOf(name) === null) return [];
  const when = numberOf(asRecord(info.time).completed) ?? at;
  const id = `${textOf(info.id)}:end`;
  if (name === 'MessageAbortedError') {
    return [eventOf(id, when, telling, { kind: 'turn_end', origin: 'user', meta: { interrupted: true } })];
  }
  const text = textOf(asRecord(data).message) ?? textOf(name) ?? '';
  return [
    eventOf(id, when, telling, {
      kind: 'assistant_message',
      origin: 'assistant',
      text,
      meta: { apiError: true },
    }),
  ];
}
