import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { inspectAgent } from '../../installers/agent-state.ts';
import { installHookFiles } from '../../installers/hook-files.ts';
import type { Place } from '../../installers/place.ts';
import { INSTALLERS } from '../../installers/registry.ts';
import { carryOut, planInstall, planUninstall } from '../../installers/settings-plan.ts';
import { planTrust } from '../../installers/trust-plan.ts';
import { ownRuntime } from '../../src/lib/package.ts';
import { homePaths } from '../../src/paths.ts';

const CONFIG = '# mine\nmodel = "x"\n';

let place: Place;
let folder: string;
let config: string;

beforeEach(() => {
  const home = mkdtempSync(join(process.env.HOME ?? '', 'trust-'));
  place = { env: { HOME: home, PATH: '' }, paths: homePaths(join(home, '.hivemind')), now: 1_000 };
  folder = join(home, '.codex');
  config = join(folder, 'config.toml');
  mkdirSync(folder);
  writeFileSync(config, CONFIG);
  installHookFiles(place.paths, ownRuntime());
});

const install = (trust: boolean) => {
  const plan = planInstall(INSTALLERS.codex, place);
  const trusting = trust ? planTrust(INSTALLERS.codex, plan, place) : null;
  carryOut(plan, place);
  if (trusting !== null) carryOut(trusting, place);
};
const uninstall = () => {
  for (const plan of planUninstall(INSTALLERS.codex, place)) carryOut(plan, place);
};
const state = () => inspectAgent(INSTALLERS.codex, place);

test('an install says that the hooks are not yet trusted, and how they come to be', () => {
  install(false);
  expect(state()).toMatchObject({
    detected: true,
    installed: true,
    trusted: false,
    problems: ['installed, not yet trusted: start codex and choose "Trust all", or type /hooks in it'],
  });
  expect(readFileSync(config, 'utf8')).toBe(CONFIG);
});

test('trust is given on request, once, and taken back byte for byte', () => {
  install(true);
  expect(state()).toMatchObject({ installed: true, trusted: true, problems: [] });
  const trusted = readFileSync(config, 'utf8');
  expect(trusted.startsWith(CONFIG)).toBe(true);
  install(true);
  expect(readFileSync(config, 'utf8')).toBe(trusted);
  uninstall();
  expect(readFileSync(config, 'utf8')).toBe(CONFIG);
  expect(existsSync(join(folder, 'hooks.json'))).toBe(false);
  expect(existsSync(place.paths.manifest)).toBe(false);
});

test('what Codex wrote into its file since stays when the trust is taken back', () => {
  install(true);
  const later = '\n[projects."/p"]\ntrust_level = "trusted"\n';
  writeFileSync(config, readFileSync(config, 'utf8') + later);
  uninstall();
  expect(readFileSync(config, 'utf8')).toBe(CONFIG + later);
});

test('a config.toml that we made goes with us', () => {
  const emptied = { ...place, env: { ...place.env, CODEX_HOME: join(folder, 'other') } };
  mkdirSync(join(folder, 'other'));
  place = emptied;
  install(true);
  expect(existsSync(join(folder, 'other', 'config.toml'))).toBe(true);
  uninstall();
  expect(existsSync(join(folder, 'other', 'config.toml'))).toBe(false);
});

test('a folder that install made goes with us, also after a second install', () => {
  place = { ...place, env: { ...place.env, CODEX_HOME: join(folder, 'new') } };
  install(true);
  install(false);
  uninstall();
  expect(existsSync(join(folder, 'new'))).toBe(false);
});

describe('trust is taken back from a config.toml that changed', () => {
  const later = '\n[projects."/p"]\ntrust_level = "trusted"\n';
  const hooks = () => join(folder, 'hooks.json');

  beforeEach(() => {
    install(true);
    writeFileSync(config, readFileSync(config, 'utf8') + later);
  });

  test('also when another tool moved our hooks', () => {
    const settings = JSON.parse(readFileSync(hooks(), 'utf8')) as { hooks: { Stop: unknown[] } };
    settings.hooks.Stop.unshift({ hooks: [{ type: 'command', command: 'theirs' }] });
    writeFileSync(hooks(), JSON.stringify(settings));
    uninstall();
    expect(readFileSync(config, 'utf8')).toBe(CONFIG + later);
  });

  test('also when someone removed our hooks', () => {
    rmSync(hooks());
    uninstall();
    expect(readFileSync(config, 'utf8')).toBe(CONFIG + later);
  });
});

test('hooks the user trusted in Codex itself need no second word', () => {
  install(true);
  const trustedByCodex = readFileSync(config, 'utf8');
  uninstall();
  writeFileSync(config, trustedByCodex);
  install(false);
  expect(state().trusted).toBe(true);
});

test('hooks the user switched off are reported as that', () => {
  install(true);
  writeFileSync(
    config,
    readFileSync(config, 'utf8').replaceAll('trusted_hash', 'enabled = false\ntrusted_hash'),
  );
  expect(state()).toMatchObject({ trusted: false });
  expect(state().problems[0]).toContain('switched off');
});

test('another hook put in front of ours asks for a new review', () => {
  install(true);
  const path = join(folder, 'hooks.json');
  const settings = JSON.parse(readFileSync(path, 'utf8')) as { hooks: { Stop: unknown[] } };
  settings.hooks.Stop.unshift({ hooks: [{ type: 'command', command: 'theirs' }] });
  writeFileSync(path, JSON.stringify(settings));
  expect(state().trusted).toBe(false);
});

test('a config.toml that is no TOML is a problem with a place, and is left alone', () => {
  writeFileSync(config, 'model = \n');
  install(false);
  expect(state().problems[0]).toMatch(/config\.toml:1:\d+ is not valid TOML/);
  expect(() => install(true)).toThrow(/not valid TOML/);
});

describe('the folder that Codex names its hooks by', () => {
  test('is resolved where CODEX_HOME gives it, as given where it is ~/.codex', () => {
    const link = join(place.env.HOME ?? '', 'link');
    symlinkSync(folder, link);
    expect(INSTALLERS.codex.folder({ ...place.env, CODEX_HOME: link })).toBe(folder);
    const linked = mkdtempSync(join(process.env.HOME ?? '', 'linked-'));
    symlinkSync(folder, join(linked, '.codex'));
    expect(INSTALLERS.codex.folder({ HOME: linked })).toBe(join(linked, '.codex'));
  });
});
