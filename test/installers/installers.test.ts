import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectAgent } from '../../installers/agent-state.ts';
import { hookCommand } from '../../installers/hook-command.ts';
import type { Installer } from '../../installers/installer.ts';
import { type Place, settingsPath } from '../../installers/place.ts';
import { INSTALLERS } from '../../installers/registry.ts';
import { carryOut, planInstall, planUninstall } from '../../installers/settings-plan.ts';
import { homePaths } from '../../src/paths.ts';
import { AWKWARD_SETTINGS, BROKEN_SETTINGS, forAgent } from './settings-files.ts';

type Scene = Place & { path: string };

/** A person's home with one agent's settings folder in it. */
function scene(installer: Installer, settings: string | null = null): Scene {
  const home = mkdtempSync(join(process.env.HOME ?? '', 'installer-'));
  const env = { HOME: home };
  const paths = homePaths(join(home, '.hivemind'));
  const path = settingsPath(installer, env);
  mkdirSync(dirname(path), { recursive: true });
  if (settings !== null) writeFileSync(path, settings);
  return { env, paths, now: 0, path };
}

/** The same person in a terminal where the agent's settings are elsewhere: below `folder`. */
function elsewhere(at: Scene, installer: Installer, folder: string): Scene {
  const config = join(folder, 'config');
  const env = { HOME: folder, CLAUDE_CONFIG_DIR: config, CODEX_HOME: config };
  return { ...at, env, path: settingsPath(installer, env) };
}

function install(installer: Installer, at: Place): void {
  carryOut(planInstall(installer, at), at);
}

function uninstall(installer: Installer, at: Place): void {
  for (const plan of planUninstall(installer, at)) carryOut(plan, at);
}

const read = (at: Scene) => readFileSync(at.path, 'utf8');
const parse = (text: string): object => JSON.parse(text.replace(/^\uFEFF/, '').trim() || '{}');

function parseable(text: string): boolean {
  try {
    parse(text);
    return text.trim() !== '';
  } catch {
    return false;
  }
}

/** How often our command stands in the settings. */
function timesHooked(at: Scene, installer: Installer): number {
  const command = hookCommand(at.paths.home, installer.id);
  return read(at).split(JSON.stringify(command)).length - 1;
}

/** Whether all of `part` is in `whole`, in order. */
function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (part.startsWith(character, at)) at += character.length;
  return at === part.length;
}

describe.each(Object.values(INSTALLERS))('$id', (installer) => {
  describe.each(Object.entries(AWKWARD_SETTINGS))('%s', (_, written) => {
    const settings = forAgent(installer.id, written);

    test('install adds each hook once and keeps every other byte; uninstall gives all of them back', () => {
      const at = scene(installer, settings);
      install(installer, at);
      const once = read(at);
      expect(timesHooked(at, installer)).toBe(installer.events.length);
      expect(isSubsequence(settings, once)).toBe(true);
      expect(() => parse(once)).not.toThrow();
      const { mtimeMs, ino } = statSync(at.path);
      install(installer, at);
      expect(read(at)).toBe(once);
      expect(statSync(at.path)).toMatchObject({ mtimeMs, ino });
      uninstall(installer, at);
      expect(read(at)).toBe(settings);
      expect(existsSync(at.paths.manifest)).toBe(false);
    });

    test('uninstall after another program rewrote the file takes out ours only', () => {
      const at = scene(installer, settings);
      install(installer, at);
      writeFileSync(at.path, JSON.stringify({ ...parse(read(at)), added: { later: true } }, null, 2));
      uninstall(installer, at);
      const kept = settings.trim() === '' ? installer.seed : parse(settings);
      expect(parse(read(at))).toEqual(parse(JSON.stringify({ ...kept, added: { later: true } })));
    });

    test('uninstall after another program added a setting takes out ours, to the byte', () => {
      const added = (text: string) => text.replace(/\{/, '{"added":1,').replace(',}', '}');
      // With nothing else in the file, the added setting leans on the comma that set ours off.
      const before =
        parseable(added(settings)) && Object.keys(parse(settings)).length > 0 ? settings : '{"model":1}';
      const at = scene(installer, before);
      install(installer, at);
      writeFileSync(at.path, added(read(at)));
      uninstall(installer, at);
      expect(read(at)).toBe(added(before));
    });
  });

  test.each(Object.entries(BROKEN_SETTINGS))('%s is left alone, and the message says where', (_, broken) => {
    const text = forAgent(installer.id, broken.text);
    const at = scene(installer, text);
    expect(() => install(installer, at)).toThrow(expect.objectContaining({ code: 'SETTINGS_UNREADABLE' }));
    expect(() => install(installer, at)).toThrow(broken.says);
    expect(() => install(installer, at)).toThrow(at.path);
    expect(read(at)).toBe(text);
    expect(existsSync(at.paths.manifest)).toBe(false);
  });

  test('settings that cannot be read are a problem that status tells', () => {
    const at = scene(installer, '{');
    expect(inspectAgent(installer, at).problems).toEqual([expect.stringMatching(/is not valid JSON/)]);
  });

  test('a file that install made goes with uninstall, and so do the folders made for it', () => {
    const at = scene(installer);
    const there = elsewhere(at, installer, join(dirname(at.paths.home), 'elsewhere'));
    install(installer, there);
    expect(statSync(there.path).mode & 0o777).toBe(0o600);
    uninstall(installer, there);
    expect(existsSync(dirname(dirname(there.path)))).toBe(false);
  });

  test('a file that install made stays when something else is in it by now', () => {
    const at = scene(installer);
    install(installer, at);
    writeFileSync(at.path, JSON.stringify({ ...parse(read(at)), theme: 'dark' }));
    uninstall(installer, at);
    expect(parse(read(at))).toEqual({ ...installer.seed, theme: 'dark' });
  });

  test('uninstall finds files of an earlier environment by the manifest', () => {
    const at = scene(installer);
    const there = elsewhere(at, installer, join(dirname(at.paths.home), 'elsewhere'));
    install(installer, there);
    uninstall(installer, at);
    expect(existsSync(there.path)).toBe(false);
  });

  test('without a manifest, uninstall finds our hooks by their command line', () => {
    const at = scene(installer, '{\n  "model": "opus"\n}\n');
    install(installer, at);
    writeFileSync(at.paths.manifest, '{"version":1,"installedAt":"2026-01-01T00:00:00.000Z","files":[]}');
    uninstall(installer, at);
    expect(parse(read(at))).toEqual({ model: 'opus' });
  });

  test('a link stays a link, and its target keeps its mode', () => {
    const at = scene(installer);
    const target = join(dirname(at.paths.home), 'dotfiles.json');
    writeFileSync(target, '{}\n');
    chmodSync(target, 0o640);
    symlinkSync(target, at.path);
    install(installer, at);
    expect(readlinkSync(at.path)).toBe(target);
    expect(statSync(target).mode & 0o777).toBe(0o640);
    uninstall(installer, at);
    expect(lstatSync(at.path).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('{}\n');
  });

  test('a settings folder that is a link is followed', () => {
    const at = scene(installer, '{ "model": 1 }');
    const real = join(dirname(at.paths.home), 'dotfiles');
    renameSync(dirname(at.path), real);
    symlinkSync(real, dirname(at.path));
    install(installer, at);
    expect(timesHooked(at, installer)).toBe(installer.events.length);
    uninstall(installer, at);
    expect(read(at)).toBe('{ "model": 1 }');
    expect(lstatSync(dirname(at.path)).isSymbolicLink()).toBe(true);
  });

  test('a link to a link stays both', () => {
    const at = scene(installer);
    const target = join(dirname(at.paths.home), 'dotfiles.json');
    writeFileSync(target, '{}\n');
    symlinkSync(target, `${target}.link`);
    symlinkSync(`${target}.link`, at.path);
    install(installer, at);
    expect([readlinkSync(at.path), readlinkSync(`${target}.link`)]).toEqual([`${target}.link`, target]);
    uninstall(installer, at);
    expect(readFileSync(target, 'utf8')).toBe('{}\n');
  });

  test('a link to itself is refused', () => {
    const at = scene(installer);
    symlinkSync(installer.file, at.path);
    expect(() => install(installer, at)).toThrow(at.path);
  });

  test('a file in place of the settings folder is refused', () => {
    const at = scene(installer);
    rmdirSync(dirname(at.path));
    writeFileSync(dirname(at.path), 'x');
    expect(() => install(installer, at)).toThrow(at.path);
  });

  test('a link to a file that is not there yet stays a link', () => {
    const at = scene(installer);
    const target = join(dirname(at.paths.home), 'later.json');
    symlinkSync(target, at.path);
    install(installer, at);
    expect(lstatSync(at.path).isSymbolicLink()).toBe(true);
    expect(timesHooked({ ...at, path: target }, installer)).toBe(installer.events.length);
    uninstall(installer, at);
    expect(existsSync(target)).toBe(false);
    expect(readlinkSync(at.path)).toBe(target);
  });

  test('a read-only file is refused', () => {
    const at = scene(installer, '{}');
    chmodSync(at.path, 0o444);
    expect(() => install(installer, at)).toThrow(/is read-only/);
    expect(read(at)).toBe('{}');
    expect(existsSync(at.paths.manifest)).toBe(false);
  });

  test('a folder in place of the file is refused', () => {
    const at = scene(installer);
    mkdirSync(at.path);
    expect(() => install(installer, at)).toThrow(/is a folder, not a file/);
  });

  test('bytes that are no UTF-8 are refused', () => {
    const at = scene(installer);
    writeFileSync(at.path, Buffer.from([0x7b, 0xff, 0x7d]));
    expect(() => install(installer, at)).toThrow(/is not UTF-8/);
  });

  test('a file that changed after it was read is not overwritten', () => {
    const at = scene(installer, '{}');
    const plan = planInstall(installer, at);
    writeFileSync(at.path, '{"new": 1}');
    expect(() => carryOut(plan, at)).toThrow(expect.objectContaining({ code: 'SETTINGS_CHANGED' }));
    expect(read(at)).toBe('{"new": 1}');
    expect(existsSync(at.paths.manifest)).toBe(false);
  });

  test('a file that changed after it was read is not removed', () => {
    const at = scene(installer);
    install(installer, at);
    const plans = planUninstall(installer, at);
    writeFileSync(at.path, '{"new": 1}');
    expect(() => plans.map((plan) => carryOut(plan, at))).toThrow(
      expect.objectContaining({ code: 'SETTINGS_CHANGED' }),
    );
    expect(read(at)).toBe('{"new": 1}');
  });

  test('hooks that a person gave a field of their own are still ours', () => {
    const at = scene(installer, '{}');
    install(installer, at);
    writeFileSync(at.path, read(at).replaceAll('"command":', '"timeout": 3, "command":'));
    const edited = read(at);
    install(installer, at);
    expect(read(at)).toBe(edited);
    uninstall(installer, at);
    expect(parse(read(at))).toEqual({});
  });

  test('a hook that someone took out is added again, and uninstall still takes out all', () => {
    const at = scene(installer, '{\n  "model": "opus"\n}\n');
    install(installer, at);
    const settings = parse(read(at)) as { hooks: Record<string, unknown> };
    delete settings.hooks[installer.events[0] ?? ''];
    writeFileSync(at.path, JSON.stringify(settings, null, 4));
    expect(inspectAgent(installer, at)).toMatchObject({ installed: false });
    install(installer, at);
    expect(timesHooked(at, installer)).toBe(installer.events.length);
    uninstall(installer, at);
    expect(parse(read(at))).toEqual({ model: 'opus' });
  });

  test('our entries come behind those of other tools', () => {
    const event = installer.events[0] ?? '';
    const at = scene(installer, JSON.stringify({ hooks: { [event]: [{ command: 'other-tool' }] } }));
    install(installer, at);
    const { hooks } = parse(read(at)) as { hooks: Record<string, unknown[]> };
    expect(hooks[event]?.[0]).toEqual({ command: 'other-tool' });
  });

  test('nothing is left beside the settings file', () => {
    const at = scene(installer, '{}');
    install(installer, at);
    uninstall(installer, at);
    expect(readdirSync(dirname(at.path))).toEqual([installer.file]);
  });

  test('any object in any layout comes back byte for byte', () => {
    const layouts = fc.constantFrom<(value: unknown) => string>(
      (value) => JSON.stringify(value),
      (value) => `${JSON.stringify(value, null, 2)}\n`,
      (value) => JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n'),
      (value) => JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' '),
    );
    const settings = fc.dictionary(
      fc.string().filter((key) => key !== 'hooks' && key !== '__proto__'),
      fc.jsonValue(),
    );
    const hooks = fc.option(fc.dictionary(fc.constantFrom('Stop', 'Other'), fc.array(fc.jsonValue())), {
      nil: undefined,
    });
    fc.assert(
      fc.property(settings, hooks, layouts, (rest, byEvent, layout) => {
        const text = layout(byEvent === undefined ? rest : { ...rest, hooks: byEvent });
        const at = scene(installer, text);
        install(installer, at);
        expect(isSubsequence(text, read(at))).toBe(true);
        expect(parse(read(at))).toMatchObject(JSON.parse(JSON.stringify(rest)));
        uninstall(installer, at);
        expect(read(at)).toBe(text);
      }),
      { numRuns: 80 },
    );
  });
});
