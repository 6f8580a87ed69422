/** `install` and `uninstall` as a person sees them. */

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { claudeLines } from '../worker/transcripts.ts';
import { type Place, place } from './command-line.ts';

const PROGRAM = resolve(import.meta.dirname, '..', '..', 'bin', 'hivemind');

interface Agent extends Place {
  settings: string;
}

/** The home of somebody who uses Claude Code. */
function userOfClaudeCode(settings?: string): Agent {
  const here = place();
  const path = join(here.home, '.claude', 'settings.json');
  mkdirSync(dirname(path));
  if (settings !== undefined) writeFileSync(path, settings);
  return { ...here, settings: path };
}

const read = (path: string) => readFileSync(path, 'utf8');

test('install tells what it changed and where, and the second time that nothing was to be done', async () => {
  const here = userOfClaudeCode();
  const [first, second] = [await here.hivemind('install'), await here.hivemind('install')];
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toMatch(/^✓ +Claude Code +hooks added +~\/\.claude\/settings\.json$/m);
  expect(second.out).toMatch(/^- +Claude Code +already installed +~\/\.claude\/settings\.json$/m);
});

test('where no agent is found, Claude Code is prepared, and told as not found until it comes', async () => {
  const here = place({ env: { PATH: '' } });
  const { out } = await here.hivemind('install');
  expect(out).toMatch(
    /✓ +Claude Code +hooks added \(not found on this machine yet\) +~\/\.claude\/settings\.json/,
  );
  expect(out).toMatch(/- +Codex +not on this machine/);
  expect((await here.hivemind('install')).out).toMatch(/- +Claude Code +already installed \(not found/);
  expect((await here.hivemind('status')).out).toMatch(/- +Claude Code +hooks ready, not found/);
  expect(await here.json('status')).toMatchObject({ agents: [{ detected: false, installed: true }, {}, {}] });
  mkdirSync(join(here.home, '.claude', 'projects'));
  expect((await here.hivemind('status')).out).toMatch(/✓ +Claude Code +installed/);
});

test('an agent that was only prepared leaves nothing behind, not even its folder', async () => {
  const here = place({ env: { PATH: '' } });
  await here.hivemind('install');
  expect((await here.hivemind('uninstall')).out).toMatch(/✓ +Claude Code +hooks removed/);
  expect(readdirSync(here.home)).toEqual([]);
});

test('an agent that was prepared stays wired when another one is found', async () => {
  const here = place({ env: { PATH: '' } });
  await here.hivemind('install');
  mkdirSync(join(here.home, '.codex'));
  const { out } = await here.hivemind('install');
  expect(out).toMatch(/- +Claude Code +already installed \(not found/);
  expect(out).toMatch(/✓ +Codex +hooks added/);
});

test('an agent is found by its program, too', async () => {
  const folder = mkdtempSync(join(process.env.HOME ?? '', 'bin-'));
  writeFileSync(join(folder, 'claude'), '#!/bin/sh\n');
  chmodSync(join(folder, 'claude'), 0o755);
  const here = place({ env: { PATH: folder } });
  expect((await here.hivemind('install')).out).toMatch(/✓ +Claude Code +hooks added/);
});

test('a dry run prints the exact change and makes none, not even a folder', async () => {
  const here = userOfClaudeCode('{\n  "model": "opus"\n}\n');
  const shown = await here.hivemind('install', '--dry-run', '--only', 'claude-code');
  expect(shown.out).toContain(`--- ${here.settings}\n+++ ${here.settings}\n`);
  expect(shown.out).toContain('-  "model": "opus"\n+  "model": "opus",\n');
  expect(read(here.settings)).toBe('{\n  "model": "opus"\n}\n');
  expect(existsSync(here.paths.home)).toBe(false);
});

test('settings that cannot be read fail with their place, and nothing is written', async () => {
  const here = userOfClaudeCode('{\n  "a": 1,\n}\n');
  const { code, out, err } = await here.hivemind('install', '--only', 'claude-code');
  expect(code).toBe(1);
  expect(out).toMatch(/✗ +Claude Code +not changed/);
  expect(err).toContain(`${here.settings}:3:1 is not valid JSON`);
  expect(read(here.settings)).toBe('{\n  "a": 1,\n}\n');
});

test('a home that cannot be written is told in a sentence', async () => {
  const here = userOfClaudeCode();
  writeFileSync(here.paths.home, '');
  const { code, err } = await here.hivemind('install');
  expect(code).toBe(1);
  expect(err).toContain(`${here.paths.home} cannot be written`);
  expect(existsSync(here.settings)).toBe(false);
});

test('an unknown agent is a usage error that lists the known ones', async () => {
  const { code, err } = await place().hivemind('install', '--only', 'emacs');
  expect(code).toBe(2);
  expect(err).toContain('claude-code');
});

test('without a terminal, history is read only when --history says so', async () => {
  const here = userOfClaudeCode();
  const project = join(here.home, '.claude', 'projects', 'shop');
  mkdirSync(project, { recursive: true });
  writeFileSync(
    join(project, `${randomUUID()}.jsonl`),
    claudeLines([{ prompt: 'fix the build' }]).join('\n'),
  );
  expect((await here.hivemind('install')).out).toContain('1 transcript of earlier sessions on disk');
  expect((await here.hivemind('install', '--no-history')).out).not.toContain('transcript');
  expect(await here.json('sessions', 'list')).toEqual([]);
  await here.hivemind('install', '--history');
  expect(await here.json('sessions', 'list')).toHaveLength(1);
});

test('install and import say that drafts come before files, unless the user set that they do not', async () => {
  const here = userOfClaudeCode();
  const folder = join(here.home, '.claude', 'projects', 'shop');
  mkdirSync(folder, { recursive: true });
  const add = () =>
    writeFileSync(
      join(folder, `${randomUUID()}.jsonl`),
      claudeLines([{ prompt: 'fix the build' }]).join('\n'),
    );
  const printed = async (...args: string[]) => (await here.hivemind(...args)).out;
  expect(await printed('install')).toContain('review shows them before any file is written');
  add();
  expect(await printed('import')).toContain('No file is written before you accept it');
  await here.hivemind('config', 'set', 'publish.mode', 'auto');
  add();
  const out = await printed('install', '--history');
  expect(out).toContain('(publish.mode auto)');
  expect(out).not.toMatch(/draft/);
});

test('uninstall gives the settings back byte for byte and leaves nothing running or lying about', async () => {
  const before = '{\r\n\t"n": 1.50 ,\r\n\t"hooks":{}\r\n}';
  const here = userOfClaudeCode(before);
  await here.hivemind('install');
  expect(await here.hivemind('uninstall', '--check')).toMatchObject({ code: 1 });
  expect((await here.hivemind('uninstall')).out).toMatch(/✓ +Claude Code +hooks removed/);
  expect(read(here.settings)).toBe(before);
  expect(await here.hivemind('uninstall', '--check')).toMatchObject({ code: 0, out: 'Nothing is left.\n' });
  expect(existsSync(here.paths.home)).toBe(false);
});

test('uninstall keeps the stored sessions, --purge deletes them', async () => {
  const here = userOfClaudeCode();
  await here.hivemind('install');
  writeFileSync(here.paths.database, '');
  await here.hivemind('uninstall');
  expect(existsSync(here.paths.database)).toBe(true);
  expect((await here.hivemind('uninstall', '--purge', '--dry-run')).out).toContain(
    'Would delete every stored session in ~/.hivemind.',
  );
  expect(await here.hivemind('uninstall', '--purge')).toMatchObject({ code: 1 });
  expect(existsSync(here.paths.database)).toBe(true);
  expect(await here.hivemind('uninstall', '--purge', '--yes')).toMatchObject({ code: 0 });
  expect(existsSync(here.paths.home)).toBe(false);
});

test('--purge leaves what is not ours, and says so', async () => {
  const here = userOfClaudeCode();
  await here.hivemind('install');
  writeFileSync(join(here.paths.home, 'notes.txt'), 'mine');
  const { err } = await here.hivemind('uninstall', '--purge', '--yes');
  expect(readdirSync(here.paths.home)).toEqual(['notes.txt']);
  expect(err).toContain('notes.txt');
});

test('--purge does not go with --only', async () => {
  expect(await place().hivemind('uninstall', '--purge', '--only', 'claude-code', '--yes')).toMatchObject({
    code: 2,
  });
});

test('four installs at once, by two paths to one file, add each hook once', async () => {
  const here = userOfClaudeCode('{}');
  const other = join(here.home, 'other');
  mkdirSync(other);
  // Both write the same manifest.
  symlinkSync(here.settings, join(other, 'settings.json'));
  const start = (config: string) =>
    new Promise<number | null>((ended) => {
      const env = { PATH: process.env.PATH, HOME: here.home, CLAUDE_CONFIG_DIR: config };
      const args = [PROGRAM, 'install', '--only', 'claude-code'];
      spawn(process.execPath, args, { env, stdio: 'ignore' }).on('close', ended);
    });
  const codes = await Promise.all([1, 2, 3, 4].map((n) => start(n % 2 ? dirname(here.settings) : other)));
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(read(here.settings).match(/hooks\/capture' claude-code/g)).toHaveLength(3);
  await here.hivemind('uninstall');
  expect(read(here.settings)).toBe('{}');
});
