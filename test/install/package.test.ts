/** The packed package, installed globally as npm does it. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { freshClone, run, scratchFolder, terminal } from './scratch.ts';

let tarball: string;

beforeAll(async () => {
  const folder = scratchFolder('pack');
  const packed = await run(
    'npm',
    ['pack', '--pack-destination', folder],
    freshClone(),
    terminal(scratchFolder('home')),
  );
  if (packed.code !== 0) throw new Error(packed.out + packed.err);
  tarball = join(folder, readdirSync(folder)[0] ?? '');
});

test('the package holds the build and the hook script, no sources and no tests', async () => {
  const { out } = await run('tar', ['-tzf', tarball], '/', terminal('/'));
  const folders = new Set(out.split('\n').map((path) => path.split('/')[1]));
  expect(
    [...folders].filter((name) => ['src', 'test', 'installers', 'bench', '.ci'].includes(name ?? '')),
  ).toEqual([]);
  for (const file of [
    'bin/hivemind',
    'bin/setup.js',
    'hooks/capture',
    'dist/src/cli/main.js',
    'README.md',
    'LICENSE',
  ]) {
    expect(out).toContain(`package/${file}\n`);
  }
});

describe.each([
  { name: 'under the running Node', node: () => process.execPath, flags: [] },
  {
    name: 'under the current LTS, with install scripts blocked',
    node: () => inject('ltsNode'),
    flags: ['--ignore-scripts'],
  },
])('$name', ({ node, flags }) => {
  test('a global installation wires an agent, and works again without npm', async () => {
    const [prefix, home] = [scratchFolder('prefix'), scratchFolder('home')];
    const env = terminal(home, node());
    const installed = await run(
      'npm',
      ['install', '--global', '--prefix', prefix, ...flags, tarball],
      '/',
      env,
    );
    expect({ code: installed.code, err: installed.code === 0 ? '' : installed.err }).toEqual({
      code: 0,
      err: '',
    });
    const program = join(prefix, 'bin', 'hivemind');
    const wired = await run(program, ['install', '--only', 'claude-code'], '/', env);
    expect(wired).toMatchObject({ code: 0, out: expect.stringContaining('hooks added') });
    const runtime = readFileSync(join(home, '.hivemind', 'hooks', 'runtime'), 'utf8');
    expect(runtime).toContain(join('lib', 'node_modules', 'hivemind', 'bin', 'hivemind'));
    const again = await run(program, ['status', '--json'], '/', {
      ...env,
      npm_config_registry: 'http://127.0.0.1:9',
    });
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(again.out).agents[0]).toMatchObject({ id: 'claude-code', installed: true });
  });
});
