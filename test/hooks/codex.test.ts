import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codex } from '../../hooks/codex/adapter.ts';
import type { TranscriptSource } from '../../src/agent-adapter.ts';
import { type EventKind, isRealPrompt, type JsonObject, type ParsedEvent } from '../../src/types.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/codex');
const SCENES = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'older')
  .map(({ name }) => name);
const envelope = { recordId: 'r1', at: 1_000 };

interface Played {
  sessionId: string;
  prompts: string[];
  calls: { id: string; name: string }[];
}
const jsonLines = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JsonObject);
const playedIn = (scene: string) =>
  JSON.parse(readFileSync(join(FIXTURES, scene, 'played.json'), 'utf8')) as Played;
const hooksOf = (scene: string) => jsonLines(join(FIXTURES, scene, 'hooks.jsonl'));
const payload = (event: string, scene = 'typed-work') => {
  const found = hooksOf(scene).find(({ hook_event_name: name }) => name === event);
  if (found === undefined) throw new Error(`no ${event} in ${scene}`);
  return found;
};

interface Rollout {
  source: TranscriptSource;
  first: JsonObject;
  events: ParsedEvent[];
  unknown: string[];
  headless: boolean;
}

/** The rollouts of a scene, read as the store does: the state goes through JSON between any two records. */
function rolloutsOf(scene: string): Rollout[] {
  const folder = join(FIXTURES, scene, 'sessions');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.jsonl'),
  );
  return files.map((file) => readRollout(join(folder, file)));
}

function readRollout(path: string): Rollout {
  const records = jsonLines(path);
  const [first = {}] = records;
  const source = codex.transcript.sourceOf(path, first);
  if (source === null) throw new Error(`${path} is no rollout`);
  const rollout: Rollout = { source, first, events: [], unknown: [], headless: false };
  let state: JsonObject = {};
  records.forEach((record, position) => {
    const parsed = codex.transcript.readRecord(record, source, position, state);
    rollout.events.push(...parsed.events);
    if (parsed.unknownType !== null) rollout.unknown.push(parsed.unknownType);
    rollout.headless ||= parsed.headless;
    state = JSON.parse(JSON.stringify(parsed.state)) as JsonObject;
  });
  return rollout;
}

/** All that a scene's session did, its subagents' rollouts included. */
function sessionOf(scene: string): ParsedEvent[] {
  const { sessionId } = playedIn(scene);
  return rolloutsOf(scene).flatMap(({ events }) => events.filter((event) => event.sessionId === sessionId));
}
const ofKind = (events: readonly ParsedEvent[], kind: EventKind) =>
  events.filter((event) => event.kind === kind);

describe.each(SCENES)('recorded: %s', (scene) => {
  const events = sessionOf(scene);
  const { prompts, calls, sessionId } = playedIn(scene);

  test('every prompt and every call is there once, and every line is known', () => {
    expect(rolloutsOf(scene).flatMap(({ unknown }) => unknown)).toEqual([]);
    expect(events.filter(isRealPrompt).map(({ text }) => text)).toEqual(prompts);
    const ids = (kind: EventKind) =>
      ofKind(events, kind)
        .map(({ toolUseId }) => toolUseId)
        .sort();
    expect(ids('tool_call')).toEqual(calls.map(({ id }) => id).sort());
    expect(ids('tool_result')).toEqual(ids('tool_call'));
  });

  test('ids are unique, and the same when it is read again', () => {
    const ids = events.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(sessionOf(scene).map(({ id }) => id)).toEqual(ids);
  });

  test('its hooks name the session, or one that only the review of hooks made', () => {
    const named = hooksOf(scene).map((hook) => codex.readHook(hook, envelope)?.sessionId);
    expect(named).toContain(sessionId);
    expect(named).not.toContain(undefined);
  });
});

describe('what only some sessions have', () => {
  test('with exec, prompts are headless; in a terminal typed, or queued when sent into a running turn', () => {
    const sources = (scene: string) =>
      ofKind(sessionOf(scene), 'user_prompt').map(({ meta }) => meta?.promptSource);
    expect(sources('executed-work')).toEqual(['headless']);
    expect(sources('typed-work')).toEqual(['typed', 'typed']);
    expect(sources('served-work')).toEqual(['typed', 'typed']);
    expect(sources('steered-turn')).toEqual(['typed', 'queued']);
  });

  test('the exit code of a command comes with its result, and decides', () => {
    const failed = ofKind(sessionOf('executed-work'), 'tool_result').filter(({ ok }) => ok === false);
    expect(failed).toMatchObject([{ tool: 'exec_command', meta: { exitCode: 2 } }]);
    expect(failed[0]?.output).toMatch(/^ls: cannot access/);
  });

  test('a script of one call is that call, with the exit code of its process', () => {
    const events = sessionOf('scripted-work');
    expect(ofKind(events, 'tool_call').map(({ tool }) => tool)).toEqual([
      'exec_command',
      'exec_command',
      'apply_patch',
    ]);
    expect(ofKind(events, 'tool_result').map(({ meta }) => meta?.exitCode)).toEqual([0, 2, undefined]);
  });

  test('an API error is an answer of its own kind, and ends the turn', () => {
    const events = sessionOf('failed-request');
    expect(ofKind(events, 'assistant_message')).toMatchObject([
      { origin: 'system', meta: { apiError: true } },
    ]);
    expect(ofKind(events, 'turn_end')).toHaveLength(1);
  });

  test('an interrupt ends a turn as interrupted, and is no prompt', () => {
    const ends = ofKind(sessionOf('interrupted-turns'), 'turn_end');
    expect(ends.map(({ meta }) => meta?.interrupted === true)).toEqual([true, true, false]);
  });

  test('a compaction is an event; its summary is neither answer nor prompt', () => {
    const events = sessionOf('compacted-session');
    expect(ofKind(events, 'compaction')).toHaveLength(1);
    expect(ofKind(events, 'assistant_message')).toHaveLength(2);
  });

  test("a subagent's rollout belongs to the session that started it, and none of it is a prompt of the user", () => {
    const child = rolloutsOf('delegated-work').find(({ source }) => source.subagentId !== null);
    const { sessionId } = playedIn('delegated-work');
    expect(child?.source.sessionId).toBe(sessionId);
    expect(child?.events.length).toBeGreaterThan(0);
    for (const event of child?.events ?? []) {
      expect(event).toMatchObject({ sessionId, meta: { subagentId: child?.source.subagentId } });
      expect(event.kind).not.toBe('session_start');
    }
  });
});

describe('hook payloads', () => {
  test.each([
    ['SessionStart', 'typed-work', 'session_start'],
    ['Stop', 'typed-work', 'turn_end'],
    ['SessionEnd', 'typed-work', 'session_end'],
    ['UserPromptSubmit', 'typed-work', 'other'],
    ['Interrupt', 'interrupted-turns', 'turn_end'],
    ['PostCompact', 'compacted-session', 'compaction'],
    ['SubagentStart', 'delegated-work', 'other'],
    ['SubagentStop', 'delegated-work', 'other'],
  ])('%s in %s tells the moment %s', (name, scene, moment) => {
    expect(codex.readHook(payload(name, scene), envelope)).toMatchObject({
      moment,
      cwd: expect.stringMatching(/^\//),
    });
  });

  test("a subagent's payload does not pass its own transcript off as the session's", () => {
    expect(codex.readHook(payload('SubagentStart', 'delegated-work'), envelope)?.transcriptPath).toBeNull();
    expect(codex.readHook(payload('Stop'), envelope)?.transcriptPath).toMatch(/rollout-.*\.jsonl$/);
  });

  test('only the end of a session is a row of its own; the rest is in the transcript', () => {
    expect(codex.readHook(payload('Stop'), envelope)?.events).toEqual([]);
    expect(codex.readHook(payload('SessionEnd'), envelope)?.events).toMatchObject([
      { kind: 'session_end', at: 1_000 },
    ]);
  });

  test('a session the user asked not to persist leaves no row', () => {
    const ephemeral = { ...payload('SessionEnd'), transcript_path: null };
    expect(codex.readHook(ephemeral, envelope)).toBeNull();
  });

  test.each<JsonObject>([{}, { session_id: 7 }, { session_id: '' }])('%j is no payload', (odd) => {
    expect(codex.readHook(odd, envelope)).toBeNull();
  });
});

describe('transcripts', () => {
  const folder = '/home/dev/.codex/sessions/2026/11/21';
  const rollout = (id: string) => `${folder}/rollout-2026-11-21T07-56-24-${id}.jsonl`;
  const root = '01a1fd1b-3fa8-7c70-a660-e35c7f9df2bf';

  test("without its first record, a rollout is its thread's", () => {
    expect(codex.transcript.sourceOf(rollout(root))).toEqual({ sessionId: root, subagentId: null });
  });

  test('other files are no transcripts', () => {
    const names = ['history.jsonl', 'rollout-x.jsonl', `rollout-2026-11-21T07-56-24-${root}.json`];
    expect(names.map((name) => codex.transcript.sourceOf(`${folder}/${name}`))).toEqual([null, null, null]);
  });

  test('they lie where CODEX_HOME says', () => {
    expect(codex.transcript.roots({ HOME: '/home/dev' })).toContain('/home/dev/.codex/sessions');
    expect(codex.transcript.roots({ HOME: '/home/dev', CODEX_HOME: '/elsewhere' })).toContain(
      '/elsewhere/sessions',
    );
  });

  test('a fork names the session its lines were copied from', () => {
    const source = { sessionId: 'new', subagentId: null };
    const head = (id: string, extra: JsonObject = {}) => ({
      type: 'session_meta',
      payload: { id, ...extra },
    });
    const first = codex.transcript.readRecord(head('new'), source, 0, {});
    expect(first.copiedFrom).toBeNull();
    expect(codex.transcript.readRecord(head('old'), source, 1, first.state).copiedFrom).toBe('old');
    expect(
      codex.transcript.readRecord(head('new', { forked_from_id: 'old' }), source, 0, {}).copiedFrom,
    ).toBe('old');
  });
});
