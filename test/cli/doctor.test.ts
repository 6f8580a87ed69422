import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { INSTALLERS } from '../../installers/registry.ts';
import { processContext } from '../../src/cli/context.ts';
import { probeHook } from '../../src/cli/doctor/probe.ts';
import { throughRim } from '../../src/cli/terminal/rim.ts';
import { loadConfig } from '../../src/config.ts';
import { projectOf } from '../../src/repository/identity.ts';
import { eventsOfSession } from '../../src/store/events.ts';
import { allHeads, registerProject, saveHead } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import { commitPendingVersion, saveSkillVersion } from '../../src/store/skills.ts';
import type { WiredAgentId } from '../../src/types.ts';
import { catchUp } from '../../src/worker/catch-up.ts';
import { mainPage } from '../support/drafts.ts';
import { type Place, place } from './command-line.ts';

let at: Place;

beforeEach(() => {
  at = place({ env: { PATH: process.env.PATH, SHELL: '/bin/sh' } });
  for (const folder of ['.claude', '.codex', '.cursor']) mkdirSync(join(at.home, folder));
});

/** Installs all hooks; what takes their events in is this process, not a daemon. */
async function install(...options: string[]): Promise<void> {
  await at.hivemind('install', '--trust-codex', ...options);
  rmSync(join(at.paths.hooks, 'runtime'));
}

/** Runs doctor while this process takes in what comes. */
async function doctor(...args: string[]) {
  const env = { HOME: at.home };
  const store = openStore(at.paths.database);
  const config = loadConfig(at.paths.config, env);
  const context = { paths: at.paths, env, store, config, now: () => Date.now() };
  const done = new AbortController();
  const taking = (async () => {
    while (!done.signal.aborted) {
      await catchUp(context);
      await delay(20);
    }
  })();
  const printed = await at.hivemind('doctor', ...args);
  done.abort();
  await taking;
  return { ...printed, store };
}

test('a marked event through each hook proves that it works, and leaves no session', async () => {
  await install();
  const { code, out, store } = await doctor();
  expect(out).toBe(
    ['Claude Code', 'Codex', 'Cursor']
      .map((name) => `✓ ${name}: a marked event came through its hook\n`)
      .join(''),
  );
  expect(code).toBe(0);
  expect(allHeads(store)).toEqual([]);
  expect(eventsOfSession(store, '')).toEqual([]);
});

test('capture that is off in this terminal does not stop the marked event', async () => {
  at = place({ env: { PATH: process.env.PATH, HIVEMIND_CAPTURE: 'false' } });
  mkdirSync(join(at.home, '.claude'));
  await install();
  const { code, out } = await doctor();
  expect(out).toContain('✓ Claude Code: a marked event came through its hook');
  expect(out).toContain('✗ nothing is stored, turned off by HIVEMIND_CAPTURE');
  expect(code).toBe(1);
});

test('an agent that is there but not wired is told, and is no problem', async () => {
  await install('--only', 'claude-code');
  const { code, out } = await doctor();
  expect(out).toContain('- Cursor: not wired; hivemind install --only cursor does it\n');
  expect(code).toBe(0);
});

test('each problem is one line that says what to do', async () => {
  await install();
  const settings = join(at.home, '.claude', 'settings.json');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('{', '{"disableAllHooks": true,'));
  rmSync(join(at.home, '.codex', 'config.toml'));
  writeFileSync(join(at.home, '.cursor', 'hooks.json'), '{"version": 1, "hooks": {"brandNew": []}}');
  const { code, out } = await doctor();
  expect(out.trimEnd().split('\n')).toEqual([
    '✗ Claude Code: "disableAllHooks" is true, so no hook runs',
    '✗ Codex: installed, not yet trusted: start codex and choose "Trust all", or type /hooks in it',
    '✗ Cursor: Cursor drops the whole file for the unknown event "brandNew"',
  ]);
  expect(code).toBe(1);
});

test('--json has the same, and nothing else on stdout', async () => {
  await install();
  const { out } = await doctor('--json');
  expect(JSON.parse(out)).toMatchObject({
    agents: [
      { id: 'claude-code', probed: true, problems: [] },
      { id: 'codex', probed: true, trusted: true },
      { id: 'cursor', probed: true },
    ],
    problems: [],
    reach: [],
  });
});

describe('a marked event that does not arrive', () => {
  const probe = (id: WiredAgentId) =>
    probeHook(
      throughRim({ ...processContext(), env: { PATH: process.env.PATH, HOME: at.home }, paths: at.paths }),
      INSTALLERS[id],
      0,
    );

  test('without a daemon says that none started', async () => {
    await install();
    expect(await probe('claude-code')).toMatch(/no daemon started/);
  });

  test('with one that cannot start says why', async () => {
    await install();
    writeFileSync(at.paths.daemonError, 'the native module is missing\n');
    expect(await probe('cursor')).toMatch(/the daemon cannot start: the native module is missing/);
  });
});

test('skills of the project one stands in are told agent by agent', async () => {
  const root = join(realpathSync(at.home), 'repo');
  mkdirSync(root);
  at = { ...place({ cwd: root, env: { PATH: process.env.PATH } }) };
  const store = openStore(at.paths.database);
  const project = await projectOf(root, { HOME: at.home });
  registerProject(store, project, 1);
  for (const agent of ['claude-code', 'codex', 'cursor'] as const) {
    const owner = { agent, workspaceId: 'default', projectId: project.id, cwd: root };
    saveHead(store, {
      sessionId: agent,
      ...owner,
      startedAt: 1,
      lastEventAt: 1,
      endedAt: 1,
      headless: false,
    });
  }
  const path = join(root, '.claude', 'skills', 'release', 'SKILL.md');
  mkdirSync(join(path, '..'), { recursive: true });
  const content = '---\nname: release\ndescription: Releases.\n---\n';
  writeFileSync(path, content);
  const version = {
    candidateId: 'c',
    kind: 'procedure',
    version: 1,
    path,
    files: [mainPage(content)],
    receipts: [],
  } as const;
  saveSkillVersion(store, { projectId: project.id, name: 'release', ...version, runId: null, now: 1 });
  commitPendingVersion(store, project.id, 'release');
  store.close();
  const { out } = await at.hivemind('doctor');
  expect(out).toContain('✓ Claude Code lists 1 of 1 skill of this project\n');
  expect(out).toContain('✗ Codex lists 0 of 1 skill of this project\n');
  expect(out).toContain('skill release: not in .agents/skills or .codex/skills: run hivemind skillify run');
  expect(out).toContain('✓ Cursor lists 1 of 1 skill of this project\n');
});
