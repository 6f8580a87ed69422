/**
 * The README shows what the program prints. Each `$ hivemind …` in it is run again, in a home in which the demo's sessions
 * were played; what differs from run to run (times, sizes, ids of processes) is set to fixed values first.
 * `npx vitest run test/readme.test.ts -u` pastes the present output.
 */

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CliContext } from '../src/cli/context.ts';
import { playSessions } from '../src/cli/demo/play.ts';
import { SAMPLES } from '../src/cli/demo/samples.ts';
import {
  makeScratchHome,
  removeScratchHome,
  type ScratchHome,
  settleIn,
} from '../src/cli/demo/scratch-home.ts';
import { untilMined } from '../src/cli/demo/wait.ts';
import { main } from '../src/cli/main.ts';
import { loadConfig } from '../src/config.ts';
import { run } from '../src/lib/run.ts';

const README = resolve(import.meta.dirname, '../README.md');
const PROGRAM = resolve(import.meta.dirname, '../bin/hivemind');
/** The moment at which the README's person looks. */
const NOW = new Date(2026, 2, 16, 12, 0).getTime();
const COLUMNS = 112;

let home: ScratchHome;
/** A folder with git in it and nothing else: which agents this machine has is not the README's business. */
let programs: string;

beforeAll(async () => {
  programs = mkdtempSync(join(process.env.HOME ?? '', 'programs-'));
  const { stdout: git } = await run('/bin/sh', ['-c', 'command -v git']);
  symlinkSync(git, join(programs, 'git'));
  home = makeScratchHome(process.env);
  await settleIn(home);
  await playSessions(home, SAMPLES, NOW);
  const { store } = await untilMined(home, SAMPLES.length);
  store.close();
  await run(process.execPath, [PROGRAM, 'daemon', 'stop'], { env: home.env });
});

afterAll(() => removeScratchHome(home));

test('the README shows what the program prints', async () => {
  const text = readFileSync(README, 'utf8');
  const blocks = [...text.matchAll(/^```console\n\$ hivemind ?(.*)\n(?:[^`][^\n]*\n|\n)*?```$/gm)];
  expect(blocks.length).toBeGreaterThan(3);
  let rendered = text;
  for (const [block, words = ''] of blocks) {
    const printed = settled(await output(words.split(' ').filter((word) => word !== '')));
    const [prompt] = block.split('\n', 2).slice(1);
    rendered = rendered.replace(block, () => ['```console', prompt, `${printed}\`\`\``].join('\n'));
  }
  await expect(rendered).toMatchFileSnapshot(README);
});

async function output(words: string[]): Promise<string> {
  if (words[0] === 'install' || words[0] === 'demo') return outputOfNewHome(words);
  let printed = '';
  const print = (line = '') => {
    printed += `${line}\n`;
  };
  const context: CliContext = {
    env: { ...home.env, PATH: programs },
    cwd: home.root,
    paths: home.paths,
    config: () => loadConfig(home.paths.config, home.env),
    now: () => NOW,
    out: print,
    note: print,
    status: () => undefined,
    json: (value) => print(JSON.stringify(value)),
    interactive: false,
    columns: COLUMNS,
    style: (_, text) => text,
  };
  expect(await main(words, context)).toBe(0);
  return printed;
}

/** In the home of somebody who has all agents and nothing of ours. */
async function outputOfNewHome(words: string[]): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(process.env.HOME ?? '', 'new-')));
  for (const agent of ['.claude', '.codex', '.cursor']) mkdirSync(join(folder, agent));
  const env = { PATH: process.env.PATH, HOME: folder };
  const both = ['-c', 'exec "$0" "$@" 2>&1', process.execPath, PROGRAM, ...words];
  const { exitCode, stdout } = await run('/bin/sh', both, { env });
  expect(exitCode).toBe(0);
  return `${stdout}\n`;
}

function settled(printed: string): string {
  return printed
    .replace(/\d+\.\d s\b/g, '0.8 s')
    .replace(/\d+(?:\.\d)? [kM]?B\b/g, '0.4 MB')
    .replace(/\bpid \d+/g, 'pid 4242')
    .replaceAll(home.folder, '~');
}
