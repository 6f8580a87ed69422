/** Codex and Cursor through the real hook script and catch-up, alone and beside Claude Code. */

import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { homePaths } from '../../src/paths.ts';
import { eventsOfSession } from '../../src/store/events.ts';
import { allHeads, isCaptureOff } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import type { AgentId, JsonObject } from '../../src/types.ts';
import { catchUp } from '../../src/worker/catch-up.ts';
import type { WorkerContext } from '../../src/worker/context.ts';

const FIXTURES = resolve(import.meta.dirname, '../fixtures');
const CAPTURE = resolve(import.meta.dirname, '../../hooks/capture');

let scratch: string;
let project: string;
let context: WorkerContext;

beforeEach(() => {
  scratch = mkdtempSync(join(process.env.HOME ?? '', 'guests-'));
  project = join(scratch, 'project');
  mkdirSync(project);
  const paths = homePaths(join(scratch, '.hivemind'));
  mkdirSync(paths.hooks, { recursive: true });
  mkdirSync(paths.spool);
  copyFileSync(CAPTURE, join(paths.hooks, 'capture'));
  const env = { HOME: scratch };
  context = {
    paths,
    env,
    config: loadConfig(paths.config, env),
    store: openStore(paths.database),
    now: () => Date.now(),
  };
});
afterEach(() => context.store.close());

/** A payload from the fixtures, in this test's project. */
function payload(path: string, more: JsonObject = {}): JsonObject {
  const text = readFileSync(join(FIXTURES, path), 'utf8').replaceAll('/home/dev/project', project);
  return { ...(JSON.parse(text) as JsonObject), ...more };
}

function hook(agent: AgentId, fields: JsonObject, env: Record<string, string> = {}, mark = ''): void {
  const { hooks, home } = context.paths;
  const result = spawnSync('/bin/sh', [join(hooks, 'capture'), agent], {
    input: mark + JSON.stringify(fields),
    env: { HOME: scratch, PATH: process.env.PATH, HIVEMIND_HOME: home, ...env },
  });
  expect(result.status).toBe(0);
}

const rows = (sessionId: string) => eventsOfSession(context.store, sessionId);
const kinds = (sessionId: string) => rows(sessionId).map(({ kind }) => kind);

describe('Codex', () => {
  const SCENE = join(FIXTURES, 'codex', 'delegated-work');
  const { sessionId: session } = JSON.parse(readFileSync(join(SCENE, 'played.json'), 'utf8')) as {
    sessionId: string;
  };
  let folder: string;
  let main: string;

  /** Puts the rollouts of the scene where Codex keeps them. */
  beforeEach(() => {
    folder = join(scratch, '.codex', 'sessions', '2026', '11', '21');
    cpSync(join(SCENE, 'sessions'), join(scratch, '.codex', 'sessions'), { recursive: true });
    main = join(folder, readdirSync(folder).find((name) => name.includes(session)) ?? '');
  });

  const said = (event: string, path: string | null): JsonObject => ({
    session_id: session,
    transcript_path: path,
    cwd: project,
    hook_event_name: event,
    ...(event === 'SessionEnd' ? { reason: 'other' } : {}),
  });

  test('a session comes in with the subagent whose file lies beside those of other sessions', async () => {
    for (const event of ['SessionStart', 'Stop', 'SessionEnd']) hook('codex', said(event, main));
    await catchUp(context);
    expect(allHeads(context.store)).toMatchObject([{ sessionId: session, agent: 'codex', headless: true }]);
    const [prompt] = rows(session).filter(({ kind }) => kind === 'user_prompt');
    expect(prompt).toMatchObject({ text: 'Look around for zetelda', origin: 'user', agent: 'codex' });
    expect(rows(session).filter(({ meta }) => meta?.subagentId !== undefined).length).toBeGreaterThan(0);
    expect(kinds(session).filter((kind) => kind === 'session_end')).toHaveLength(1);
  });

  test('reading again, and a hook that comes twice, add nothing', async () => {
    hook('codex', said('Stop', main));
    await catchUp(context);
    const before = rows(session).length;
    hook('codex', said('Stop', main));
    await catchUp(context);
    expect(rows(session)).toHaveLength(before);
  });

  test('a session that Codex does not persist leaves no row', async () => {
    for (const event of ['SessionStart', 'Stop', 'SessionEnd']) hook('codex', said(event, null));
    await catchUp(context);
    expect(allHeads(context.store)).toEqual([]);
  });

  test('one hook with capture off keeps the whole session out, its subagents too', async () => {
    hook('codex', said('SessionStart', main), { HIVEMIND_CAPTURE: 'false' });
    hook('codex', said('Stop', main));
    await catchUp(context);
    expect(isCaptureOff(context.store, session)).toBe(true);
    expect(allHeads(context.store)).toEqual([]);
    expect(rows(session)).toEqual([]);
  });
});

describe('Cursor', () => {
  const conversation = '7f3c1f0e-6a0f-4a52-9d0c-2f2f5d1b8a11';
  const TURN = [
    'sessionStart',
    'beforeSubmitPrompt',
    'postToolUse',
    'afterAgentResponse',
    'stop',
    'sessionEnd',
  ];
  /** What Cursor calls the events when it runs the hooks of Claude Code's settings. */
  const OF_CLAUDE = ['SessionStart', 'UserPromptSubmit', 'PostToolUse', null, 'Stop', 'SessionEnd'];
  const WHOLE_TURN = [
    'session_start',
    'user_prompt',
    'tool_call',
    'tool_result',
    'assistant_message',
    'turn_end',
    'session_end',
  ];
  const cursorPayload = (name: string, more?: JsonObject) => payload(`cursor/${name}.json`, more);
  const sorted = (list: readonly string[]) => [...list].sort();

  test('its payloads are the record', async () => {
    for (const name of TURN) hook('cursor', cursorPayload(name));
    await catchUp(context);
    expect(sorted(kinds(conversation))).toEqual(sorted(WHOLE_TURN));
    expect(allHeads(context.store)).toMatchObject([{ agent: 'cursor', cwd: project }]);
  });

  test.each([
    ['under its own names', (index: number) => TURN[index]],
    ["under Claude Code's names", (index: number) => OF_CLAUDE[index] ?? TURN[index]],
  ])("the same events through Claude Code's hooks too, %s, count once", async (_how, nameOf) => {
    TURN.forEach((name, index) => {
      hook('cursor', cursorPayload(name));
      hook('claude-code', cursorPayload(name, { hook_event_name: nameOf(index) ?? name }), {
        CURSOR_VERSION: '3',
      });
    });
    await catchUp(context);
    expect(sorted(kinds(conversation))).toEqual(sorted(WHOLE_TURN));
    expect(allHeads(context.store).map(({ agent }) => agent)).toEqual(['cursor']);
  });

  test("through Claude Code's hooks alone they are Cursor's all the same", async () => {
    for (const name of TURN) hook('claude-code', cursorPayload(name));
    await catchUp(context);
    expect(allHeads(context.store).map(({ agent }) => agent)).toEqual(['cursor']);
    expect(sorted(kinds(conversation))).toEqual(sorted(WHOLE_TURN));
  });

  test('without a prompt and a stop, as with -p, the session still ends', async () => {
    for (const name of ['sessionStart', 'postToolUse', 'sessionEnd']) hook('cursor', cursorPayload(name));
    await catchUp(context);
    expect(allHeads(context.store)[0]?.endedAt).not.toBeNull();
  });

  test('a byte order mark before the payload is no part of it', async () => {
    hook('cursor', cursorPayload('beforeSubmitPrompt'), {}, '\uFEFF');
    await catchUp(context);
    expect(kinds(conversation)).toEqual(['user_prompt']);
    expect(readdirSync(context.paths.spool)).toEqual([]);
  });

  test("Claude Code started in Cursor's terminal stays Claude Code, in one project with Cursor", async () => {
    const path = join(scratch, '.claude', 'projects', 'p', 'c-1.jsonl');
    mkdirSync(join(path, '..'), { recursive: true });
    const line = {
      type: 'user',
      uuid: 'u-1',
      sessionId: 'c-1',
      cwd: project,
      timestamp: new Date().toISOString(),
      promptSource: 'typed',
      message: { role: 'user', content: 'from the terminal' },
    };
    writeFileSync(path, `${JSON.stringify(line)}\n`);
    const own = { session_id: 'c-1', transcript_path: path, cwd: project };
    const inCursor = { CURSOR_VERSION: '3.18.0', CURSOR_PROJECT_DIR: project };
    TURN.forEach((name, index) => {
      hook('cursor', cursorPayload(name));
      hook('claude-code', { ...own, hook_event_name: index === 0 ? 'SessionStart' : 'Stop' }, inCursor);
    });
    await catchUp(context);
    const heads = allHeads(context.store);
    expect(sorted(heads.map(({ agent }) => agent))).toEqual(['claude-code', 'cursor']);
    expect(new Set(heads.map(({ projectId }) => projectId)).size).toBe(1);
    expect(rows('c-1').filter(({ kind }) => kind === 'user_prompt')).toMatchObject([
      { text: 'from the terminal', agent: 'claude-code' },
    ]);
    expect(sorted(kinds(conversation))).toEqual(sorted(WHOLE_TURN));
  });
});
