/** Real processes that import one folder: killed without warning, and started again. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { homePaths } from '../../src/paths.ts';
import { eventsOfSession } from '../../src/store/events.ts';
import { allHeads } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import { bundle } from '../bundle.ts';
import { claudeLines } from './transcripts.ts';

const SESSIONS = ['a-session', 'b-session'];
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
  writeFileSync(join(files, 'chat.md'), EXPORT);
  return files;
}

/** @returns every session's events, as they read */
function stored(home: string): Record<string, string[]> {
  const store = openStore(homePaths(home).database);
  const sessions = allHeads(store).map(({ sessionId }) => [
    sessionId,
    eventsOfSession(store, sessionId).map(({ kind, text }) => `${kind} ${text ?? ''}`),
  ]);
  store.close();
  return Object.fromEntries(sessions);
}

test('killed before any write, and started again, it stores each event once', () => {
  const files = history();
  const run = (home: string, ...more: string[]) => {
    mkdirSync(home, { recursive: true });
    return spawnSync(process.execPath, [program, home, files, ...more], { encoding: 'utf8' });
  };
  const untouched = scratch();
  const steps = Number(run(untouched).stdout);
  const whole = stored(untouched);
  expect(Object.keys(whole).sort()).toEqual([...SESSIONS, 'chat'].sort());
  expect(steps).toBeGreaterThan(KILLS);
  for (let kill = 0; kill < KILLS; kill++) {
    const home = scratch();
    const killAt = 1 + Math.floor((kill * steps) / KILLS);
    expect(run(home, String(killAt)).signal).toBe('SIGKILL');
    expect(run(home).status).toBe(0);
    expect(stored(home), `killed at ${killAt} of ${steps}`).toEqual(whole);
  }
});
