import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { inspectAgent, programNames } from '../../installers/agent-state.ts';
import { hookScript, installHookFiles } from '../../installers/hook-files.ts';
import type { Installer } from '../../installers/installer.ts';
import { type Place, settingsPath } from '../../installers/place.ts';
import { INSTALLERS } from '../../installers/registry.ts';
import { carryOut, planInstall } from '../../installers/settings-plan.ts';
import { ownRuntime } from '../../src/lib/package.ts';
import { homePaths } from '../../src/paths.ts';

let place: Place;

beforeEach(() => {
  const home = mkdtempSync(join(process.env.HOME ?? '', 'agent-state-'));
  place = { env: { HOME: home, PATH: '' }, paths: homePaths(join(home, '.hivemind')), now: 0 };
});

function installed(installer: Installer): Installer {
  installHookFiles(place.paths, ownRuntime());
  carryOut(planInstall(installer, place), place);
  return installer;
}
const problems = (installer: Installer) => inspectAgent(installer, place).problems;

test('an agent is found by its folder or by its command on PATH', () => {
  const { cursor } = INSTALLERS;
  expect(inspectAgent(cursor, place).detected).toBe(false);
  const bin = join(place.env.HOME ?? '', 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, cursor.program), '');
  chmodSync(join(bin, cursor.program), 0o755);
  expect(inspectAgent(cursor, { ...place, env: { ...place.env, PATH: bin } }).detected).toBe(true);
  mkdirSync(cursor.folder(place.env));
  expect(inspectAgent(cursor, place).detected).toBe(true);
});

test("on Windows a command is a program, or one of npm's scripts", () => {
  expect(programNames('codex', 'linux')).toEqual(['codex']);
  expect(programNames('codex', 'win32')).toEqual(['codex.exe', 'codex.cmd', 'codex.bat']);
});

test('a hook script that is gone is told, with what to do', () => {
  const claude = installed(INSTALLERS['claude-code']);
  expect(problems(claude)).toEqual([]);
  rmSync(hookScript(place.paths));
  expect(problems(claude)).toEqual(['the hook script is gone: run hivemind install']);
});

describe('what keeps hooks from running', () => {
  test("an administrator's settings that allow no hooks of users", () => {
    const managed = join(place.env.HOME ?? '', 'managed-settings.json');
    const claude = installed({ ...INSTALLERS['claude-code'], managed: [managed] });
    expect(problems(claude)).toEqual([]);
    writeFileSync(managed, '{"allowManagedHooksOnly": true}');
    expect(problems(claude)).toEqual([
      `"allowManagedHooksOnly" is true, so no hook of yours runs, says ${managed}`,
    ]);
    writeFileSync(managed, 'no JSON');
    expect(problems(claude)).toEqual([]);
  });

  test('settings of the project we stand in', () => {
    const claude = installed(INSTALLERS['claude-code']);
    const cwd = join(place.env.HOME ?? '', 'project');
    mkdirSync(join(cwd, '.claude'), { recursive: true });
    expect(inspectAgent(claude, { ...place, cwd }).problems).toEqual([]);
    const local = join(cwd, '.claude', 'settings.local.json');
    writeFileSync(local, '{"disableAllHooks": true}');
    expect(inspectAgent(claude, { ...place, cwd }).problems).toEqual([
      `"disableAllHooks" is true, so no hook runs, says ${local}`,
    ]);
    expect(inspectAgent(claude, place).problems).toEqual([]);
  });

  test('a comment, for which Claude Code ignores the whole file', () => {
    const claude = INSTALLERS['claude-code'];
    mkdirSync(claude.folder(place.env));
    writeFileSync(settingsPath(claude, place.env), '{\n  // mine\n  "hooks": {}\n}\n');
    expect(problems(claude)).toEqual([expect.stringMatching(/settings\.json:2:3 is not valid JSON/)]);
  });

  test('a shape that hooks cannot be added to', () => {
    const { codex } = INSTALLERS;
    mkdirSync(codex.folder(place.env));
    writeFileSync(settingsPath(codex, place.env), '{"hooks": []}');
    expect(problems(codex)).toEqual([expect.stringMatching(/hooks\.json:1:11 has array where "hooks"/)]);
  });

  test.each([
    [
      'a key Codex does not know',
      INSTALLERS.codex,
      { theme: 'dark' },
      /rejects the whole file for its key "theme"/,
    ],
    [
      'a type of hook Codex does not know',
      INSTALLERS.codex,
      { hooks: { Stop: [{ hooks: [{ type: 'http' }] }] } },
      /rejects the whole file for a hook of type "http"/,
    ],
    [
      'an event Cursor does not know',
      INSTALLERS.cursor,
      { hooks: { brandNew: [] } },
      /unknown event "brandNew"/,
    ],
    ['a version Cursor does not know', INSTALLERS.cursor, { version: 2 }, /knows version 1/],
    ['disableAllHooks', INSTALLERS['claude-code'], { disableAllHooks: true }, /disableAllHooks/],
  ])('%s', (_name, installer, settings, says) => {
    mkdirSync(installer.folder(place.env));
    writeFileSync(settingsPath(installer, place.env), JSON.stringify(settings));
    expect(problems(installer)[0]).toMatch(says);
  });
});

test('every documented event that we hook is one the agent knows', () => {
  for (const installer of Object.values(INSTALLERS)) {
    const hooks = Object.fromEntries(installer.events.map((event) => [event, [installer.entry('x')]]));
    expect(installer.switchedOff({ ...installer.seed, hooks })).toBeNull();
  }
});
