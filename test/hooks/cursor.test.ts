import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cursor } from '../../hooks/cursor/adapter.ts';
import type { JsonObject } from '../../src/types.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const conversation = '7f3c1f0e-6a0f-4a52-9d0c-2f2f5d1b8a11';
const load = (path: string) => JSON.parse(readFileSync(join(FIXTURES, path), 'utf8')) as JsonObject;
const payload = (name: string) => load(`cursor/${name}.json`);
const read = (fields: JsonObject, at = 1_000) => cursor.readHook(fields, { recordId: 'r', at });
const eventsOf = (fields: JsonObject, at?: number) => read(fields, at)?.events ?? [];

describe('documented payloads', () => {
  test('each belongs to its conversation and folder, and none has a transcript to read', () => {
    for (const name of ['sessionStart', 'beforeSubmitPrompt', 'afterShellExecution', 'postToolUse', 'stop']) {
      expect(read(payload(name))).toMatchObject({
        sessionId: conversation,
        cwd: '/home/dev/project',
        transcriptPath: null,
      });
    }
  });

  test.each([
    ['sessionStart', 'session_start'],
    ['stop', 'turn_end'],
    ['preCompact', 'compaction'],
    ['sessionEnd', 'session_end'],
    ['beforeSubmitPrompt', 'other'],
  ])('%s tells the moment %s', (name, moment) => {
    expect(read(payload(name))?.moment).toBe(moment);
  });

  test('prompt and answer', () => {
    expect(eventsOf(payload('beforeSubmitPrompt'))).toMatchObject([
      { kind: 'user_prompt', origin: 'user', text: 'Make a greeting file', meta: { promptSource: 'typed' } },
    ]);
    expect(eventsOf(payload('afterAgentResponse'))).toMatchObject([
      { kind: 'assistant_message', text: 'Everything is done: greet.txt says hello.' },
    ]);
  });

  test('a finished call tells call and result; the call began before by its duration', () => {
    expect(eventsOf(payload('postToolUse'))).toMatchObject([
      { kind: 'tool_call', at: 988, tool: 'Shell', toolUseId: 'abc123', input: { command: 'echo hello' } },
      {
        kind: 'tool_result',
        at: 1_000,
        toolUseId: 'abc123',
        output: 'hello\n',
        ok: true,
        meta: { exitCode: 0 },
      },
    ]);
  });

  test('a failed call keeps its message and exit code', () => {
    expect(eventsOf(payload('postToolUseFailure'))[1]).toMatchObject({
      kind: 'tool_result',
      ok: false,
      output: 'Command failed with exit code 2',
      meta: { exitCode: 2 },
    });
    const refused = { ...payload('postToolUseFailure'), failure_type: 'permission_denied' };
    expect(eventsOf(refused)[1]?.meta?.denied).toBe(true);
  });

  test('a call told before and after it ran is one call', () => {
    const [before] = eventsOf({ ...payload('preToolUse') }, 900);
    const [after] = eventsOf(payload('postToolUse'));
    expect(before?.id).toBe(after?.id);
  });

  test('an aborted turn was interrupted', () => {
    expect(eventsOf(payload('stop'))[0]).toMatchObject({ kind: 'turn_end', meta: {} });
    expect(eventsOf({ ...payload('stop'), status: 'aborted' })[0]?.meta?.interrupted).toBe(true);
  });

  test.each([
    'afterShellExecution',
    'afterFileEdit',
    'afterMCPExecution',
    'beforeReadFile',
    'afterAgentThought',
  ])('%s tells nothing that another event does not', (name) => expect(eventsOf(payload(name))).toEqual([]));

  test('a tool input written as a JSON text is read as JSON', () => {
    const [call] = eventsOf({ ...payload('postToolUse'), tool_name: 'MCP:search', tool_input: '{"q":"x"}' });
    expect(call?.input).toEqual({ q: 'x' });
  });

  test('a folder of Windows loses the slash Cursor puts before it', () => {
    expect(read({ ...payload('stop'), workspace_roots: ['/c:/code/app'] })?.cwd).toBe('c:/code/app');
  });

  test.each<JsonObject>([
    {},
    { conversation_id: 3 },
    { hook_event_name: 'workspaceOpen', cursor_version: '3' },
  ])('%j has no session', (odd) => expect(read(odd)).toBeNull());

  test.each(['constructor', 'toString', 'brandNew'])(
    'an unknown event %s says only that there is news',
    (name) => {
      expect(read({ ...payload('stop'), hook_event_name: name })).toMatchObject({
        moment: 'other',
        events: [],
      });
    },
  );
});

describe("payloads that come through Claude Code's hooks", () => {
  test('are known by what Cursor writes into them, under either spelling of the event', () => {
    expect(cursor.claims?.(payload('sessionStart'))).toBe(true);
    const ids = (name: string, claudeName: string) => [
      eventsOf(payload(name))[0]?.id,
      eventsOf({ ...payload(name), hook_event_name: claudeName })[0]?.id,
    ];
    for (const [name, claudeName] of [
      ['sessionStart', 'SessionStart'],
      ['beforeSubmitPrompt', 'UserPromptSubmit'],
      ['postToolUse', 'PostToolUse'],
      ['stop', 'Stop'],
      ['sessionEnd', 'SessionEnd'],
    ] as const) {
      const [direct, indirect] = ids(name, claudeName);
      expect(direct).toBeDefined();
      expect(indirect).toBe(direct);
    }
  });

  test("Claude Code's own payloads are not claimed, wherever it was started", () => {
    const own = { session_id: 's', cwd: '/p', hook_event_name: 'Stop', transcript_path: '/t.jsonl' };
    expect(cursor.claims?.(own)).toBe(false);
  });
});
