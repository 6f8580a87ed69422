/** Stores that were damaged: set aside, and rebuilt from a backup, from what can be read, and from transcripts. */

import { existsSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countStored } from '../../src/store/counts.ts';
import { backUp, backUpIfDue, dropBackups, listBackups } from '../../src/store/guard/backup.ts';
import { captureOffReason, markCaptureOff } from '../../src/store/heads.ts';
import { openStore, openStoreToRead } from '../../src/store/open.ts';
import { recentProblems } from '../../src/store/problems.ts';
import { isRebuildUnfinished, rebuildStore } from '../../src/store/rescue/rebuild.ts';
import { killDaemon, type ScratchHome, scratchHome } from '../daemon/scratch-home.ts';
import { eventually } from '../support/agents/eventually.ts';
import { damagePages, PAGE, pagesOf } from './damage.ts';
import { expectStoredOnce, missingOf } from './expect-stored.ts';
import { Place } from './place.ts';
import { type PlayedSession, sessionsOfAllAgents } from './played-agents.ts';

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);

/** What can happen to a file, from a little to all of it. */
const DAMAGE: Readonly<Record<string, (path: string) => void>> = {
  'a page in the middle': (path) => damagePages(path, [pagesOf(path) >> 1]),
  'every tenth page': (path) =>
    damagePages(
      path,
      range(5, pagesOf(path)).filter((page) => page % 10 === 0),
    ),
  'the first page': (path) => damagePages(path, [0]),
  'its end cut off': (path) => truncateSync(path, (pagesOf(path) >> 1) * PAGE),
  'no database any more': (path) => writeFileSync(path, 'all of it is gone\n'.repeat(1_000)),
  'nothing left': (path) => truncateSync(path, 0),
};

let place: Place;
let sessions: PlayedSession[];
beforeEach(async () => {
  place = new Place();
  sessions = sessionsOfAllAgents(place, 2);
  for (const session of sessions) await session.start();
  await play(8);
});
afterEach(() => place.close());

async function play(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await Promise.all(sessions.map((session) => session.turn()));
  await place.catchUp();
}

function damage(how: string): void {
  place.store.pragma('wal_checkpoint(TRUNCATE)');
  place.close();
  DAMAGE[how]?.(place.paths.database);
}

/** Whether the store opens: damage deeper down shows only where it is read. */
function isUsable(): boolean {
  try {
    openStore(place.paths.database).close();
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'STORE_DAMAGED', hint: expect.stringContaining('daemon start') });
    return false;
  }
}

const transcribed = () => sessions.filter(({ agent }) => agent !== 'cursor');

test('a session that was marked off after the last backup stays off', async () => {
  backUp(place.store, place.paths.backups, Date.now());
  markCaptureOff(place.store, 'secret-session', 'HIVEMIND_CAPTURE', 5);
  damage('nothing left');
  rebuildStore(place.paths, Date.now());
  expect(captureOffReason(place.store, 'secret-session')).toBe('HIVEMIND_CAPTURE');
  expect(statSync(place.paths.captureOff).mode & 0o777).toBe(0o600);
});

describe.each(Object.keys(DAMAGE))('a store with %s', (how) => {
  test('comes back from its backup and the transcripts, each event once, and what is lost is counted', async () => {
    backUp(place.store, place.paths.backups, Date.now());
    const atBackup = sessions.map((session) => ({ ...session, turns: [...session.turns] }));
    await play(8);
    damage(how);
    if (how !== 'every tenth page') expect(isUsable()).toBe(how === 'a page in the middle');
    rebuildStore(place.paths, Date.now());
    await place.catchUp();
    const { store } = place;
    expect(store.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(missingOf(store, transcribed())).toBe(0);
    expect(missingOf(store, atBackup)).toBe(0);
    const ids = store.prepare('SELECT id FROM sessions').pluck().all();
    expect(new Set(ids).size).toBe(ids.length);
    expect(countStored(store).events).toBe(ids.length);
    const [problem] = recentProblems(store, 10).filter(({ area }) => area === 'store');
    expect(problem?.message).toMatch(
      /^The store was damaged\. It was rebuilt from hivemind-.*\.db and \d+ rows/,
    );
    const toldMissing = Number(/; (\d+) events are missing/.exec(problem?.message ?? '')?.[1] ?? Number.NaN);
    if (!Number.isNaN(toldMissing)) {
      expect(countStored(store).lost).toBeLessThanOrEqual(toldMissing);
      expect(countStored(store).lost).toBeGreaterThanOrEqual(missingOf(store, sessions));
    }
    expect(readdirSync(place.paths.damaged).filter((name) => name.endsWith('.db'))).toHaveLength(1);
    await play(1);
    expect(missingOf(store, transcribed())).toBe(0);
  });
});

test('without a backup and with nothing to read, sessions that go on come back from their transcripts', async () => {
  damage('no database any more');
  rebuildStore(place.paths, Date.now());
  await play(1);
  expect(missingOf(place.store, transcribed())).toBe(0);
  expect(recentProblems(place.store, 1)[0]?.message).toContain('how many events are missing cannot be told');
});

test('a rebuild that was killed goes on where it was', () => {
  const [{ length }] = [place.store.prepare('SELECT id FROM sessions').all()];
  place.close();
  // Complete, but not in its place yet, and half of the old one gone.
  const rebuilt = new Database(place.paths.database);
  rebuilt.prepare('VACUUM INTO ?').run(`${place.paths.database}-rebuilt`);
  rebuilt.close();
  damagePages(place.paths.database, [0]);
  expect(isRebuildUnfinished(place.paths.database)).toBe(true);
  expect(rebuildStore(place.paths, Date.now())).toContain('interrupted');
  expect(isRebuildUnfinished(place.paths.database)).toBe(false);
  expect(place.store.prepare('SELECT id FROM sessions').all()).toHaveLength(length);
});

test('one backup a day is made, three are kept, none is half done, and forgetting drops them', () => {
  const { store, paths } = place;
  const day = 86_400_000;
  expect(backUpIfDue(store, paths.backups, Date.now())).toBe(true);
  expect(backUpIfDue(store, paths.backups, Date.now() + day / 2)).toBe(false);
  writeFileSync(join(paths.backups, 'hivemind-20260101T000000000Z.db.77.tmp'), 'half');
  for (let days = 1; days < 6; days++) backUp(store, paths.backups, Date.now() + days * day);
  expect(readdirSync(paths.backups)).toHaveLength(3);
  expect(statSync(listBackups(paths.backups)[0] ?? '').mode & 0o777).toBe(0o600);
  const copy = openStoreToRead(listBackups(paths.backups)[0] ?? '');
  expect(copy === null ? null : countStored(copy)).toEqual(countStored(store));
  copy?.close();
  dropBackups(paths.backups);
  expect(readdirSync(paths.backups)).toEqual([]);
});

test('after a clock went back, the newest backup is the last one made', () => {
  const { store, paths } = place;
  const day = 86_400_000;
  for (let days = 3; days > 0; days--) backUp(store, paths.backups, Date.now() + days * day);
  store.prepare("INSERT INTO workspaces (id, first_seen_at) VALUES ('new', 1)").run();
  const made = backUp(store, paths.backups, Date.now());
  expect(listBackups(paths.backups)[0]).toBe(made);
  expect(listBackups(paths.backups)).toHaveLength(3);
  // Its time on disk is the clock's own: tomorrow another is due, and not in three days.
  expect(backUpIfDue(store, paths.backups, Date.now())).toBe(false);
  expect(backUpIfDue(store, paths.backups, Date.now() + day)).toBe(true);
});

describe('the daemon', () => {
  let home: ScratchHome;
  afterEach(() => killDaemon(home));

  test.each([['the first page'], ['every tenth page']])(
    'finds %s damaged, rebuilds the store by itself and says so',
    async (how) => {
      home = await scratchHome();
      const work = { paths: home.paths, folder: home.folder, root: home.folder, env: home.env };
      const played = sessionsOfAllAgents(work, 1).filter(({ agent }) => agent !== 'cursor');
      const allStored = () =>
        eventually('all is stored', () => {
          const store = openStoreToRead(home.paths.database);
          if (store === null) return false;
          const missing = missingOf(store, played);
          store.close();
          return missing === 0;
        });
      for (const session of played) await session.start();
      for (const session of played) for (let turn = 0; turn < 12; turn++) await session.turn();
      await home.hivemind('daemon', 'start');
      await allStored();
      // A hook may just have been starting another one.
      expect((await home.hivemind('daemon', 'stop')).code).toBe(0);
      const store = openStore(home.paths.database);
      store.pragma('wal_checkpoint(TRUNCATE)');
      store.close();
      DAMAGE[how]?.(home.paths.database);
      for (const session of played) await session.turn();
      await home.hivemind('daemon', 'start');
      await eventually('the damaged store is set aside', () => existsSync(home.paths.damaged));
      await eventually('it is told', async () => {
        const { problems } = JSON.parse((await home.hivemind('--json')).out) as { problems?: unknown };
        const { out } = await home.hivemind('status');
        return problems === undefined && out.includes('The store was damaged');
      });
      for (const session of played) await session.turn();
      await eventually('all is stored again', () => {
        const read = openStoreToRead(home.paths.database);
        if (read === null) return false;
        const missing = missingOf(read, played);
        if (missing === 0) expectStoredOnce(read, played);
        read.close();
        return missing === 0;
      });
      rmSync(home.paths.damaged, { recursive: true });
    },
  );
});
