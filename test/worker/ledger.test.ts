/** The ledger depends on what happened alone: not on the order in which it was stored, nor on when or how often it was mined. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { homePaths } from '../../src/paths.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { skillifyProject } from '../../src/worker/skillify.ts';
import { bundle } from '../bundle.ts';
import {
  failedSession,
  migrationSession,
  mixedProject,
  noiseSessions,
  releaseSession,
} from '../mine/kinds.ts';
import { scratchStore, storeSessions } from '../mine/project.ts';
import { DAY, type SessionSpec, START } from '../mine/sessions.ts';

const PROJECT = { id: 'p1', remote: null, root: '/nowhere/repo' };
const KILLS = 5;

const scratch = () => mkdtempSync(join(process.env.HOME ?? '', 'ledger-'));

async function mine(store: Store): Promise<void> {
  const paths = homePaths(scratch());
  const context = {
    paths,
    config: loadConfig(paths.config, {}),
    store,
    env: process.env,
    now: () => START + 99 * DAY,
  };
  await skillifyProject(context, PROJECT, { reason: 'manual', dryRun: false });
}

/** Nothing is killed here, so nothing waits for the disk. */
function hastyStore(): Store {
  const store = scratchStore();
  store.pragma('synchronous = OFF');
  return store;
}

/** The rows of the ledger, byte for byte. */
const ledgerBytes = (store: Store): unknown[] =>
  store.prepare('SELECT * FROM candidates ORDER BY rank').all();

const closing = (store: Store): unknown[] => {
  const bytes = ledgerBytes(store);
  store.close();
  return bytes;
};

const MAKERS = [releaseSession, migrationSession, failedSession];
/** Some sessions of each kind, noise, and copies of some under other names. */
const projects = fc
  .record({
    kinds: fc.array(fc.tuple(fc.nat(MAKERS.length - 1), fc.nat(7)), { minLength: 2, maxLength: 9 }),
    noise: fc.nat(4),
    copies: fc.nat(2),
  })
  .map(({ kinds, noise, copies }) => {
    const made = kinds.flatMap(([maker, number]) => MAKERS[maker]?.(number) ?? []);
    const distinct = [
      ...new Map([...made, ...noiseSessions().slice(0, noise)].map((one) => [one.id, one])).values(),
    ];
    return [...distinct, ...distinct.slice(0, copies).map((one) => ({ ...one, id: `copy-of-${one.id}` }))];
  });

test('stored in any order, mined at any time and again, the same sessions give the same ledger byte for byte', async () => {
  const arrivals = projects.chain((sessions) =>
    fc.record({
      sessions: fc.constant(sessions),
      shuffled: fc.shuffledSubarray(sessions, { minLength: sessions.length }),
      minedAfter: fc.array(fc.boolean(), { minLength: sessions.length, maxLength: sessions.length }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ sessions, shuffled, minedAfter }) => {
      const atOnce = hastyStore();
      storeSessions(atOnce, sessions);
      await mine(atOnce);
      const expected = ledgerBytes(atOnce);
      await mine(atOnce);
      expect(closing(atOnce)).toEqual(expected);
      const bit = hastyStore();
      for (const [index, session] of shuffled.entries()) {
        storeSessions(bit, [session]);
        if (minedAfter[index]) await mine(bit);
      }
      await mine(bit);
      expect(closing(bit)).toEqual(expected);
    }),
    { numRuns: 8 },
  );
});

let program: string;
let folder: string;
beforeAll(async () => {
  ({ program, folder } = await bundle('test/worker/skillify-program.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (home: string, ...more: string[]) =>
  spawnSync(process.execPath, [program, home, ...more], { encoding: 'utf8' });

function ledgerIn(home: string): unknown[] {
  return closing(openStore(homePaths(home).database));
}

test('killed at any write, a run leaves the old ledger whole or the new one, and the next run ends the work', async () => {
  const before = scratch();
  const database = homePaths(before).database;
  const store = openStore(database);
  storeSessions(store, mixedProject(3));
  await mine(store);
  const old = ledgerBytes(store);
  storeSessions(store, mixedProject(4).filter(isNew));
  store.pragma('wal_checkpoint(TRUNCATE)');
  store.close();
  const home = () => {
    const copy = scratch();
    mkdirSync(copy, { recursive: true });
    copyFileSync(database, homePaths(copy).database);
    return copy;
  };
  const whole = home();
  const steps = Number(run(whole).stdout);
  const fresh = ledgerIn(whole);
  expect(fresh).not.toEqual(old);
  expect(steps).toBeGreaterThan(KILLS);
  for (let kill = 0; kill <= KILLS; kill += 1) {
    const killed = home();
    const killAt = 1 + Math.floor((kill * (steps - 1)) / KILLS);
    expect(run(killed, String(killAt)).signal).toBe('SIGKILL');
    expect([old, fresh], `killed at ${killAt} of ${steps}`).toContainEqual(ledgerIn(killed));
    expect(run(killed).status).toBe(0);
    expect(ledgerIn(killed)).toEqual(fresh);
  }
});

const isNew = ({ id }: SessionSpec) => !mixedProject(3).some((known) => known.id === id);
