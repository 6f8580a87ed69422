/** Rebuilds that are killed at every step, and begun again by the next daemon. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openSoundStore } from '../../src/daemon/sound-store.ts';
import { type HomePaths, homePaths } from '../../src/paths.ts';
import { countStored } from '../../src/store/counts.ts';
import { backUp } from '../../src/store/guard/backup.ts';
import { isSound, type Store } from '../../src/store/open.ts';
import { recentProblems } from '../../src/store/problems.ts';
import { bundle } from '../bundle.ts';
import { damagePages, pagesOf } from './damage.ts';
import { missingOf } from './expect-stored.ts';
import { Place } from './place.ts';
import { type PlayedSession, sessionsOfAllAgents } from './played-agents.ts';
import { SCALE } from './scale.ts';

let program: { program: string; folder: string };
beforeAll(async () => {
  program = await bundle('test/durability/rebuild-program.ts');
});
afterAll(() => rmSync(program.folder, { recursive: true, force: true }));

let place: Place;
let store: Store | undefined;
afterEach(() => {
  store?.close();
  place.close();
});

/** A store with a backup, events since, and a page in its midst that cannot be read: opening it shows nothing. */
async function damagedHome(): Promise<PlayedSession[]> {
  place = new Place();
  const sessions = sessionsOfAllAgents(place, 2);
  for (const session of sessions) await session.start();
  for (let turn = 0; turn < 4; turn++) for (const session of sessions) await session.turn();
  await place.catchUp();
  backUp(place.store, place.paths.backups, Date.now());
  for (let turn = 0; turn < 4; turn++) for (const session of sessions) await session.turn();
  await place.catchUp();
  place.store.pragma('wal_checkpoint(TRUNCATE)');
  place.close();
  damagePages(place.paths.database, [pagesOf(place.paths.database) >> 1]);
  return sessions;
}

const halfDone = (paths: HomePaths) => readdirSync(paths.home).filter((name) => name.includes('-rebuilt'));

/** As the next daemon goes on: a rebuild that has begun at once, any other once it has read damage. */
function openAsDaemon(paths: HomePaths): Store {
  const hasBegun = halfDone(paths).length > 0;
  const opened = openSoundStore(paths, false, Date.now(), () => undefined);
  if (hasBegun || isSound(opened)) return opened;
  opened.close();
  return openSoundStore(paths, true, Date.now(), () => undefined);
}

test('a rebuild killed at any step ends as one that was not, with nothing half done left', async () => {
  const sessions = await damagedHome();
  const transcribed = sessions.filter(({ agent }) => agent !== 'cursor');
  const copyOf = (name: string) => {
    const paths = homePaths(join(place.folder, name));
    mkdirSync(paths.home);
    cpSync(place.paths.home, paths.home, { recursive: true });
    return paths;
  };
  const whole = copyOf('whole');
  const steps = Number(
    spawnSync(process.execPath, [program.program, whole.home], { encoding: 'utf8' }).stdout,
  );
  expect(steps).toBeGreaterThan(25);
  store = openSoundStore(whole, false, Date.now(), () => undefined);
  const wanted = store.prepare('SELECT id FROM sessions ORDER BY id').pluck().all();
  const lost = countStored(store).lost;
  store.close();
  for (let killAt = 1; killAt <= steps; killAt += Math.max(1, Math.floor(steps / SCALE.rebuildKills))) {
    const paths = copyOf(`killed-${killAt}`);
    const { signal } = spawnSync(process.execPath, [program.program, paths.home, String(killAt)]);
    expect(signal).toBe('SIGKILL');
    store = openAsDaemon(paths);
    expect({ killAt, ids: store.prepare('SELECT id FROM sessions ORDER BY id').pluck().all() }).toEqual({
      killAt,
      ids: wanted,
    });
    expect(store.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(countStored(store).lost).toBe(lost);
    expect(recentProblems(store, 1)[0]?.message).toMatch(/^The store was damaged\./);
    expect(halfDone(paths)).toEqual([]);
    expect(readdirSync(paths.damaged).filter((name) => name.endsWith('.db'))).toHaveLength(1);
    store.close();
    rmSync(paths.home, { recursive: true });
  }
  openAsDaemon(place.paths).close();
  await place.catchUp();
  expect(missingOf(place.store, transcribed)).toBe(0);
});
