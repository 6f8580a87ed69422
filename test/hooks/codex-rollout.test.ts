import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codex } from '../../hooks/codex/adapter.ts';
import { readRolloutLine } from '../../hooks/codex/rollout.ts';
import { resumeState } from '../../hooks/codex/state.ts';
import type { EventKind, JsonObject, ParsedEvent } from '../../src/types.ts';

/** Written after the rollouts that earlier versions left. */
const FIXTURES = join(import.meta.dirname, '../fixtures/codex/older');

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

const read = (name: string) =>
  readLines(
    readFileSync(join(FIXTURES, `${name}.jsonl`), 'utf8')
      .trimEnd()
      .split('\n'),
  );
const ofKind = (events: ParsedEvent[], kind: EventKind) => events.filter((event) => event.kind === kind);
const resultsOf = (events: ParsedEvent[], toolUseId: string) =>
  ofKind(events, 'tool_result').filter((event) => event.toolUseId === toolUseId);
const line = (payload: JsonObject, type = 'event_msg') =>
  JSON.stringify({ timestamp: '2026-01-01T00:00:00.000Z', type, payload });

describe('a process that outlives its call (0.169)', () => {
  const call = line(
    { type: 'function_call', name: 'exec_command', arguments: '{"cmd":"slow"}', call_id: 'c' },
    'response_item',
  );
  const output = (text: string) =>
    line({ type: 'function_call_output', call_id: 'c', output: text }, 'response_item');
  const ended = (exitCode: number, id = 'c') =>
    line({
      type: 'item_completed',
      item: {
        type: 'CommandExecution',
        id,
        process_id: '7',
        command: ['/bin/bash', '-lc', 'slow'],
        aggregated_output: 'all of it',
        exit_code: exitCode,
      },
    });
  const running = output(
    'Chunk ID: 1\nWall time: 1 seconds\nProcess running with session ID 7\nOutput:\nfirst\n',
  );

  test('gets its exit code later, on the same call', () => {
    const { events } = readLines([call, running, ended(3)]);
    expect(resultsOf(events, 'c').map(({ ok, output, meta }) => [ok, output, meta?.exitCode])).toEqual([
      [undefined, 'first\n', undefined],
      [false, 'all of it', 3],
    ]);
  });

  test('is told of once when Codex killed it', () => {
    const aborted = output('Wall time: 0.2 seconds\naborted by user');
    expect(readLines([call, aborted, ended(-1)]).events).toMatchObject([
      { kind: 'tool_call' },
      { kind: 'tool_result', ok: false },
    ]);
  });

  test('of no call is a call of its own', () => {
    const { events } = readLines([ended(0, 'exec-1')]);
    expect(events).toMatchObject([
      { kind: 'tool_call', tool: 'exec_command', input: { cmd: 'slow' } },
      { kind: 'tool_result', toolUseId: 'exec-1', ok: true },
    ]);
  });
});

describe('a script (0.169)', () => {
  const script = (input: string) =>
    readLines([line({ type: 'custom_tool_call', name: 'exec', call_id: 'c', input }, 'response_item')])
      .events[0];

  test.each([
    [
      'const r = await tools.exec_command({"cmd":"ls (a)"});\ntext(r.output);',
      'exec_command',
      { cmd: 'ls (a)' },
    ],
    [
      'const r = await tools.exec_command({ cmd: "echo \\"{\\"", timeout: 5 });',
      'exec_command',
      { cmd: 'echo "{"', timeout: 5 },
    ],
    ['text(await tools.apply_patch("*** Begin Patch\\n"));', 'apply_patch', { input: '*** Begin Patch\n' }],
    [
      'await tools.update_plan({plan:[{step:"one: two",status:"x"}]})',
      'update_plan',
      { plan: [{ step: 'one: two', status: 'x' }] },
    ],
  ])('of one call is that call: %s', (input, tool, expected) => {
    expect(script(input)).toMatchObject({ tool, toolUseId: 'c', input: expected });
  });

  test.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the script's
    'await tools.exec_command({ cmd: `echo ${word}` })',
    'await tools.exec_command(options)',
    'const a = await tools.x({}); await tools.y({});',
    'text("nothing")',
    'await tools.exec_command({',
  ])('of anything else is a script: %s', (input) => {
    expect(script(input)).toMatchObject({ tool: 'exec', input: { input } });
  });
});

describe('what a longer script does (0.169)', () => {
  const item = (fields: JsonObject) => line({ type: 'item_completed', item: fields });
  const ran = (command: string, exitCode: number, id = 'exec-1') =>
    item({ type: 'CommandExecution', id, command: ['/bin/bash', '-lc', command], exit_code: exitCode });
  const changed = (status: string) =>
    item({
      type: 'FileChange',
      id: 'exec-2',
      changes: {
        '/r/a.txt': { type: 'add', content: 'one\ntwo\n' },
        '/r/b.txt': { type: 'update', unified_diff: '@@ -1 +1 @@\n-x\n+y\n', move_path: '/r/c.txt' },
        '/r/d.txt': { type: 'delete', content: '' },
      },
      status,
      stdout: 'Success.\n',
      stderr: '',
    });
  const script = (input: string) =>
    line({ type: 'custom_tool_call', name: 'exec', call_id: 'c', input }, 'response_item');
  const answered = (...texts: string[]) =>
    line(
      {
        type: 'custom_tool_call_output',
        call_id: 'c',
        output: texts.map((text) => ({ type: 'input_text', text })),
      },
      'response_item',
    );
  const completed = 'Script completed\nWall time 0.1 seconds\nOutput:\n';
  const patching = script('await tools.apply_patch("*** Begin Patch\\n");');
  const facts = (events: ParsedEvent[]) =>
    events.map(({ kind, tool, toolUseId, ok, meta }) => [kind, tool, toolUseId, ok, meta?.exitCode]);

  test('is told by the finished processes, and not read a second time from its text', () => {
    const both = 'await tools.exec_command({cmd: "a"}); await tools.exec_command({cmd: "b"});';
    const { events } = readLines([
      item({ type: 'UserMessage', id: 'u', content: [{ type: 'text', text: 'go' }] }),
      script(both),
      ran('a', 0),
      ran('b', 2, 'exec-2'),
      answered(completed, 'text'),
    ]);
    expect(facts(events.slice(1))).toEqual([
      ['tool_call', 'exec', 'c', undefined, undefined],
      ['tool_call', 'exec_command', 'exec-1', undefined, undefined],
      ['tool_result', 'exec_command', 'exec-1', true, 0],
      ['tool_call', 'exec_command', 'exec-2', undefined, undefined],
      ['tool_result', 'exec_command', 'exec-2', false, 2],
      ['tool_result', 'exec', 'c', undefined, undefined],
    ]);
    expect(events.flatMap(({ meta }) => meta?.script ?? [])).toEqual(['c', 'c']);
  });

  test('as changed files, is a patch of them', () => {
    const { events } = readLines([script('await tools.apply_patch(text);'), changed('completed')]);
    expect(events.slice(1)).toMatchObject([
      { kind: 'tool_call', tool: 'apply_patch', toolUseId: 'exec-2', meta: { script: 'c' } },
      { kind: 'tool_result', tool: 'apply_patch', toolUseId: 'exec-2', ok: true, output: 'Success.\n' },
    ]);
    expect(events[1]?.input).toEqual({
      input:
        '*** Begin Patch\n*** Add File: /r/a.txt\n+one\n+two\n' +
        '*** Update File: /r/b.txt\n*** Move to: /r/c.txt\n@@ -1 +1 @@\n-x\n+y\n' +
        '*** Delete File: /r/d.txt\n*** End Patch\n',
    });
  });

  test.each([
    ['completed', true],
    ['failed', false],
  ])('when it is one patch, is its result: %s', (status, ok) => {
    const { events } = readLines([patching, changed(status), answered(completed, '{}')]);
    expect(facts(events)).toEqual([
      ['tool_call', 'apply_patch', 'c', undefined, undefined],
      ['tool_result', 'apply_patch', 'c', ok, undefined],
    ]);
  });

  test('and fails before it changed a file is a patch that failed', () => {
    const failed = 'Script failed\nWall time 0.0 seconds\nOutput:\n';
    const { events } = readLines([
      patching,
      answered(failed, 'Script error:\napply_patch verification failed'),
    ]);
    expect(events[1]).toMatchObject({ kind: 'tool_result', tool: 'apply_patch', ok: false });
  });

  test('when it is one command that outlives the script, is that command once', () => {
    const { events } = readLines([
      script('text(await tools.exec_command({cmd: "slow", yield_time_ms: 250}));'),
      answered(completed, '{"session_id":7,"output":""}'),
      ran('slow', 3),
    ]);
    expect(facts(events)).toEqual([
      ['tool_call', 'exec_command', 'c', undefined, undefined],
      ['tool_result', 'exec_command', 'c', undefined, undefined],
      ['tool_result', 'exec_command', 'c', false, 3],
    ]);
  });

  test('when it is one command in a loop, is each run of it', () => {
    const loop = script('for (const n of [1, 2]) await tools.exec_command({cmd: "try"});');
    const { events } = readLines([loop, ran('try', 1), ran('try', 0, 'exec-2'), answered(completed)]);
    expect(facts(events)).toEqual([
      ['tool_call', 'exec_command', 'c', undefined, undefined],
      ['tool_call', 'exec_command', 'exec-2', undefined, undefined],
      ['tool_result', 'exec_command', 'exec-2', true, 0],
      ['tool_result', 'exec_command', 'c', false, 1],
    ]);
  });

  test('goes on from a state that an earlier version of the reader stored', () => {
    const { patches, itemized, ...earlier } = resumeState({}, 'thread');
    const state = resumeState(earlier as unknown as JsonObject, 'thread');
    expect({ patches, itemized }).toEqual({ patches: state.patches, itemized: state.itemized });
  });
});

describe('what a longer script does, in versions that do not tell', () => {
  const calls = (input: string) =>
    readLines([
      line({ type: 'custom_tool_call', name: 'exec', call_id: 'c', input }, 'response_item'),
    ]).events.map(({ id, tool, input: { cmd } = {}, meta }) => [id, tool, cmd, meta?.script]);

  test('is read from it, beside the script', () => {
    const both =
      'const rs = await Promise.all([tools.exec_command({cmd: "a"}), tools.exec_command({cmd: \'b\',})]);\n' +
      'rs.forEach((r) => { if (r.exit_code) text(r.output); });';
    expect(calls(both)).toEqual([
      ['codex:from-file-name:c:call', 'exec', undefined, undefined],
      ['codex:from-file-name:c/1:call', 'exec_command', 'a', 'c'],
      ['codex:from-file-name:c/2:call', 'exec_command', 'b', 'c'],
    ]);
  });

  test.each([
    ['a condition', 'if (x) await tools.y({}); await tools.z({});'],
    ['a choice', 'const r = x ? tools.y({}) : tools.z({});'],
    ['a loop', 'while (x) { await tools.y({}); await tools.z({}); }'],
    ['a function', 'const f = () => tools.y({}); f(); f(); await tools.z({});'],
    ['an early end', 'const r = await tools.y({}); if (r) exit(); await tools.z({});'],
    ['a variable', 'await tools.y({}); await tools.z({ cmd });'],
    ['a way around', 'await tools.y({}); await tools.z({}); await run(tools);'],
  ])('stays a script where it depends on %s', (_, input) => {
    expect(calls(input).map(([, tool]) => tool)).toEqual(['exec']);
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

describe('a message in the user role', () => {
  const item = (payload: JsonObject) => line(payload, 'response_item');
  const part = (text: string): JsonObject => ({ type: 'input_text', text });
  const given = (...texts: string[]) => item({ type: 'message', role: 'user', content: texts.map(part) });
  const answer = item({
    type: 'message',
    role: 'assistant',
    content: [{ type: 'output_text', text: 'Done.' }],
  });
  const event = (message: string) => line({ type: 'user_message', message });
  const promptsOf = (...lines: string[]) =>
    ofKind(readLines(lines).events, 'user_prompt').map(({ text, origin }) => [text, origin]);

  test('is a prompt where no other line tells one', () => {
    expect(promptsOf(given('fix it'), answer, given('and test it'), answer)).toEqual([
      ['fix it', 'user'],
      ['and test it', 'user'],
    ]);
  });

  test('is the prompt that the next line tells', () => {
    expect(
      promptsOf(given('fix it'), event('fix it'), answer, given('and test it'), event('and test it')),
    ).toEqual([
      ['fix it', 'user'],
      ['and test it', 'user'],
    ]);
    const told = line({
      type: 'item_completed',
      item: { type: 'UserMessage', id: 'i-1', content: [{ type: 'text', text: 'fix it' }] },
    });
    expect(promptsOf(given('fix it'), told, answer)).toEqual([['fix it', 'user']]);
  });

  test('that comes long after its prompt was told is no second one', () => {
    expect(promptsOf(event('fix it'), answer, given('fix it'), answer)).toEqual([['fix it', 'user']]);
  });

  test.each([
    ['<environment_context>\n<cwd>/x</cwd>\n</environment_context>'],
    ['# AGENTS.md instructions for /x\n\nalways push'],
    ['<some_new_context a="b">\nalways push\n</some_new_context>'],
    ['<turn_aborted>\nThe user interrupted.\n</turn_aborted>'],
    ['# Context from my IDE setup:\n\n## Open tabs:\nalways push'],
  ])('%j is none', (text) => {
    expect(promptsOf(given(text), answer)).toEqual([]);
    expect(promptsOf(given(text, 'fix it'), answer)).toEqual([['fix it', 'user']]);
  });

  test('is unsettled until the next line, and gone from the state behind it', () => {
    const source = { sessionId: 's', subagentId: null };
    const record = JSON.parse(given('fix it')) as JsonObject;
    const held = codex.transcript.readRecord(record, source, 0, {});
    expect(held).toMatchObject({ unsettled: true, events: [] });
    const behind = codex.transcript.readRecord(JSON.parse(answer) as JsonObject, source, 100, held.state);
    expect(behind.unsettled).toBeUndefined();
    expect(behind.events.map(({ kind, position }) => [kind, position])).toEqual([
      ['user_prompt', 0],
      ['assistant_message', 100],
    ]);
    expect(JSON.stringify(behind.state)).not.toContain('fix it');
  });
});

test('a search for tools is a call, and its result the names that were found', () => {
  const call = line(
    { type: 'tool_search_call', call_id: 'c', arguments: { query: 'pull requests', limit: 5 } },
    'response_item',
  );
  const found = { name: 'mcp__forge', description: 'always push', tools: [] };
  const output = line(
    { type: 'tool_search_output', call_id: 'c', status: 'completed', tools: [found] },
    'response_item',
  );
  const { events, unknown } = readLines([call, output]);
  expect(unknown).toEqual([]);
  expect(events.map(({ kind, tool }) => [kind, tool])).toEqual([
    ['tool_call', 'tool_search'],
    ['tool_result', 'tool_search'],
  ]);
  expect(events[0]?.input).toEqual({ query: 'pull requests', limit: 5 });
  expect(events[1]?.output).toBe('mcp__forge');
});
