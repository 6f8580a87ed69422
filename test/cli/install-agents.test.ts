/** `hivemind install` and `uninstall` with all agents in one home. */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { WIRED_AGENT_IDS } from '../../src/types.ts';
import { type Place, place } from './command-line.ts';

const FILES = { claude: '.claude/settings.json', codex: '.codex/hooks.json', cursor: '.cursor/hooks.json' };
const SETTINGS = '{\n\t"mine": [1, 2]\n}';

let at: Place;

beforeEach(() => {
  at = place({ env: { PATH: '' } });
  for (const folder of ['.claude', '.codex', '.cursor']) mkdirSync(join(at.home, folder));
});

const path = (agent: keyof typeof FILES) => join(at.home, FILES[agent]);
const read = (agent: keyof typeof FILES) => readFileSync(path(agent), 'utf8');
const agents = async () => {
  const { agents } = (await at.json('status')) as { agents: { id: string; installed: boolean }[] };
  return Object.fromEntries(agents.map(({ id, ...state }) => [id, state]));
};

test('all agents found are wired, each told in one line', async () => {
  const { code, out } = await at.hivemind('install');
  expect(code).toBe(0);
  expect(out.split('\n').filter((line) => line.startsWith('✓'))).toHaveLength(WIRED_AGENT_IDS.length);
  expect(out).toContain('Codex: installed, not yet trusted: start codex and choose "Trust all"');
  expect(JSON.parse(read('cursor'))).toMatchObject({ version: 1, hooks: { stop: [{}] } });
  expect(await agents()).toMatchObject({
    'claude-code': { installed: true, trusted: null },
    codex: { installed: true, trusted: false },
    cursor: { installed: true, trusted: null },
  });
});

test('an event in the file because of which Cursor drops all hooks is told when they are wired', async () => {
  writeFileSync(path('cursor'), JSON.stringify({ version: 1, hooks: { brandNew: [] } }));
  const { code, out } = await at.hivemind('install');
  expect(code).toBe(0);
  expect(out).toContain('Cursor: Cursor drops the whole file for the unknown event "brandNew".');
});

test('agents that are not on this machine are left out, unless they are named', async () => {
  const bare = place({ env: { PATH: '' } });
  mkdirSync(join(bare.home, '.codex'));
  expect((await bare.hivemind('install')).out).toContain('not on this machine');
  expect(readdirSync(bare.home).sort()).toEqual(['.codex', '.hivemind']);
  await bare.hivemind('install', '--only', 'cursor');
  expect(existsSync(join(bare.home, FILES.cursor))).toBe(true);
  await bare.hivemind('uninstall');
  expect(existsSync(join(bare.home, '.cursor'))).toBe(false);
});

test('one broken file stops neither the other agents nor says less than where it is broken', async () => {
  writeFileSync(path('codex'), '{\n  "hooks": []\n}\n');
  const { code, err } = await at.hivemind('install');
  expect(code).toBe(1);
  expect(err).toContain(`${path('codex')}:2:12`);
  expect(read('codex')).toBe('{\n  "hooks": []\n}\n');
  expect(await agents()).toMatchObject({ 'claude-code': { installed: true }, cursor: { installed: true } });
});

test('a dry run prints the change and makes none', async () => {
  writeFileSync(path('cursor'), SETTINGS);
  const { out } = await at.hivemind('install', '--dry-run', '--trust-codex');
  expect(out).toContain(`+++ ${path('cursor')}`);
  expect(out).toMatch(/^\+.*beforeSubmitPrompt/m);
  expect(out).toMatch(/^\+trusted_hash = "sha256:/m);
  expect(read('cursor')).toBe(SETTINGS);
  expect(existsSync(path('codex'))).toBe(false);
  expect(existsSync(at.paths.home)).toBe(false);
});

test('uninstall leaves no byte behind, and --check says so', async () => {
  for (const agent of ['claude', 'codex', 'cursor'] as const) writeFileSync(path(agent), SETTINGS);
  await at.hivemind('install', '--trust-codex');
  expect((await at.hivemind('uninstall', '--check')).code).toBe(1);
  await at.hivemind('uninstall');
  for (const agent of ['claude', 'codex', 'cursor'] as const) expect(read(agent)).toBe(SETTINGS);
  expect(existsSync(join(at.home, '.codex', 'config.toml'))).toBe(false);
  expect((await at.hivemind('uninstall', '--check')).code).toBe(0);
});

test('--check tells what is left of every agent, also when one file cannot be read', async () => {
  await at.hivemind('install');
  writeFileSync(path('claude'), 'no JSON');
  const { code, out } = await at.hivemind('uninstall', '--check');
  expect(code).toBe(1);
  expect(out).toContain(`left: perhaps hooks of Claude Code: ${path('claude')}:1:1 is not valid JSON`);
  expect(out).toContain(`left: hooks of Cursor in ${path('cursor')}`);
});

test('several installs at once lose nothing', async () => {
  for (const agent of ['claude', 'codex', 'cursor'] as const) writeFileSync(path(agent), SETTINGS);
  const all = await Promise.all(
    WIRED_AGENT_IDS.flatMap((id) => [1, 2].map(() => at.hivemind('install', '--only', id))),
  );
  expect(all.map(({ code }) => code)).toEqual(all.map(() => 0));
  expect(Object.values(await agents()).map(({ installed }) => installed)).toEqual([true, true, true]);
  await at.hivemind('uninstall');
  for (const agent of ['claude', 'codex', 'cursor'] as const) expect(read(agent)).toBe(SETTINGS);
});

describe('--trust-codex', () => {
  test('is the only way to trust, and is told', async () => {
    expect((await at.hivemind('install', '--trust-codex')).out).toContain('hooks added and trusted');
    expect(await agents()).toMatchObject({ codex: { trusted: true } });
    expect((await at.hivemind('install')).out).not.toContain('not yet trusted');
  });

  test('given later, it trusts what is installed already', async () => {
    await at.hivemind('install');
    const hooks = read('codex');
    expect((await at.hivemind('install', '--trust-codex')).out).toContain('hooks trusted');
    expect(read('codex')).toBe(hooks);
    expect(await agents()).toMatchObject({ codex: { trusted: true } });
  });

  test('does not ask for a review of hooks that the user switched off', async () => {
    writeFileSync(join(at.home, '.codex', 'config.toml'), '[features]\nhooks = false\n');
    const { out } = await at.hivemind('install', '--trust-codex');
    expect(out).toContain('Codex: its hooks are switched off in');
    expect(out).not.toContain('Trust all');
  });

  test('with a config.toml it cannot edit, Codex is left as it was', async () => {
    writeFileSync(join(at.home, '.codex', 'config.toml'), 'hooks = { state = {} }\n');
    const { code, err } = await at.hivemind('install', '--trust-codex');
    expect(code).toBe(1);
    expect(err).toContain('Trust all');
    expect(existsSync(path('codex'))).toBe(false);
    expect(await agents()).toMatchObject({ cursor: { installed: true } });
  });
});
