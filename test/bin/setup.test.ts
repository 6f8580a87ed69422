/** The set-up that runs before every command. What it does on a fresh machine is tested in `test/install`. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/lib/run.ts';

const BIN = resolve(import.meta.dirname, '..', '..', 'bin');

describe('an old Node', () => {
  test.each(['12.22.12', '18.20.8', '20.18.3'])('%s gets one sentence', async (version) => {
    const old = join(mkdtempSync(join(process.env.HOME ?? '', 'old-')), 'old.cjs');
    writeFileSync(old, `Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
    const { exitCode, stderr } = await run(process.execPath, ['--require', old, join(BIN, 'hivemind')]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^hivemind: this is Node [^\n]+ but hivemind needs Node 20\.19\.0 or newer\.$/);
    expect(stderr).toContain(version);
  });
});

test('where all is set up, nothing is done and nothing printed', async () => {
  const first = await run(process.execPath, [join(BIN, 'setup.js')]);
  expect(first.exitCode).toBe(0);
  expect(await run(process.execPath, [join(BIN, 'setup.js')])).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: '',
  });
});

describe('the lock', () => {
  /** Starts a process that takes the lock, writes a line to `log`, waits, writes another, and lets go. */
  function holder(lock: string, log: string, name: string, ms: number) {
    const program = `
      const { appendFileSync } = require('node:fs');
      const { withLock } = require(${JSON.stringify(join(BIN, 'setup', 'lock.js'))});
      withLock(${JSON.stringify(lock)}, async () => {
        appendFileSync(${JSON.stringify(log)}, '${name} in\\n');
        await new Promise((resolve) => setTimeout(resolve, ${ms}));
        appendFileSync(${JSON.stringify(log)}, '${name} out\\n');
      });`;
    const child = spawn(process.execPath, ['-e', program], { stdio: 'inherit' });
    return new Promise<number | null>((ended) => child.on('close', ended));
  }

  function scratch() {
    const folder = mkdtempSync(join(process.env.HOME ?? '', 'lock-'));
    return { lock: join(folder, 'setup.lock'), log: join(folder, 'log') };
  }

  test('has one holder at a time', async () => {
    const { lock, log } = scratch();
    const codes = await Promise.all(['a', 'b', 'c'].map((name) => holder(lock, log, name, 100)));
    expect(codes).toEqual([0, 0, 0]);
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    const turns = [0, 2, 4].map((at) => lines.slice(at, at + 2).map((line) => line.split(' ')[0]));
    for (const [first, second] of turns) expect(first).toBe(second);
  });

  test('of a process that died is taken over', async () => {
    const { lock, log } = scratch();
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((ended) => dead.on('close', ended));
    writeFileSync(lock, `${hostname()} ${dead.pid}`);
    expect(await holder(lock, log, 'a', 0)).toBe(0);
  });

  test('that nobody has touched for a minute is taken over, whatever its process id says', async () => {
    const { lock, log } = scratch();
    writeFileSync(lock, `elsewhere ${process.pid}`);
    utimesSync(lock, new Date(Date.now() - 120_000), new Date(Date.now() - 120_000));
    expect(await holder(lock, log, 'a', 0)).toBe(0);
  });
});
