/** The daemon as a real process in a scratch home. */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { writeFileAtomic } from '../../src/lib/atomic-write.ts';
import { run } from '../../src/lib/run.ts';
import { allHeads } from '../../src/store/heads.ts';
import { openStore, openStoreToRead } from '../../src/store/open.ts';
import { eventually } from '../support/agents/eventually.ts';
import {
  isAlive,
  killDaemon,
  packageCopy,
  type ScratchHome,
  scratchHome,
  sessionStart,
} from './scratch-home.ts';

const homes: ScratchHome[] = [];

afterEach(async () => {
  for (const home of homes.splice(0)) await killDaemon(home);
});

async function makeHome(settings?: Record<string, unknown>, program?: string): Promise<ScratchHome> {
  const home = await scratchHome(settings, program);
  homes.push(home);
  return home;
}

const log = (home: ScratchHome) => {
  const path = join(home.paths.log, 'daemon.log');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

/** Waits until a living daemon is all up. */
function daemonOf(home: ScratchHome): Promise<number> {
  return eventually(
    'a daemon is up',
    () => {
      const pid = home.daemonPid();
      return pid !== null && isAlive(pid) && log(home).includes(`up, process ${pid}`) ? pid : null;
    },
    () => log(home),
  );
}

function sessionsOf(home: ScratchHome): string[] {
  const store = openStoreToRead(home.paths.database);
  if (store === null) return [];
  const ids = allHeads(store).map(({ sessionId }) => sessionId);
  store.close();
  return ids.sort();
}

const gone = (pid: number) => eventually(`process ${pid} has ended`, () => !isAlive(pid));

test('a burst of hooks starts one daemon, which stores every session once', async () => {
  const home = await makeHome();
  // As on a home that another version installed: the first hooks make the folder.
  rmSync(home.paths.spool, { recursive: true });
  const ids = Array.from({ length: 12 }, (_, index) => `s${index}`).sort();
  await Promise.all(ids.map((id) => home.hook(sessionStart(home, id))));
  await daemonOf(home);
  await eventually(
    'the spool is empty',
    () => home.spooled().length === 0,
    () => log(home),
  );
  expect(sessionsOf(home)).toEqual(ids);
  expect(log(home).match(/ up, process/g)).toHaveLength(1);
  expect(existsSync(home.paths.daemonStarting)).toBe(false);
});

test('the daemon sees nothing of the environment of the agent that started it', async () => {
  const home = await makeHome();
  await home.hook(sessionStart(home, 's1'), {
    ANTHROPIC_API_KEY: 'not for the daemon',
    HIVEMIND_WORKSPACE_ID: 'theirs',
    NODE_OPTIONS: '--no-warnings',
  });
  const pid = await daemonOf(home);
  const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .map((entry) => entry.split('=')[0])
    .filter((name) => name !== '');
  expect(names.sort()).toEqual(['HIVEMIND_HOME', 'HOME', 'PATH']);
  expect(readlinkSync(`/proc/${pid}/cwd`)).toBe('/');
});

test('the daemon outlives the agent, its terminal and their process group', async () => {
  const home = await makeHome();
  const hook = `printf '%s' "$PAYLOAD" | /bin/sh "$HOME/.hivemind/hooks/capture" claude-code`;
  const agent = spawn('/bin/sh', ['-c', `${hook}; echo done; exec sleep 1000`], {
    detached: true,
    env: { ...home.env, PAYLOAD: JSON.stringify(sessionStart(home, 's1')) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((ran) => agent.stdout.once('data', ran));
  const pid = await daemonOf(home);
  const group = -(agent.pid ?? 0);
  const ended = new Promise((end) => agent.once('exit', end));
  process.kill(group, 'SIGHUP');
  await ended;
  process.kill(pid, 'SIGHUP');
  await home.hook(sessionStart(home, 's2'));
  await eventually(
    'the second session is stored',
    () => sessionsOf(home).includes('s2'),
    () => log(home),
  );
  expect(home.daemonPid()).toBe(pid);
});

test('a second daemon does not begin', async () => {
  const home = await makeHome();
  await home.hivemind('daemon', 'start');
  const pid = await daemonOf(home);
  const second = await home.hivemind('daemon', 'run');
  expect(second).toMatchObject({ code: 0, err: 'A daemon is already running.' });
  expect((await home.hivemind('daemon', 'start')).out).toContain(String(pid));
  expect(home.daemonPid()).toBe(pid);
});

test('killed at once, it is started again by the next hook and nothing is missing', async () => {
  const home = await makeHome();
  await home.hook(sessionStart(home, 's1'));
  const first = await daemonOf(home);
  process.kill(first, 'SIGKILL');
  await gone(first);
  await home.hook(sessionStart(home, 's2'));
  const second = await daemonOf(home);
  await eventually(
    'both are stored',
    () => sessionsOf(home).length === 2,
    () => log(home),
  );
  expect(second).not.toBe(first);
  expect(sessionsOf(home)).toEqual(['s1', 's2']);
});

test('the ticket of a hook that was a moment too late ends with the start it led to', async () => {
  const home = await makeHome();
  await home.hivemind('daemon', 'start');
  await daemonOf(home);
  writeFileSync(home.paths.daemonStarting, '');
  expect((await home.hivemind('daemon', 'start')).code).toBe(0);
  expect(existsSync(home.paths.daemonStarting)).toBe(false);
});

test('what a hook left to a daemon that was killed at its start is stored without another hook', async () => {
  const copy = packageCopy();
  const home = await makeHome({}, join(copy, 'bin', 'hivemind'));
  const program = join(copy, 'dist', 'src', 'daemon', 'main.js');
  const killed = join(copy, 'killed');
  const first = `import { existsSync as was, writeFileSync as mark } from 'node:fs';
    if (!was(${JSON.stringify(killed)})) { mark(${JSON.stringify(killed)}, ''); process.kill(process.pid, 'SIGKILL'); }`;
  writeFileSync(program, `${first}\n${readFileSync(program, 'utf8')}`);
  writeFileSync(home.paths.daemonStarting, '');
  await home.hook(sessionStart(home, 's1'));
  expect(home.spooled()).toHaveLength(1);
  expect((await home.hivemind('daemon', 'start')).code).toBe(0);
  await eventually(
    'it is stored',
    () => sessionsOf(home).includes('s1'),
    () => log(home),
  );
  expect(existsSync(killed)).toBe(true);
});

test('a daemon that was killed while it started keeps no ticket, one that failed does', async () => {
  const copy = packageCopy();
  const home = await makeHome({}, join(copy, 'bin', 'hivemind'));
  const program = join(copy, 'dist', 'src', 'daemon', 'main.js');
  const source = readFileSync(program, 'utf8');
  const startWith = async (first: string) => {
    writeFileSync(program, `${first}\n${source}`);
    writeFileSync(home.paths.daemonStarting, '');
    expect((await home.hivemind('daemon', 'start')).code).toBe(1);
    return existsSync(home.paths.daemonStarting);
  };
  expect(await startWith("process.kill(process.pid, 'SIGKILL');")).toBe(false);
  expect(await startWith("throw new Error('it cannot begin');")).toBe(true);
});

test('it takes in what was spooled while no daemon was up', async () => {
  const home = await makeHome();
  writeFileSync(home.paths.daemonStarting, '');
  await home.hook(sessionStart(home, 's1'));
  expect(home.spooled()).toHaveLength(1);
  await home.hivemind('daemon', 'start');
  await eventually(
    'it is stored',
    () => sessionsOf(home).includes('s1'),
    () => log(home),
  );
});

test('stop ends it cleanly, and status tells', async () => {
  const home = await makeHome();
  await home.hivemind('daemon', 'start');
  const pid = await daemonOf(home);
  expect(JSON.parse((await home.hivemind('daemon', 'status', '--json')).out)).toMatchObject({
    running: true,
    pid,
  });
  expect(await home.hivemind('daemon', 'stop')).toMatchObject({ code: 0, out: 'The daemon has ended.' });
  await gone(pid);
  expect(home.daemonPid()).toBeNull();
  expect(log(home)).toContain('ends: told to');
  expect((await home.hivemind('daemon', 'stop')).out).toBe('No daemon is running.');
});

test('with nothing to do it ends by itself', async () => {
  const home = await makeHome({ 'daemon.idleMinutes': 0 });
  const { code } = await home.hivemind('daemon', 'run');
  expect(code).toBe(0);
  expect(log(home)).toContain('ends: idle');
  expect(home.daemonPid()).toBeNull();
});

test('it never ends while a project is still to be mined', async () => {
  const home = await makeHome({ 'daemon.idleMinutes': 0, 'skillify.idleMinutes': 0.03 });
  writeFileSync(home.paths.daemonStarting, '');
  await home.hook(sessionStart(home, 's1'));
  await home.hivemind('daemon', 'run');
  const store = openStoreToRead(home.paths.database);
  expect(store?.prepare('SELECT reason, error FROM skillify_runs').all()).toEqual([
    { reason: 'idle', error: null },
  ]);
  expect(log(home)).toContain('ends: idle');
});

test('it ends when its home is removed', async () => {
  const home = await makeHome();
  await home.hivemind('daemon', 'start');
  const pid = await daemonOf(home);
  rmSync(home.paths.home, { recursive: true });
  process.kill(pid, 'SIGHUP');
  await gone(pid);
  expect(existsSync(home.paths.database)).toBe(false);
});

test('why it cannot start is told at once and by status, until it can', async () => {
  const home = await makeHome();
  const store = openStore(home.paths.database);
  store.pragma('user_version = 9999');
  store.close();
  const failed = await home.hivemind('daemon', 'start');
  expect(failed).toMatchObject({ code: 1, err: expect.stringContaining('newer hivemind') });
  expect((await home.hivemind('daemon', 'status')).out).toContain('newer hivemind');
  rmSync(home.paths.database);
  expect((await home.hivemind('daemon', 'start')).code).toBe(0);
  expect(JSON.parse((await home.hivemind('daemon', 'status', '--json')).out)).toMatchObject({
    running: true,
    problem: null,
  });
});

test('a settings file that became invalid is told once, stops nothing, and loses nothing', async () => {
  const home = await makeHome();
  await home.hivemind('daemon', 'start');
  const pid = await daemonOf(home);
  // Whole at once: a file caught empty would be another problem, told as well.
  writeFileAtomic(home.paths.config, '{', 0o600);
  await home.hook(sessionStart(home, 's1'));
  await home.hook(sessionStart(home, 's2'));
  await eventually(
    'the settings are told',
    () => log(home).includes('is not valid JSON'),
    () => log(home),
  );
  expect(sessionsOf(home)).toEqual([]);
  writeFileAtomic(home.paths.config, '{}', 0o600);
  await home.hook(sessionStart(home, 's3'));
  await eventually(
    'all are stored',
    () => sessionsOf(home).length === 3,
    () => log(home),
  );
  expect(log(home).match(/is not valid JSON/g)).toHaveLength(1);
  expect(home.daemonPid()).toBe(pid);
});

test('after an upgrade a daemon of the new build takes over', async () => {
  const copy = packageCopy();
  const home = await makeHome({}, join(copy, 'bin', 'hivemind'));
  await home.hivemind('daemon', 'start');
  const old = await daemonOf(home);
  utimesSync(join(copy, 'dist', 'src', 'daemon', 'main.js'), new Date(), new Date());
  await home.hook(sessionStart(home, 's1'));
  await eventually(
    'another daemon is up',
    () => log(home).match(/ up, process/g)?.length === 2,
    () => log(home),
  );
  await gone(old);
  await eventually(
    'its session is stored',
    () => sessionsOf(home).includes('s1'),
    () => log(home),
  );
  expect(log(home)).toContain('ends: upgraded');
});

test('a daemon of an older version, installed elsewhere, makes way once a newer one has migrated the store', async () => {
  const home = await makeHome();
  await home.hook(sessionStart(home, 's1'));
  const old = await daemonOf(home);
  await eventually('it is stored', () => sessionsOf(home).includes('s1'));
  const newer = packageCopy();
  const steps = join(newer, 'dist', 'src', 'store', 'migrations.js');
  const source = readFileSync(steps, 'utf8');
  writeFileSync(
    steps,
    `${source}\nMIGRATIONS.push('CREATE TABLE of_tomorrow (id TEXT); INSERT INTO of_tomorrow VALUES (1)');\n`,
  );
  const ofNewer = (...args: string[]) =>
    run(process.execPath, [join(newer, 'bin', 'hivemind'), ...args], { env: home.env });
  expect((await ofNewer('sessions', 'list')).exitCode).toBe(0);
  await home.hook(sessionStart(home, 's2'));
  await gone(old);
  expect(log(home)).toContain('ends: its store is of a newer hivemind');
  // Its hooks go on, its commands say why they cannot.
  await home.hook(sessionStart(home, 's3'));
  for (const verb of ['status', 'daemon start', 'sessions list']) {
    const { code, err } = await home.hivemind(...verb.split(' '));
    expect(err).toContain('written by a newer hivemind');
    expect(code).toBe(1);
  }
  expect((await ofNewer('install', '--only', 'claude-code')).exitCode).toBe(0);
  expect((await ofNewer('daemon', 'start')).exitCode).toBe(0);
  await eventually(
    'all are stored by the newer one',
    () => home.spooled().length === 0,
    () => log(home),
  );
  await ofNewer('daemon', 'stop');
  const { stdout } = await ofNewer('sessions', 'list', '--json');
  const ids = (JSON.parse(stdout) as { sessionId: string }[]).map(({ sessionId }) => sessionId);
  expect(ids.sort()).toEqual(['s1', 's2', 's3']);
});
