/** A fresh clone on a machine that never saw it: under the Node that runs the tests, then under the current LTS. */

import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { freshClone, pathWith, run, scratchFolder, terminal } from './scratch.ts';

const INSTALL = ['install', '--only', 'claude-code'];
const which = (program: string) => execFileSync('which', [program], { encoding: 'utf8' }).trim();

describe('a fresh clone', () => {
  const clone = freshClone();
  const program = join(clone, 'bin', 'hivemind');
  const home = scratchFolder('home');
  const settings = join(home, '.claude', 'settings.json');

  test('two at once: each is set up and installed, and the work is done once', async () => {
    const both = await Promise.all([1, 2].map(() => run(program, INSTALL, '/', terminal(home))));
    expect(both.map(({ code, err }) => ({ code, err: code === 0 ? '' : err }))).toEqual([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
    const progress = both.map(({ err }) => err).join('');
    for (const step of [/installing dependencies/g, /preparing better-sqlite3/g, /building/g]) {
      expect(progress.match(step)).toHaveLength(1);
    }
    expect(JSON.parse(readFileSync(settings, 'utf8')).hooks).toHaveProperty('SessionStart');
  });

  test('the second time nothing is left to set up, not even a look at the network', async () => {
    const offline = { ...terminal(home), npm_config_registry: 'http://127.0.0.1:9' };
    const again = await run(program, INSTALL, '/', offline);
    expect(again).toMatchObject({ code: 0, err: '', out: expect.stringContaining('already installed') });
  });

  test('it runs by a link from anywhere, without a home, and without npm', async () => {
    const link = join(scratchFolder('bin'), 'hivemind');
    symlinkSync(program, link);
    const env = { PATH: pathWith({ node: process.execPath }) };
    expect(await run(link, ['--version'], scratchFolder('elsewhere'), env)).toMatchObject({
      code: 0,
      err: '',
    });
  });

  test('npm test needs no other step', async () => {
    const ran = await run('npm', ['test', '--', 'test/store', 'test/installers'], clone, terminal(home));
    expect({ code: ran.code, said: ran.code === 0 ? '' : ran.out + ran.err }).toEqual({ code: 0, said: '' });
  });

  test('under another Node the native module is made again, and the command goes on', async () => {
    const lts = await run(program, ['status'], '/', terminal(home, inject('ltsNode')));
    expect(lts).toMatchObject({ code: 0, out: expect.stringContaining('Claude Code') });
    expect(lts.err).toMatch(/^hivemind: preparing better-sqlite3[^\n]*\n$/);
  });

  test('npm test passes under the current LTS', async () => {
    const env = terminal(home, inject('ltsNode'));
    const ran = await run('npm', ['test', '--', 'test/store', 'test/installers'], clone, env);
    expect({ code: ran.code, said: ran.code === 0 ? '' : ran.out + ran.err }).toEqual({ code: 0, said: '' });
  });

  test('what is missing to compile is named in one sentence', async () => {
    rmSync(join(clone, 'node_modules', 'better-sqlite3', 'build'), { recursive: true });
    // The Node of the LTS package lies alone in its folder, so that no compiler is found beside it.
    const node = inject('ltsNode');
    const env = {
      ...terminal(home),
      PATH: pathWith({ npm: realpathSync(which('npm')), sh: '/bin/sh', env: which('env') }),
      npm_config_better_sqlite3_binary_host: 'http://127.0.0.1:9',
    };
    const ran = await run(node, [program, '--version'], '/', env);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('to compile it python3, make and g++ are missing.');
  });
});
