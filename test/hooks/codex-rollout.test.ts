import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRolloutLine } from '../../hooks/codex-rollout.ts';
import { resumeState } from '../../hooks/codex-state.ts';
import type { EventKind, JsonObject, ParsedEvent } from '../../src/types.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/codex');

/** Reads lines as the store does: the state goes through JSON between any two lines. */
function readLines(lines: readonly string[]) {
  let state = resumeState({}, 'from-file-name');
  const events: ParsedEvent[] = [];
  const unknown: string[] = [];
  let position = 0;
  for (const line of lines) {
    const read = readRolloutLine(JSON.parse(line) as JsonObject, position, state);
    events.push(...read.events);
    if (read.unknownType !== null) unknown.push(read.unknownType);
    state = resumeState(JSON.parse(JSON.stringify(state)) as JsonObject, 'from-file-name');
    position += line.length + 1;
  }
  return { events, unknown, state };
}

const linesOf = (name: string) =>
  readFileSync(join(FIXTURES, `${name}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n');
const read = (name: string) => readLines(linesOf(name));
const ofKind = (events: ParsedEvent[], kind: EventKind) => events.filter((event) => event.kind === kind);
const resultsOf = (events: ParsedEvent[], toolUseId: string) =>
  ofKind(events, 'tool_result').filter((event) => event.toolUseId === toolUseId);
const line = (payload: JsonObject, type = 'event_msg') =>
  JSON.stringify({ timestamp: '2026-01-01T00:00:00.000Z', type, payload });

describe('recorded from codex-cli 0.169', () => {
  const { events, unknown } = read('commands');

  test('every line type is known', () => {
    const names = [
      'commands',
      'scripts',
      'api-error',
      'interrupted',
      'compact',
      'with-subagent',
      'subagent-child',
    ];
    expect(names.map((name) => [name, read(name).unknown])).toEqual(names.map((name) => [name, []]));
    expect(unknown).toEqual([]);
  });

  test('a prompt that is written in two roles and forms is one prompt', () => {
    const prompts = ofKind(events, 'user_prompt');
    expect(prompts.map(({ text, origin, meta }) => [text, origin, meta?.promptSource])).toEqual([
      ['Leave a note', 'user', 'headless'],
    ]);
  });

  test('calls, results and answers come once each, with the exit code of the process', () => {
    expect(ofKind(events, 'tool_call').map(({ tool, input }) => [tool, input?.cmd ?? input?.input])).toEqual([
      ['exec_command', 'ls missing-folder'],
      ['apply_patch', '*** Begin Patch\n*** Add File: note.txt\n+hello\n*** End Patch\n'],
      ['exec_command', 'echo started; sleep 2; echo ended; exit 3'],
      ['exec_command', 'sleep 3'],
    ]);
    expect(ofKind(events, 'assistant_message').map((event) => event.text)).toEqual([
      'Looking.',
      'Writing.',
      'Waiting.',
      'Still waiting.',
      'Done.',
    ]);
    const [failed, patched] = ofKind(events, 'tool_result');
    expect(failed).toMatchObject({ ok: false, meta: { exitCode: 2 } });
    expect(failed?.output).toBe("ls: cannot access 'missing-folder': No such file or directory\n");
    expect(patched).toMatchObject({ ok: true, meta: { exitCode: 0 } });
  });

  test('a process that outlives its call gets its exit code later, on the same call', () => {
    const slow = ofKind(events, 'tool_call')[2]?.toolUseId ?? '';
    expect(resultsOf(events, slow).map(({ ok, output, meta }) => [ok, output, meta?.exitCode])).toEqual([
      [undefined, 'started\n', undefined],
      [false, 'started\nended\n', 3],
    ]);
  });

  test('ids are unique, and the same when the lines are read again', () => {
    const ids = events.map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(read('commands').events.map((event) => event.id)).toEqual(ids);
  });

  test('a script of one call is that call; the commands of a longer one are calls of their own', () => {
    const scripts = read('scripts').events;
    expect(
      ofKind(scripts, 'tool_call').map(({ tool, input }) => [tool, input?.cmd ?? typeof input?.input]),
    ).toEqual([
      ['exec_command', 'ls /nope && echo hi'],
      ['exec', 'string'],
      ['exec_command', 'echo one'],
      ['exec_command', 'echo two'],
    ]);
    const [single] = ofKind(scripts, 'tool_call');
    expect(resultsOf(scripts, single?.toolUseId ?? '')).toMatchObject([
      { ok: false, output: "ls: cannot access '/nope': No such file or directory\n", meta: { exitCode: 2 } },
    ]);
  });

  test('an API error is an answer of its own kind, and ends the turn', () => {
    const failed = read('api-error').events;
    const [answer] = ofKind(failed, 'assistant_message');
    expect(answer).toMatchObject({ origin: 'system', meta: { apiError: true } });
    expect(answer?.text).toContain('the model is gone');
    expect(ofKind(failed, 'turn_end')).toHaveLength(1);
  });

  test('an interrupt ends a turn as interrupted, and is no prompt', () => {
    const stopped = read('interrupted').events;
    expect(ofKind(stopped, 'user_prompt').map((event) => event.text)).toEqual(['First prompt', 'slow one']);
    expect(ofKind(stopped, 'turn_end')[0]?.meta?.interrupted).toBe(true);
  });

  test('a compaction is an event; its summary is neither answer nor prompt', () => {
    const compacted = read('compact').events;
    expect(ofKind(compacted, 'compaction')).toHaveLength(1);
    expect(ofKind(compacted, 'user_prompt').map((event) => event.text)).toEqual(['Make a greeting file']);
    expect(ofKind(compacted, 'assistant_message').map((event) => event.text)).toEqual([
      'Now one that fails.',
      'Everything is done: greet.txt says hello.',
    ]);
  });

  test("a subagent's file belongs to the session that started it, and its prompt is the agent's", () => {
    const parent = read('with-subagent');
    const child = read('subagent-child');
    const sessions = new Set([...parent.events, ...child.events].map((event) => event.sessionId));
    expect(sessions.size).toBe(1);
    expect(new Set(child.events.map((event) => event.meta?.subagentId)).size).toBe(1);
    expect(child.events[0]?.meta?.subagentId).toBeDefined();
    expect(parent.events.every((event) => event.meta?.subagentId === undefined)).toBe(true);
    const [task] = ofKind(child.events, 'user_prompt');
    expect(task).toMatchObject({ origin: 'assistant', text: 'SUBTASK-LIST: list the files' });
    expect(ofKind(child.events, 'session_start')).toEqual([]);
    expect(ofKind(parent.events, 'user_prompt').map((event) => event.text)).toEqual(['Delegate']);
  });
});

describe('rollouts of early 2026', () => {
  const { events, unknown } = read('early-2026');

  test('a second prompt in one turn was queued; context sent in the user role is no prompt', () => {
    expect(unknown).toEqual([]);
    expect(ofKind(events, 'user_prompt').map(({ text, meta }) => [text, meta?.promptSource])).toEqual([
      ['run the slow suite', 'typed'],
      ['only the core part', 'queued'],
    ]);
    expect(ofKind(events, 'user_prompt')[0]?.meta?.images).toBe(1);
  });

  test('the exit code that polling brings in belongs to the command', () => {
    expect(resultsOf(events, 'call_slow').map(({ ok, meta }) => [ok, meta?.exitCode])).toEqual([
      [undefined, undefined],
      [false, 2],
    ]);
  });

  test('MCP results are marked as such, web searches have no result', () => {
    expect(ofKind(events, 'tool_call').map((event) => event.tool)).toEqual([
      'exec_command',
      'write_stdin',
      'mcp__apps__forge__fetch_pr',
      'web_search',
    ]);
    expect(resultsOf(events, 'call_mcp')[0]?.origin).toBe('mcp');
  });

  test('branch, folder, model and version are kept', () => {
    expect(ofKind(events, 'session_start')[0]?.meta).toMatchObject({ agentVersion: '0.140.0' });
    const meta = { gitBranch: 'topic', cwd: '/home/dev/project/core', model: 'gpt-x' };
    expect(ofKind(events, 'assistant_message')[0]?.meta).toEqual(meta);
    expect(ofKind(events, 'compaction')).toHaveLength(1);
    expect(ofKind(events, 'turn_end')[0]?.meta?.interrupted).toBe(true);
  });
});

describe('rollouts of 2025', () => {
  const { events } = read('year-2025');

  test("the IDE's context is taken off the request", () => {
    expect(ofKind(events, 'user_prompt').map((event) => event.text)).toEqual([
      'list the sources',
      'leave them',
    ]);
  });

  test('exit codes are read from the output text, refusals are denials', () => {
    expect(resultsOf(events, 'call_ls')).toMatchObject([
      { ok: true, output: 'a.c\n', meta: { exitCode: 0 } },
    ]);
    expect(resultsOf(events, 'call_rm')).toMatchObject([{ ok: false, meta: { denied: true } }]);
  });

  test('lines without turns have unique ids too', () => {
    const ids = events.map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('odd lines', () => {
  test('lines before any session_meta belong to the session named by the file', () => {
    const { events } = readLines([line({ type: 'user_message', message: 'hello' })]);
    expect(events).toMatchObject([{ sessionId: 'from-file-name', kind: 'user_prompt' }]);
  });

  test('a prompt written as event and as item is one, in either order; said twice it is two', () => {
    const asEvent = line({ type: 'user_message', message: 'again' });
    const item = { type: 'UserMessage', id: 'u1', content: [{ type: 'text', text: 'again' }] };
    const asItem = line({ type: 'item_completed', item });
    const count = (lines: string[]) => readLines(lines).events.length;
    expect([count([asEvent, asItem]), count([asItem, asEvent])]).toEqual([1, 1]);
    expect(count([asEvent, asEvent])).toBe(2);
  });

  test('the lines a fork copied keep the ids they had in the other thread', () => {
    const meta = (id: string) => line({ id, cwd: '/p' }, 'session_meta');
    const prompt = line({ type: 'user_message', message: 'first' });
    const original = readLines([meta('old'), prompt]).events;
    const fork = readLines([meta('new'), meta('old'), prompt]).events;
    expect(fork.at(-1)?.id).toBe(original.at(-1)?.id);
    expect(fork.at(-1)?.sessionId).toBe('new');
  });

  test('a heartbeat of an automation is kept, but is no prompt of the user', () => {
    const beat = '<heartbeat>\n  <automation_id>nightly</automation_id>\n</heartbeat>';
    const { events } = readLines([line({ type: 'user_message', message: beat })]);
    expect(events).toMatchObject([{ kind: 'user_prompt', origin: 'system' }]);
  });

  test.each([
    {},
    { type: 'event_msg' },
    { type: 'event_msg', payload: null },
    { type: 'response_item', payload: { type: 'function_call' } },
    { type: 'response_item', payload: { type: 'function_call', call_id: 'c', name: 'x', arguments: '{' } },
    { type: 'response_item', payload: { type: 'function_call_output', call_id: 'c', output: { a: 1 } } },
    { type: 'event_msg', payload: { type: 'item_completed', item: { type: 'CommandExecution' } } },
    { type: 'constructor', payload: { type: 'toString' } },
  ])('a line of unexpected shape does no harm: %j', (odd) => {
    expect(() => readLines([JSON.stringify(odd)])).not.toThrow();
  });

  test('no payload makes the reader throw', () => {
    const types = ['session_meta', 'event_msg', 'response_item', 'compacted', 'turn_context'];
    const kinds = [
      'user_message',
      'item_completed',
      'message',
      'function_call',
      'function_call_output',
      'error',
    ];
    const odd = fc.record({
      type: fc.constantFrom(...types),
      timestamp: fc.jsonValue(),
      payload: fc.dictionary(
        fc.constantFrom('type', 'item', 'content', 'output', 'call_id', 'id'),
        fc.jsonValue(),
      ),
      kind: fc.constantFrom(...kinds),
    });
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 5 }), (records) => {
        readLines(
          records.map(({ kind, payload, ...rest }) =>
            JSON.stringify({ ...rest, payload: { type: kind, ...payload } }),
          ),
        );
      }),
    );
  });

  test('an unknown type is named', () => {
    expect(readLines([line({ type: 'brand_new' })]).unknown).toEqual(['event_msg/brand_new']);
  });
});
