import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { opencodeExport } from '../../hooks/opencode/export.ts';
import { isRealPrompt, type JsonObject, type ParsedEvent } from '../../src/types.ts';

const FIXTURE = resolve(import.meta.dirname, '../fixtures/opencode/export.json');

const user = (text: string, more: JsonObject[] = []): JsonObject => ({
  info: { id: `msg_${text.length}`, role: 'user', time: { created: 1_000 } },
  parts: [{ id: 'prt_u', type: 'text', text }, ...more],
});
const agent = (parts: JsonObject[], info: JsonObject = {}): JsonObject => ({
  info: {
    id: 'msg_a',
    role: 'assistant',
    modelID: 'm1',
    time: { created: 2_000, completed: 3_000 },
    ...info,
  },
  parts,
});
const tool = (name: string, state: JsonObject): JsonObject => ({
  id: `prt_${name}`,
  type: 'tool',
  tool: name,
  callID: `call_${name}`,
  state: { input: {}, time: { start: 2_100, end: 2_200 }, ...state },
});
const exported = (messages: JsonObject[], info: JsonObject = {}) =>
  JSON.stringify({ info: { id: 'ses_1', directory: '/home/dev/shop', ...info }, messages }, null, 2);

function read(text: string): ParsedEvent[] {
  const document = opencodeExport.read(text, '/tmp/shop.json');
  return document.events(document.sessionId ?? 'by-name', 0);
}
const brief = (events: ParsedEvent[]) => events.map(({ kind, text, tool: name }) => [kind, text ?? name]);

describe('an export of opencode', () => {
  test('as the program writes it gives prompt, words, calls and how they ended', () => {
    const text = readFileSync(FIXTURE, 'utf8');
    expect(opencodeExport.recognise(text.slice(0, 4_000))).toBe(true);
    const document = opencodeExport.read(text, FIXTURE);
    expect(document).toMatchObject({
      agent: 'opencode',
      cwd: '/home/dev/shop',
      headless: true,
      isEmpty: false,
    });
    const events = document.events(document.sessionId ?? '', 0);
    expect(brief(events)).toEqual([
      ['user_prompt', 'Make a greeting file'],
      ['assistant_message', 'I write it.'],
      ['tool_call', 'write'],
      ['tool_result', 'write'],
      ['assistant_message', 'I run it.'],
      ['tool_call', 'bash'],
      ['tool_result', 'bash'],
      ['assistant_message', 'Now a failure.'],
      ['tool_call', 'bash'],
      ['tool_result', 'bash'],
      ['assistant_message', 'All done.'],
    ]);
    expect(
      events.filter(({ kind }) => kind === 'tool_result').map(({ ok, meta }) => [ok, meta?.exitCode]),
    ).toEqual([
      [true, undefined],
      [true, 0],
      [false, 2],
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  test('is told from its first lines, also behind the line that its program prints', () => {
    expect(opencodeExport.recognise(exported([]))).toBe(true);
    expect(opencodeExport.recognise(`Exporting session: ses_1\n${exported([])}`)).toBe(true);
    expect(opencodeExport.recognise('{"info": {"title": "An API", "version": "1"}, "paths": {}}')).toBe(
      false,
    );
    expect(opencodeExport.recognise('{"name": "shop"}')).toBe(false);
  });

  test('holds as a prompt only what the person wrote', () => {
    const read_ = {
      id: 'prt_s',
      type: 'text',
      synthetic: true,
      text: 'Called the Read tool with the following input',
    };
    const image = { id: 'prt_f', type: 'file', mime: 'image/png', url: 'data:' };
    const [prompt, ...rest] = read(exported([user('look at @a.ts', [read_, image])]));
    expect(prompt).toMatchObject({ text: 'look at @a.ts', meta: { promptSource: 'typed', images: 1 } });
    expect(rest).toEqual([]);
    const goesOn = {
      info: { id: 'msg_c', role: 'user' },
      parts: [{ ...read_, text: 'Continue if you have next steps' }],
    };
    expect(read(exported([goesOn]))).toEqual([]);
  });

  test('of a subagent belongs to the session that sent it out, and its prompt to that agent', () => {
    const text = exported([user('look for the tests')], { parentID: 'ses_0' });
    expect(opencodeExport.read(text, '')).toMatchObject({ sessionId: 'ses_0' });
    const events = read(text);
    expect(events).toMatchObject([
      { sessionId: 'ses_0', origin: 'assistant', meta: { subagentId: 'ses_1' } },
    ]);
    expect(events.some(isRealPrompt)).toBe(false);
  });

  test('tells what the user refused, with their words, and what a program refused as a failure', () => {
    const error =
      'The user rejected permission to use this specific tool call with the following feedback: use pnpm';
    const messages = [user('install it'), agent([tool('bash', { status: 'error', error })])];
    expect(read(exported(messages)).at(-1)).toMatchObject({
      ok: false,
      text: 'use pnpm',
      meta: { denied: true },
    });
    const permission = [{ permission: 'question', pattern: '*', action: 'deny' }];
    const unasked = read(exported(messages, { permission })).at(-1);
    expect(unasked).toMatchObject({ ok: false, output: error });
    expect(unasked?.meta?.denied).toBeUndefined();
  });

  test('tells that the user stopped the agent; the call that was under way has no result', () => {
    const stopped = { error: { name: 'MessageAbortedError', data: { message: 'Aborted' } } };
    const events = read(exported([user('go on'), agent([tool('bash', { status: 'running' })], stopped)]));
    expect(events.map(({ kind }) => kind)).toEqual(['user_prompt', 'tool_call', 'turn_end']);
    expect(events.at(-1)?.meta).toEqual({ interrupted: true });
  });

  test('gives a summary as a compaction, and whose words a result holds', () => {
    const messages = [
      agent([{ id: 'prt_t', type: 'text', text: 'So far.' }], { summary: true }),
      agent(
        ['read', 'webfetch', 'tracker_issues'].map((name) =>
          tool(name, { status: 'completed', output: 'x' }),
        ),
      ),
    ];
    const events = read(exported(messages));
    expect(events[0]).toMatchObject({ kind: 'compaction', text: 'So far.' });
    const results = events.filter(({ kind }) => kind === 'tool_result');
    expect(results.map(({ origin }) => origin)).toEqual(['file', 'web', 'mcp']);
  });

  test('may hold anything: reading it never throws', () => {
    const message = fc.record({
      info: fc.oneof(
        fc.jsonValue(),
        fc.record({ role: fc.constantFrom('user', 'assistant'), time: fc.jsonValue() }),
      ),
      parts: fc.array(
        fc.oneof(
          fc.jsonValue(),
          fc.record({ type: fc.constantFrom('text', 'tool', 'file'), state: fc.jsonValue() }),
        ),
      ),
    });
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(message), (info, messages) => {
        read(JSON.stringify({ info, messages }));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => read(text).length === 0));
  });
});
