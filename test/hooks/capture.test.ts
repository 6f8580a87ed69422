/** `hooks/capture` as agents run it: in real shells, on real folders. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { POSIX_SHELLS } from '../shells.ts';

const CAPTURE = resolve(import.meta.dirname, '../../hooks/capture');
/** The shells that run `capture`, and Node, which runs `capture.mjs` where there is no such shell. */
const RUNNERS: typeof POSIX_SHELLS = { ...POSIX_SHELLS, node: [process.execPath] };
const PAYLOAD = '{"session_id":"s-1","hook_event_name":"Stop","text":"a \\"session_id\\": \\"no\\" é"}';

type Shell = [string, ...string[]];
const DASH: Shell = ['dash'];

/** A home as the installer leaves it. */
function installedHome(): string {
  const home = mkdtempSync(join(process.env.HOME ?? '', 'capture-'));
  mkdirSync(join(home, 'hooks'));
  mkdirSync(join(home, 'spool'));
  copyFileSync(CAPTURE, join(home, 'hooks', 'capture'));
  copyFileSync(`${CAPTURE}.mjs`, join(home, 'hooks', 'capture.mjs'));
  return home;
}

/** A home whose daemon seems to be this process. */
function homeWithDaemon(): string {
  const home = installedHome();
  writeFileSync(join(home, 'daemon.pid'), `${process.pid}\n`);
  return home;
}

/** A home whose "daemon" writes its arguments, environment and folder to `started`, once for each start. */
function homeWithRuntime(): string {
  const home = installedHome();
  const node = join(home, 'node');
  writeFileSync(node, '#!/bin/sh\n{ echo "$@"; env; pwd; echo end; } >>"$HIVEMIND_HOME/started"\n');
  chmodSync(node, 0o755);
  writeFileSync(join(home, 'entry.js'), '');
  writeFileSync(join(home, 'hooks', 'runtime'), `${node}\n${join(home, 'entry.js')}\n`);
  return home;
}

function runHook(
  shell: Shell,
  home: string,
  env: Record<string, string> = {},
  input = PAYLOAD,
  agent = 'claude-code',
) {
  const [program, ...args] = shell;
  const script = shell.at(-1) === process.execPath ? 'capture.mjs' : 'capture';
  const result = spawnSync(program, [...args, join(home, 'hooks', script), agent], {
    input,
    env: { HOME: process.env.HOME, PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  if (result.error !== undefined && !('code' in result.error && result.error.code === 'EPIPE'))
    throw result.error;
  return { status: result.status, output: result.stdout + result.stderr };
}

const spooled = (home: string) =>
  readdirSync(join(home, 'spool')).map((name) => readFileSync(join(home, 'spool', name), 'utf8'));

const startsOf = (home: string) =>
  existsSync(join(home, 'started'))
    ? readFileSync(join(home, 'started'), 'utf8').split('end\n').slice(0, -1)
    : [];

const QUIET = { status: 0, output: '' };

describe.each(Object.entries(RUNNERS))('in %s', (_name, shell) => {
  test('the payload is spooled whole, between a header and a last line', () => {
    const home = homeWithDaemon();
    const env = { HIVEMIND_WORKSPACE_ID: 'team-a', HIVEMIND_SKILLIFY_EVERY_N_TURNS: '7' };
    expect(runHook(shell, home, env)).toEqual(QUIET);
    expect(spooled(home)).toEqual([
      `hivemind-spool 1\nagent claude-code\nworkspace team-a\nevery-n-turns 7\noff \nsession \n\n${PAYLOAD}\nhivemind-end\n`,
    ]);
  });

  test.each(['false', 'FALSE', '0', 'Off', 'no', 'fasle'])(
    'with HIVEMIND_CAPTURE=%s only the session id is spooled',
    (off) => {
      const home = homeWithDaemon();
      expect(runHook(shell, home, { HIVEMIND_CAPTURE: off })).toEqual(QUIET);
      expect(spooled(home)).toEqual([
        'hivemind-spool 1\nagent claude-code\nworkspace \nevery-n-turns \noff HIVEMIND_CAPTURE\nsession s-1\n\n\nhivemind-end\n',
      ]);
    },
  );

  test('with capture off the id comes from the environment when the payload has none', () => {
    const home = homeWithDaemon();
    const env = { HIVEMIND_CAPTURE: 'false', CLAUDE_CODE_SESSION_ID: 's-env' };
    expect(runHook(shell, home, env, '{"prompt":"secret"}')).toEqual(QUIET);
    expect(spooled(home)[0]).toMatch(/\nsession s-env\n\n\nhivemind-end\n$/);
  });

  test('Cursor is answered with an empty object, and its conversation is the session', () => {
    const home = homeWithDaemon();
    const payload = '{"conversation_id": "c-1", "generation_id": "g-1", "hook_event_name": "stop"}';
    const answer = { status: 0, output: '{}\n' };
    expect(runHook(shell, home, {}, payload, 'cursor')).toEqual(answer);
    expect(runHook(shell, home, { HIVEMIND_CAPTURE: 'false' }, payload, 'cursor')).toEqual(answer);
    expect(spooled(home).filter((record) => /\nsession c-1\n\n\nhivemind-end\n$/.test(record))).toHaveLength(
      1,
    );
  });

  test.each(['true', '1', 'ON', 'yes', ''])('HIVEMIND_CAPTURE=%s captures', (on) => {
    const home = homeWithDaemon();
    runHook(shell, home, { HIVEMIND_CAPTURE: on });
    expect(spooled(home)[0]).toContain(PAYLOAD);
  });

  test('values that could break the header are not passed on', () => {
    const home = homeWithDaemon();
    const env = { HIVEMIND_WORKSPACE_ID: 'a\noff x', HIVEMIND_SKILLIFY_EVERY_N_TURNS: '1\n2' };
    expect(runHook(shell, home, env)).toEqual(QUIET);
    expect(spooled(home)[0]).toContain('\nworkspace ?\nevery-n-turns ?\noff \n');
  });

  test('nothing is spooled from inside our own model calls', () => {
    const home = homeWithDaemon();
    expect(runHook(shell, home, { HIVEMIND_INTERNAL: '1' })).toEqual(QUIET);
    expect(spooled(home)).toEqual([]);
  });

  test('HIVEMIND_HOME wins over the folder of the script', () => {
    const home = installedHome();
    const other = homeWithDaemon();
    expect(runHook(shell, home, { HIVEMIND_HOME: other })).toEqual(QUIET);
    expect([spooled(home).length, spooled(other).length]).toEqual([0, 1]);
  });

  test('a missing home stays missing, without a word', () => {
    const home = installedHome();
    const missing = join(home, 'not-there');
    expect(runHook(shell, home, { HIVEMIND_HOME: missing })).toEqual(QUIET);
    expect(existsSync(missing)).toBe(false);
  });

  test('a home that cannot be written gives up without a word', () => {
    const home = installedHome();
    rmSync(join(home, 'spool'), { recursive: true });
    writeFileSync(join(home, 'spool'), 'a file, so that even root cannot write into it');
    expect(runHook(shell, home)).toEqual(QUIET);
    expect(existsSync(join(home, 'spool.failed'))).toBe(true);
  });

  test('a record cut short by a full disk leaves nothing behind', () => {
    const home = homeWithDaemon();
    // A file size limit ends writes in the same way, and needs no file system of its own.
    const limited: Shell = ['sh', '-c', `trap '' XFSZ; ulimit -f 1; exec "$@"`, 'sh', ...shell];
    expect(runHook(limited, home, {}, 'x'.repeat(100_000))).toEqual(QUIET);
    expect(spooled(home)).toEqual([]);
    const mark = join(home, 'spool.failed');
    expect(statSync(mark)).toMatchObject({ size: 0 });
    utimesSync(mark, 0, 0);
    runHook(limited, home, {}, 'x'.repeat(100_000));
    expect(statSync(mark).mtimeMs).toBeGreaterThan(0);
  });

  test('a spool file of an earlier process with the same id is not overwritten', () => {
    const home = homeWithDaemon();
    const again: Shell = ['sh', '-c', `echo mine >"${home}/spool/$$-0"; exec "$@"`, 'sh', ...shell];
    expect(runHook(again, home)).toEqual(QUIET);
    expect(spooled(home).filter((text) => text === 'mine\n')).toHaveLength(1);
    expect(spooled(home).filter((text) => text.includes(PAYLOAD))).toHaveLength(1);
  });

  test('without a daemon one is started, with a clean environment, in /', async () => {
    const home = homeWithRuntime();
    expect(runHook(shell, home, { ANTHROPIC_API_KEY: 'sk-x', HIVEMIND_WORKSPACE_ID: 'w' })).toEqual(QUIET);
    await vi.waitFor(() => expect(startsOf(home)).toHaveLength(1), 10_000);
    const [start = ''] = startsOf(home);
    const lines = start.trimEnd().split('\n');
    expect(lines[0]).toBe(`${join(home, 'entry.js')} daemon start`);
    expect(lines.at(-1)).toBe('/');
    const names = lines.slice(1, -1).map((line) => line.split('=')[0]);
    expect(
      names.filter((name) => name !== 'PWD' && name !== 'OLDPWD' && name !== '_' && name !== 'SHLVL').sort(),
    ).toEqual(['HIVEMIND_HOME', 'HOME', 'PATH']);
  });
});

test('spool files and folders are closed to others', () => {
  const home = homeWithDaemon();
  rmSync(join(home, 'spool'), { recursive: true });
  runHook(DASH, home);
  expect(statSync(join(home, 'spool')).mode & 0o777).toBe(0o700);
  const [name = ''] = readdirSync(join(home, 'spool'));
  expect(statSync(join(home, 'spool', name)).mode & 0o777).toBe(0o600);
});

test('of 200 hooks at once none is lost, none is overwritten, and one daemon is started', async () => {
  const home = homeWithRuntime();
  const env = { HOME: process.env.HOME, PATH: process.env.PATH };
  const hooks = Array.from({ length: 200 }, (_, index) => {
    const hook = spawn('/bin/sh', [join(home, 'hooks', 'capture'), 'claude-code'], {
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    hook.stdin?.end(`{"session_id":"s-${index}"}`);
    return exitOf(hook);
  });
  expect(new Set(await Promise.all(hooks))).toEqual(new Set([0]));
  const ids = spooled(home).map((text) => /"s-(\d+)"/.exec(text)?.[1]);
  expect(new Set(ids).size).toBe(200);
  await vi.waitFor(() => expect(startsOf(home)).toHaveLength(1), 10_000);
});

const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((done, failed) => {
    child.on('error', failed);
    child.on('exit', done);
  });

test('a live daemon is not started again', () => {
  const home = homeWithRuntime();
  writeFileSync(join(home, 'daemon.pid'), `${process.pid}\n`);
  runHook(DASH, home);
  expect(existsSync(join(home, 'daemon.starting'))).toBe(false);
});

/** Where the system does not tell it, a process that has ended and keeps its pid counts as live. */
const TELLING_SHELLS = existsSync('/proc/self/status') ? Object.entries(POSIX_SHELLS) : [];

test.each(TELLING_SHELLS)(
  'in %s, a daemon that ended is none, also where nobody waits for it',
  async (_, shell) => {
    const home = homeWithRuntime();
    // It ends once its parent is a program that waits for nobody.
    const parent = spawn('/bin/sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60']);
    try {
      const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
      writeFileSync(join(home, 'daemon.pid'), pid);
      const status = `/proc/${pid.toString().trim()}/status`;
      await vi.waitFor(() => expect(readFileSync(status, 'utf8')).toMatch(/^State:\s+Z/m), 10_000);
      runHook(shell, home);
      await vi.waitFor(() => expect(startsOf(home)).toHaveLength(1), 10_000);
    } finally {
      parent.kill();
    }
  },
);

test('records that pile up tell that the pid belongs to another program by now', async () => {
  const home = homeWithRuntime();
  writeFileSync(join(home, 'daemon.pid'), `${process.pid}\n`);
  for (let index = 0; index < 60; index++) writeFileSync(join(home, 'spool', `old-${index}`), '');
  runHook(DASH, home);
  await vi.waitFor(() => expect(startsOf(home)).toHaveLength(1), 10_000);
});

test.each([
  ['after a minute, and not before', -180],
  ['when a clock went back since', 86_400],
])('a start that came to nothing is tried again %s', async (_, secondsFromNow) => {
  const home = homeWithRuntime();
  const ticket = join(home, 'daemon.starting');
  writeFileSync(ticket, '');
  runHook(DASH, home);
  expect(startsOf(home)).toHaveLength(0);
  const at = Date.now() / 1000 + secondsFromNow;
  utimesSync(ticket, at, at);
  runHook(DASH, home);
  await vi.waitFor(() => expect(startsOf(home)).toHaveLength(1), 10_000);
});

/** `capture.mjs` does not see the end of what it started: on Windows, nothing but its start is left to it. */
test.each(Object.entries(POSIX_SHELLS))(
  'in %s, a start that was killed leaves no ticket behind, one that failed does',
  async (_, shell) => {
    const home = homeWithRuntime();
    const ticket = join(home, 'daemon.starting');
    const node = join(home, 'node');
    writeFileSync(node, '#!/bin/sh\nkill -9 $$\n');
    runHook(shell, home);
    await vi.waitFor(() => expect(existsSync(ticket)).toBe(false), 10_000);
    writeFileSync(node, '#!/bin/sh\necho end >>"$HIVEMIND_HOME/started"\nexit 1\n');
    runHook(shell, home);
    await vi.waitFor(() => expect(startsOf(home)).toHaveLength(1), 10_000);
    runHook(shell, home);
    expect(existsSync(ticket)).toBe(true);
    expect(startsOf(home)).toHaveLength(1);
  },
);

test('when the recorded node is gone, the one on PATH starts the daemon', async () => {
  const home = homeWithRuntime();
  const entry = join(home, 'entry.js');
  writeFileSync(join(home, 'hooks', 'runtime'), `/no/such/node\n${entry}\n`);
  runHook(DASH, home, { PATH: `${home}:${process.env.PATH}` });
  await vi.waitFor(() => expect(startsOf(home)).toHaveLength(1), 10_000);
});

test('the script fits a screen', () => {
  expect(readFileSync(CAPTURE, 'utf8').split('\n').length).toBeLessThanOrEqual(80);
});
