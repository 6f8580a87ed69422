import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codex } from '../../hooks/codex.ts';
import type { JsonObject } from '../../src/types.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/codex');
const envelope = { recordId: 'r1', at: 1_000 };
const payload = (name: string) =>
  JSON.parse(readFileSync(join(FIXTURES, 'hooks', `${name}.json`), 'utf8')) as JsonObject;

describe('hook payloads', () => {
  test.each([
    ['SessionStart', 'session_start'],
    ['SessionStart.resume', 'session_start'],
    ['Stop', 'turn_end'],
    ['Interrupt', 'turn_end'],
    ['PreCompact', 'compaction'],
    ['SessionEnd', 'session_end'],
    ['PostToolUse', 'other'],
    ['SubagentStart', 'other'],
    ['UserPromptSubmit.in-subagent', 'other'],
  ])('%s tells the moment %s', (name, moment) => {
    const report = codex.readHook(payload(name), envelope);
    expect(report).toMatchObject({ moment, cwd: '/home/dev/project' });
  });

  test('every recorded payload names its session', () => {
    for (const file of readdirSync(join(FIXTURES, 'hooks'))) {
      expect(codex.readHook(payload(file.replace('.json', '')), envelope)?.sessionId).toMatch(/^01a1fd/);
    }
  });

  test("a subagent's payload does not pass its own transcript off as the session's", () => {
    expect(codex.readHook(payload('SubagentStart'), envelope)?.transcriptPath).toBeNull();
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
    expect(codex.readHook(ephemeral, envelope)).toMatchObject({ transcriptPath: null, events: [] });
  });

  test.each<JsonObject>([{}, { session_id: 7 }, { session_id: '' }])('%j is no payload', (odd) => {
    expect(codex.readHook(odd, envelope)).toBeNull();
  });
});

describe('transcripts', () => {
  const folder = '/home/dev/.codex/sessions/2026/11/21';
  const rollout = (id: string) => `${folder}/rollout-2026-11-21T07-56-24-${id}.jsonl`;
  const [root, child] = ['01a1fd1b-3fa8-7c70-a660-e35c7f9df2bf', '01a1fd1b-41d1-7bd0-961f-3bbc16fc8cbe'];
  const firstOf = (name: string) =>
    JSON.parse(readFileSync(join(FIXTURES, `${name}.jsonl`), 'utf8').split('\n')[0] ?? '') as JsonObject;

  test("a rollout is its thread's; a subagent's is told from its first record", () => {
    expect(codex.transcriptSource(rollout(root))).toEqual({ sessionId: root, subagentId: null });
    expect(codex.transcriptSource(rollout(root), firstOf('with-subagent'))).toEqual({
      sessionId: root,
      subagentId: null,
    });
    expect(codex.transcriptSource(rollout(child), firstOf('subagent-child'))).toEqual({
      sessionId: root,
      subagentId: child,
    });
  });

  test('other files are no transcripts', () => {
    const names = ['history.jsonl', 'rollout-x.jsonl', `rollout-2026-11-21T07-56-24-${root}.json`];
    expect(names.map((name) => codex.transcriptSource(`${folder}/${name}`))).toEqual([null, null, null]);
  });

  test('they lie where CODEX_HOME says', () => {
    expect(codex.transcriptRoots({ HOME: '/home/dev' })).toContain('/home/dev/.codex/sessions');
    expect(codex.transcriptRoots({ HOME: '/home/dev', CODEX_HOME: '/elsewhere' })).toContain(
      '/elsewhere/sessions',
    );
  });

  test('a record is read without changing the state it was given', () => {
    const source = { sessionId: root, subagentId: null };
    const before = Object.freeze({});
    const record = codex.readRecord(firstOf('with-subagent'), source, 0, before);
    expect(record).toMatchObject({ cwd: '/home/dev/project', headless: true, copiedFrom: null });
    const frozen = JSON.stringify(record.state);
    codex.readRecord(
      { type: 'event_msg', payload: { type: 'task_started', turn_id: 't' } },
      source,
      1,
      record.state,
    );
    expect(JSON.stringify(record.state)).toBe(frozen);
  });

  test('a fork names the session its lines were copied from', () => {
    const source = { sessionId: 'new', subagentId: null };
    const head = (id: string, extra: JsonObject = {}) => ({
      type: 'session_meta',
      payload: { id, ...extra },
    });
    const first = codex.readRecord(head('new'), source, 0, {});
    expect(first.copiedFrom).toBeNull();
    expect(codex.readRecord(head('old'), source, 1, first.state).copiedFrom).toBe('old');
    expect(codex.readRecord(head('new', { forked_from_id: 'old' }), source, 0, {}).copiedFrom).toBe('old');
  });
});
