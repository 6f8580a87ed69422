import { chmodSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { place } from './command-line.ts';

interface Status {
  capture: { enabled: boolean; reason: string | null };
}
const NOW = Date.parse('2026-03-09T10:00:00.000Z');

/** A home with a project; commands run in the project, at a time of the test's choosing. */
function project() {
  let now = NOW;
  const home = place();
  const root = join(realpathSync(home.home), 'shop');
  mkdirSync(root);
  const at = (cwd: string) => place({ cwd, home: home.home, context: { now: () => now } });
  const capture = async (cwd = root) => ((await at(cwd).json('status')) as Status).capture;
  return { root, at, capture, home: home.home, wait: (ms: number) => (now += ms) };
}

describe('pause and resume', () => {
  test('everywhere, until resume; status says so and why', async () => {
    const { root, at, capture } = project();
    expect(await capture()).toEqual({ enabled: true, reason: null });
    expect((await at(root).hivemind('pause')).out).toBe(
      'Capture is paused everywhere, until hivemind resume.\n',
    );
    expect(await capture()).toEqual({ enabled: false, reason: 'paused' });
    expect((await at(root).hivemind('resume')).out).toBe('Ended the pause: everywhere. Capture is on.\n');
    expect(await capture()).toEqual({ enabled: true, reason: null });
  });

  test('--here, in this folder and below, and nowhere else', async () => {
    const { root, at, capture, home } = project();
    await at(root).hivemind('pause', '--here');
    const inner = join(root, 'src');
    mkdirSync(inner);
    expect((await capture(inner)).reason).toBe(`paused in ${root}`);
    expect((await capture(home)).enabled).toBe(true);
    expect((await at(inner).hivemind('resume')).out).toContain('Capture is on.');
  });

  test('--for ends by itself', async () => {
    const { root, at, capture, wait } = project();
    await at(root).hivemind('pause', '--for', '30m');
    expect((await capture()).reason).toBe('paused until 2026-03-09T10:30:00.000Z');
    wait(30 * 60_000);
    expect((await capture()).enabled).toBe(true);
    expect((await at(root).hivemind('pause', '--for', 'a while')).code).toBe(2);
  });

  test('resume says what else keeps capture off', async () => {
    const { root, at } = project();
    writeFileSync(join(root, '.hivemind'), '{"collect": false}');
    await at(root).hivemind('pause');
    expect((await at(root).hivemind('resume')).out).toBe(
      `Ended the pause: everywhere. Capture is still off here: turned off by ${join(root, '.hivemind')}.\n`,
    );
    expect((await at(root).hivemind('resume')).out).toContain('Nothing was paused here.');
  });

  test('status names the environment, the settings or the file that turns capture off', async () => {
    const { root, at, capture } = project();
    writeFileSync(join(root, '.hivemind.local'), '{"collect": false}');
    expect((await capture()).reason).toBe(`turned off by ${join(root, '.hivemind.local')}`);
    await at(root).hivemind('config', 'set', 'capture.enabled', 'false');
    expect((await capture()).reason).toBe('turned off by config.json');
  });
});

describe('private', () => {
  /** A program of that name that writes down how it was called. */
  function program(name: string, script: string) {
    const home = place();
    const path = join(home.home, name);
    writeFileSync(
      path,
      `#!/bin/sh\nprintf '%s|' "$HIVEMIND_CAPTURE" "$@" >"${home.home}/called"\n${script}\n`,
    );
    chmodSync(path, 0o755);
    return { home, path, called: () => readFileSync(join(home.home, 'called'), 'utf8') };
  }

  test('runs the program with capture off, its words as they are, and ends as it does', async () => {
    const { home, path, called } = program('claude', 'exit 7');
    expect((await home.hivemind('private', '--', path, '-p', '--json', 'two words')).code).toBe(7);
    expect(called()).toBe('false|-p|--json|two words|');
  });

  test('keeps Codex from handing its hooks to a server of another terminal', async () => {
    const { home, path, called } = program('codex', 'exit 0');
    expect((await home.hivemind('private', '--', path, 'exec', 'hello')).code).toBe(0);
    expect(called()).toBe('false|--no-daemon|exec|hello|');
  });

  test('says when there is no such program', async () => {
    const { code, err } = await place().hivemind('private', '--', 'no-such-agent');
    expect({ code, err: err.split('\n')[0] }).toEqual({
      code: 1,
      err: 'hivemind: no-such-agent could not be started.',
    });
  });
});
