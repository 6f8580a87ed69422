/** Real processes that import one folder: killed without warning, and started again. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { homePaths } from '../../src/paths.ts';
import { eventsOfSession } from '../../src/store/events.ts';
import { allHeads } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import { bundle } from '../bundle.ts';
import { claudeLines } from './transcripts.ts';

const SESSIONS = ['a-session', 'b-session'];
/** As many as it takes to tell that a program started them. */
const PROGRAM_SESSIONS = ['c-session', 'd-session', 'e-session', 'f-session'];
const TEMPLATE = 'Judge each change on its own. '.repeat(8);
const EXPORT = `## SpecStory\n\n## A chat (02/03/2025, 09:00:00)\n\n_**User**_\n\nfix the parser\n\n---\n\n_**Assistant**_\n\nFixed.\n`;
const KILLS = 12;

let program: string;
let folder: string;
beforeAll(async () => {
  ({ program, folder } = await bundle('test/worker/import-program.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scratch = () => mkdtempSync(join(process.env.HOME ?? '', 'import-'));

function history(): string {
  const files = scratch();
  for (const sessionId of SESSIONS) {
    const turns = Array.from({ length: 5 }, (_, turn) => ({ prompt: `step ${turn}`, command: 'npm test' }));
    writeFileSync(join(files, `${sessionId}.jsonl`), claudeLines(turns, { sessionId }).join('\n'));
  }
  for (const sessionId of PROGRAM_SESSIONS) {
    const lines = claudeLines([{ prompt: TEMPLATE }], { sessionId, entrypoint: 'sdk-cli' });
    writeFileSync(join(files, `${sessionId}.jsonl`), lines.join('\n'));
  }
  writeFileSync(join(files, 'chat.md'), EXPORT);
  // Written long ago, so that the sessions are over.
  for (const name of readdirSync(files)) utimesSync(join(files, name), 1_780_000_000, 1_780_000_000);
  return files;
}

/** @returns what is known of every session, and its events as they read */
function stored(home: string): Record<string, string[]> {
  const store = openStore(homePaths(home).database);
  const sessions = allHeads(store).map(({ sessionId, endedAt, headless }) => [
    sessionId,
    [
      `${endedAt === null ? 'open' : 'ended'} ${headless ? 'by a program' : 'by a person'}`,
      ...eventsOfSession(store, sessionId).map(({ kind, text }) => `${kind} ${text ?? ''}`),
    ],
  ]);
  store.close();
  return Object.fromEntries(sessions);
}

test('killed before any write, and started again, it stores each event once and knows each session as well', () => {
  const files = history();
  const run = (home: string, ...more: string[]) => {
    mkdirSync(home, { recursive: true });
    return spawnSync(process.execPath, [program, home, files, ...more], { encoding: 'utf8' });
  };
  const untouched = scratch();
  const steps = Number(run(untouched).stdout);
  const whole = stored(untouched);
  expect(Object.keys(whole).sort()).toEqual([...SESSIONS, ...PROGRAM_SESSIONS, 'chat'].sort());
  expect(PROGRAM_SESSIONS.map((id) => whole[id]?.[0])).toEqual(Array(4).fill('ended by a program'));
  expect(steps).toBeGreaterThan(KILLS);
  for (let kill = 0; kill <= KILLS; kill++) {
    const home = scratch();
    const killAt = 1 + Math.floor((kill * (steps - 1)) / KILLS);
    expect(run(home, String(killAt)).signal).toBe('SIGKILL');
    expect(run(home).status).toBe(0);
    expect(stored(home), `killed at ${killAt} of ${steps}`).toEqual(whole);
  }
});
