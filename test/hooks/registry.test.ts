/** What every agent keeps to. A new agent in the registries is covered by being there. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ADAPTERS } from '../../hooks/registry.ts';
import { hookCommand } from '../../installers/hook-command.ts';
import { INSTALLERS } from '../../installers/registry.ts';
import { type AgentAdapter, growsByLines } from '../../src/agent-adapter.ts';
import { AGENTS } from '../../src/agents/registry.ts';
import { type JsonObject, WIRED_AGENT_IDS } from '../../src/types.ts';
import { COMMAND_SHELLS } from '../shells.ts';

const FIXTURES = resolve(import.meta.dirname, '../fixtures');
const CAPTURE = resolve(import.meta.dirname, '../../hooks/capture');
const envelope = { recordId: 'r', at: 1_000 };
const json = fc.jsonValue() as fc.Arbitrary<JsonObject>;

describe.each(WIRED_AGENT_IDS)('%s', (id) => {
  const adapter: AgentAdapter = ADAPTERS[id];
  const installer = INSTALLERS[id];
  const session: JsonObject = id === 'cursor' ? { conversation_id: 's' } : { session_id: 's' };
  const source = { sessionId: 's', subagentId: null };

  test('has one id, and a folder of fixtures', () => {
    expect([adapter.id, installer.id]).toEqual([id, id]);
    expect(existsSync(join(FIXTURES, id))).toBe(true);
  });

  test('reads each event that its installer hooks', () => {
    for (const event of installer.events) {
      expect(adapter.readHook({ ...session, hook_event_name: event }, envelope)?.sessionId).toBe('s');
    }
  });

  test('is woken at the start and the end of a session, and at the end of a turn', () => {
    const moments = installer.events.map(
      (event) => adapter.readHook({ ...session, hook_event_name: event }, envelope)?.moment,
    );
    expect(moments).toEqual(expect.arrayContaining(['session_start', 'turn_end', 'session_end']));
  });

  test.each(['BrandNew', 'constructor', ''])('an event it does not know, %j, tells only of news', (name) => {
    const report = adapter.readHook({ ...session, hook_event_name: name }, envelope);
    expect(report).toMatchObject({ sessionId: 's', moment: 'other', events: [] });
  });

  test('a payload without a session is none', () => {
    expect(adapter.readHook({ hook_event_name: installer.events[0] ?? '' }, envelope)).toBeNull();
  });

  test('nothing in a payload makes it throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...installer.events), fc.dictionary(fc.string(), json), (event, rest) => {
        adapter.readHook({ ...rest, ...session, hook_event_name: event }, envelope);
      }),
    );
  });

  test('nothing in a record makes it throw or changes the state it was given', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), json), { maxLength: 4 }), (records) => {
        let state: JsonObject = {};
        for (const record of records) {
          const before = JSON.stringify(state);
          if (!growsByLines(adapter)) return;
          const parsed = adapter.transcript.readRecord(record, source, 0, state);
          expect(JSON.stringify(state)).toBe(before);
          state = JSON.parse(JSON.stringify(parsed.state)) as JsonObject;
        }
      }),
    );
  });

  test("other agents' files are no transcripts of its own", () => {
    if (!growsByLines(adapter)) return;
    expect(adapter.transcript.sourceOf('/somewhere/else.txt')).toBeNull();
    const folder = AGENTS[id].folder({ HOME: '/home/dev' });
    for (const root of adapter.transcript.roots({ HOME: '/home/dev' })) expect(root).toContain(folder);
  });

  test.each(Object.entries(COMMAND_SHELLS))('its hook command spools its event under %s', (_name, shell) => {
    const home = mkdtempSync(join(process.env.HOME ?? '', "it's a home-"));
    for (const folder of ['hooks', 'spool']) mkdirSync(join(home, folder));
    copyFileSync(CAPTURE, join(home, 'hooks', 'capture'));
    const [program, ...args] = shell;
    const payload = JSON.stringify({ ...session, hook_event_name: installer.events[0] ?? '' });
    const env = { HOME: process.env.HOME, PATH: process.env.PATH };
    const hook = spawnSync(program, [...args, hookCommand(home, id)], {
      input: payload,
      env,
      encoding: 'utf8',
    });
    expect(hook.error).toBeUndefined();
    expect({ status: hook.status, stdout: hook.stdout, stderr: hook.stderr }).toEqual({
      status: 0,
      stdout: id === 'cursor' ? '{}\n' : '',
      stderr: '',
    });
    const [record = ''] = readdirSync(join(home, 'spool'));
    const spooled = readFileSync(join(home, 'spool', record), 'utf8');
    expect(spooled).toContain(`agent ${id}\n`);
    expect(spooled).toContain(payload);
  });
});
