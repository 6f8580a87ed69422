import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Interrupted } from '../../src/cli/terminal/interruption.ts';
import { place } from './command-line.ts';

test.each([
  ['statu', 'There is no command "hivemind statu".', 'Did you mean hivemind status?'],
  ['qqqqqq', 'There is no command "hivemind qqqqqq".', 'hivemind --help lists the commands'],
])('an unknown verb is a usage error with a hint: %s', async (verb, message, hint) => {
  expect(await place().hivemind(verb)).toEqual({
    code: 2,
    out: '',
    err: `hivemind: ${message}\n  ${hint}\n`,
  });
});

test('an unknown verb of a group is a usage error that names the nearest', async () => {
  const { code, err } = await place().hivemind('skillify', 'wyh');
  expect({ code, err }).toEqual({
    code: 2,
    err: 'hivemind: There is no command "hivemind skillify wyh".\n  Did you mean hivemind skillify why?\n',
  });
});

test('an unknown option is a usage error that names the nearest', async () => {
  const { code, err } = await place().hivemind('status', '--jsn');
  expect({ code, err }).toEqual({
    code: 2,
    err: "hivemind: unknown option '--jsn'\n(Did you mean --json?)\n",
  });
});

test.each([
  ['install', 'codex'],
  ['uninstall', 'codex'],
  ['status', 'now'],
  ['skillify', 'run', 'shop'],
])('a word that a command has no use for is a usage error, and nothing is done: %s %s', async (...words) => {
  const here = place();
  const { code, out, err } = await here.hivemind(...words);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('too many arguments');
  expect(readdirSync(here.home)).toEqual([]);
});

test('help is a command, too', async () => {
  const here = place();
  expect((await here.hivemind('help')).out).toBe((await here.hivemind('--help')).out);
  expect((await here.hivemind('help', 'install')).out).toBe((await here.hivemind('install', '--help')).out);
  expect((await here.hivemind('skillify', 'help')).out).toMatch(/^ +run \[options\]/m);
});

test('with no store, every reading command answers, and creates nothing', async () => {
  const here = place();
  const reading = [
    [],
    ['status'],
    ['skillify'],
    ['skillify', 'list'],
    ['sessions', 'list'],
    ['config', 'list'],
  ];
  for (const words of reading) {
    for (const line of [words, [...words, '--json']]) {
      expect(await here.hivemind(...line)).toMatchObject({ code: 0, err: '' });
    }
  }
  expect(existsSync(here.paths.home)).toBe(false);
});

test('hivemind alone takes five lines', async () => {
  const { out } = await place().hivemind();
  expect(out.trimEnd().split('\n')).toHaveLength(5);
});

test('a bug exits with 3, and its details are in the log it names', async () => {
  const boom = () => {
    throw new TypeError('boom');
  };
  const here = place({ context: { config: boom } });
  const { code, out, err } = await here.hivemind('config', 'list');
  const log = join(here.paths.log, 'crash.log');
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain(log);
  expect(readFileSync(log, 'utf8')).toMatch(/ TypeError: boom\n +at /);
});

test('a folder removed under the terminal keeps no command from working', () => {
  const folder = mkdtempSync(join(process.env.HOME ?? '', 'gone-'));
  const program = resolve(import.meta.dirname, '..', '..', 'bin', 'hivemind');
  const line = 'rmdir "$PWD" && exec "$0" "$1" config get skillify.everyNTurns';
  const told = execFileSync('/bin/sh', ['-c', line, process.execPath, program], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(told).toBe('20\n');
});

test('interrupted work exits with 130', async () => {
  const interrupted = () => {
    throw new Interrupted();
  };
  const here = place({ context: { config: interrupted } });
  expect(await here.hivemind('config', 'list')).toEqual({ code: 130, out: '', err: '' });
});
