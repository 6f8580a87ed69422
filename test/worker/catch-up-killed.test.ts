/** Real processes that catch up with one home: killed without warning, and several at once. */

import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../bundle.ts';
import { Transcript } from '../hooks/claude-code-records.ts';
import { AgentHome } from './agent-home.ts';

/** Turns of each session; the long one takes several transactions. */
const SESSIONS: Readonly<Record<string, number>> = { short: 3, long: 400 };
const KILLS = 16;

let program: string;
let folder: string;
beforeAll(async () => {
  ({ program, folder } = await bundle('test/worker/catch-up-program.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A home where sessions ended while no daemon ran. */
function homeWithWork(): AgentHome {
  const home = new AgentHome();
  for (const [sessionId, turns] of Object.entries(SESSIONS)) {
    const transcript = new Transcript(sessionId);
    for (let turn = 0; turn < turns; turn++) transcript.typed(`prompt ${turn}`).says(`answer ${turn}`);
    home.hook(sessionId, 'SessionStart');
    home.write(transcript);
    home.hook(sessionId, 'Stop');
    home.hook(sessionId, 'SessionEnd');
  }
  return home;
}

/** What must be there in the end: each event once, in order. */
function expectWhole(home: AgentHome): void {
  for (const [sessionId, turns] of Object.entries(SESSIONS)) {
    const rows = home.rows(sessionId);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const prompts = rows.filter(({ kind }) => kind === 'user_prompt').map(({ text }) => text);
    expect(prompts).toEqual(Array.from({ length: turns }, (_, turn) => `prompt ${turn}`));
    expect(rows).toHaveLength(2 * turns + 3);
  }
  expect(readdirSync(home.paths.spool)).toEqual([]);
}

test('killed at any step, and started again, it stores each event once', async () => {
  const whole = spawnSync(process.execPath, [program, homeWithWork().paths.home], { encoding: 'utf8' });
  const steps = Number(whole.stdout);
  expect(steps).toBeGreaterThan(800);
  for (let kill = 0; kill < KILLS; kill++) {
    const home = homeWithWork();
    // The first steps one by one, the others spread over all the rest.
    const killAt = kill < 6 ? kill + 1 : Math.round((steps * (kill - 5)) / (KILLS - 6));
    const { signal } = spawnSync(process.execPath, [program, home.paths.home, String(killAt)]);
    expect(signal).toBe('SIGKILL');
    await home.catchUp();
    expectWhole(home);
  }
});

test('several at once store each event once', async () => {
  const home = homeWithWork();
  await Promise.all([1, 2, 3].map(() => promisify(execFile)(process.execPath, [program, home.paths.home])));
  expectWhole(home);
});
