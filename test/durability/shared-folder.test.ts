/** A home on a folder that several machines reach: one of them at a time opens the store, and none loses anything. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { thisMachine } from '../../src/lib/machine.ts';
import { isHeld } from '../../src/store/guard/lock.ts';
import { allHeads } from '../../src/store/heads.ts';
import { openStoreToRead } from '../../src/store/open.ts';
import { isAlive, killDaemon, type ScratchHome, scratchHome, sessionStart } from '../daemon/scratch-home.ts';
import { eventually } from '../support/agents/eventually.ts';

const PROGRAM = resolve(import.meta.dirname, '..', '..', 'bin', 'hivemind');

let home: ScratchHome;
beforeEach(async () => {
  home = await scratchHome();
});
afterEach(() => killDaemon(home));

const sessions = () => {
  const store = openStoreToRead(home.paths.database);
  if (store === null) return [];
  const ids = allHeads(store).map(({ sessionId }) => sessionId);
  store.close();
  return ids.sort();
};

const stored = (...ids: string[]) =>
  eventually(`${ids} are stored`, () => JSON.stringify(sessions()) === JSON.stringify(ids));

/** What a daemon of another machine leaves beside the store. */
function writeLease(lease: Partial<ReturnType<typeof thisMachine>>, secondsOld = 0): void {
  const foreign = { ...thisMachine(), ...lease, pid: 4_711 };
  writeFileSync(home.paths.storeLease, JSON.stringify(foreign));
  const at = Date.now() / 1_000 - secondsOld;
  utimesSync(home.paths.storeLease, at, at);
}

const ANOTHER = { host: 'build-box', boot: '0f0f0f0f-0000-4000-8000-000000000000', pidNamespace: 'pid:[1]' };

describe('while a daemon of another host has the store', () => {
  let before: Buffer;
  beforeEach(async () => {
    await home.hook(sessionStart(home, 's1'));
    await stored('s1');
    await home.hivemind('daemon', 'stop');
    expect(existsSync(home.paths.storeLease)).toBe(false);
    writeLease(ANOTHER);
    before = readFileSync(home.paths.database);
    await home.hook(sessionStart(home, 's2'));
  });

  test('every command says whose it is, and opens nothing', async () => {
    for (const [command, code] of [
      ['daemon run', 1],
      ['daemon start', 1],
      ['sessions list', 1],
      ['skillify run', 1],
      ['doctor', 1],
      ['status', 0],
      ['daemon status', 0],
    ] as const) {
      const { out, err, code: ended } = await home.hivemind(...command.split(' '));
      expect({ command, ended }).toEqual({ command, ended: code });
      expect((out + err).replace(/\s+/g, ' ')).toContain(
        'in use by hivemind on another host (build-box, process 4711)',
      );
      if (code === 1) expect(err).toMatch(/lost[\s\S]*daemon stop[\s\S]*--take-over/);
    }
    expect(JSON.parse((await home.hivemind('status', '--json')).out)).toMatchObject({
      store: { problem: expect.stringContaining('build-box'), events: 0 },
      daemon: { running: false, pid: null },
      spool: { files: 1 },
    });
    expect(readFileSync(home.paths.database).equals(before)).toBe(true);
    expect(existsSync(`${home.paths.database}-wal`)).toBe(false);
  });

  test('hooks go on, and what they left is stored once the lease has expired', async () => {
    await home.hook(sessionStart(home, 's3'));
    expect(home.spooled()).toHaveLength(2);
    writeLease(ANOTHER, 301);
    expect((await home.hivemind('daemon', 'start')).code).toBe(0);
    await stored('s1', 's2', 's3');
    expect(JSON.parse(readFileSync(home.paths.storeLease, 'utf8'))).toMatchObject({ host: hostname() });
  });

  test('its store is taken over when a person says so', async () => {
    expect((await home.hivemind('daemon', 'start', '--take-over')).code).toBe(0);
    await stored('s1', 's2');
  });
});

test('what this host left before it was started anew is taken over at once', async () => {
  writeLease({ boot: ANOTHER.boot }, 40 * 365 * 86_400);
  expect((await home.hivemind('daemon', 'start')).code).toBe(0);
});

test('a daemon that ends leaves no lease, and one that was killed keeps nobody here from the store', async () => {
  await home.hivemind('daemon', 'start');
  expect(existsSync(home.paths.storeLease)).toBe(true);
  await home.hivemind('daemon', 'stop');
  expect(existsSync(home.paths.storeLease)).toBe(false);
  await home.hivemind('daemon', 'start');
  process.kill(home.daemonPid() ?? 0, 'SIGKILL');
  expect((await home.hivemind('sessions', 'list')).code).toBe(0);
  expect((await home.hivemind('daemon', 'start')).code).toBe(0);
});

describe('beside a daemon in a container of this host', () => {
  let container: ChildProcess;
  beforeEach(async () => {
    const inside = `hostname in-container && exec '${process.execPath}' '${PROGRAM}' daemon run`;
    container = spawn(
      'unshare',
      ['--uts', '--pid', '--fork', '--kill-child', '--mount-proc', '/bin/sh', '-c', inside],
      {
        env: home.env as Record<string, string>,
        stdio: 'ignore',
      },
    );
    await eventually('it is up', () => existsSync(home.paths.daemonPid));
  });
  afterEach(() => end());

  async function end(): Promise<void> {
    if (container.exitCode !== null || container.signalCode !== null) return;
    const ended = new Promise((resolve) => container.once('exit', resolve));
    container.kill('SIGKILL');
    await ended;
    // What ran in it is killed because of that, a moment later.
    await eventually('nobody in it has the lock', () => !isHeld(home.paths.daemonLock));
  }

  test('the store is refused, and the process of its number here is left alone', async () => {
    const { code, err } = await home.hivemind('sessions', 'list');
    expect(err).toMatch(/in another container of this host \(in-container, process \d+\)/);
    expect(code).toBe(1);
    // Its number in there is 1 or close: out here, that is somebody else.
    expect((await home.hivemind('daemon', 'stop')).out).toBe('No daemon is running.');
    expect(container.exitCode).toBeNull();
  });

  test('hooks here go on, and its daemon stores what they leave', async () => {
    await home.hook(sessionStart(home, 's1'));
    await eventually('it is taken in', () => readdirSync(home.paths.spool).length === 0);
  });

  test('killed, its store is free at once', async () => {
    await end();
    await home.hook(sessionStart(home, 's1'));
    expect(await home.hivemind('daemon', 'start')).toMatchObject({ code: 0 });
    await stored('s1');
  });

  test('taken over, it ends by itself', async () => {
    const taking = home.hivemind('daemon', 'start', '--take-over');
    await eventually('its lease is dropped', () => !existsSync(home.paths.storeLease));
    // News wake it, so that it need not be waited for.
    await home.hook(sessionStart(home, 's1'));
    expect((await taking).code).toBe(0);
    await eventually('the other has ended', () => container.exitCode !== null);
    await stored('s1');
    const pid = home.daemonPid() ?? 0;
    expect(isAlive(pid)).toBe(true);
    expect(
      spawnSync('tail', ['-5', join(home.paths.log, 'daemon.log')], { encoding: 'utf8' }).stdout,
    ).toContain('ends: its store was taken over');
  });
});
