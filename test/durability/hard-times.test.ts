/** Full disks, locked stores, lost files: what was not lost by the machine is stored once it is over. */

import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recentProblems } from '../../src/store/problems.ts';
import { bundle } from '../bundle.ts';
import { expectStoredOnce } from './expect-stored.ts';
import { fill, mountDisk, Place } from './place.ts';
import { type PlayedSession, playedSession, sessionsOfAllAgents } from './played-agents.ts';

let cleanUp: (() => void)[] = [];
beforeEach(() => {
  cleanUp = [];
});
afterEach(() => {
  for (const step of cleanUp.reverse()) step();
});

function placeOn(home?: string): Place {
  const place = new Place(home);
  cleanUp.push(() => place.close());
  return place;
}

async function playOneTurn(sessions: readonly PlayedSession[]): Promise<void> {
  for (const session of sessions) await session.turn();
}

/** Sessions that have begun, of the agents that write transcripts. */
async function transcribedSessions(place: Place): Promise<PlayedSession[]> {
  const sessions = sessionsOfAllAgents(place, 2).filter(({ agent }) => agent !== 'cursor');
  for (const session of sessions) await session.start();
  return sessions;
}

test('a full disk fails no hook and loses no event of a transcript', async () => {
  const disk = mountDisk('size=3m');
  cleanUp.push(disk.unmount);
  const place = placeOn(join(disk.path, 'home'));
  const sessions = await transcribedSessions(place);
  await place.catchUp();
  await playOneTurn(sessions);
  const waiting = readdirSync(place.paths.spool);
  const filler = fill(disk.path);
  await playOneTurn(sessions);
  expect(readdirSync(place.paths.spool)).toEqual(waiting);
  // What is in the way is the store, and not one transcript after the other.
  for (const session of sessions) for (let turn = 0; turn < 50; turn++) await session.turn();
  await expect(place.catchUp()).rejects.toThrow(/full/);
  expect(readdirSync(place.paths.spool)).toEqual(waiting);
  rmSync(filler);
  await place.catchUp();
  expectStoredOnce(place.store, sessions);
  expect(readdirSync(place.paths.spool)).toEqual([]);
});

test('while another program locks the store everything waits, and is stored after', async () => {
  const place = placeOn();
  const sessions = sessionsOfAllAgents(place, 1);
  for (const session of sessions) await session.start();
  await playOneTurn(sessions);
  const { program, folder } = await bundle('test/durability/lock-holder.ts');
  cleanUp.push(() => rmSync(folder, { recursive: true }));
  place.store.pragma('busy_timeout = 50');
  const holder = spawn(process.execPath, [program, place.paths.database], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanUp.push(() => holder.kill('SIGKILL'));
  await new Promise((locked) => holder.stdout.once('data', locked));
  const waiting = readdirSync(place.paths.spool);
  await expect(place.catchUp()).rejects.toThrow(/locked/);
  await playOneTurn(sessions);
  expect(readdirSync(place.paths.spool).length).toBeGreaterThan(waiting.length);
  const ended = new Promise((end) => holder.once('exit', end));
  holder.kill('SIGKILL');
  await ended;
  await place.catchUp();
  expectStoredOnce(place.store, sessions);
  expect(recentProblems(place.store, 10)).toEqual([]);
});

/** What a power cut makes of files that were not synced yet. */
const TORN = {
  empty: (path: string) => truncateSync(path, 0),
  'cut short': (path: string) => truncateSync(path, 90),
  'full of zeros': (path: string) => writeFileSync(path, Buffer.alloc(readFileSync(path).length)),
  gone: (path: string) => rmSync(path),
};

test.each(Object.keys(TORN))(
  'records that a power cut left %s lose nothing that a transcript tells',
  async (how) => {
    const place = placeOn();
    const sessions = await transcribedSessions(place);
    await place.catchUp();
    await playOneTurn(sessions);
    for (const name of readdirSync(place.paths.spool))
      TORN[how as keyof typeof TORN](join(place.paths.spool, name));
    const torn = readdirSync(place.paths.spool);
    await playOneTurn(sessions);
    await place.catchUp();
    expectStoredOnce(place.store, sessions);
    expect(readdirSync(place.paths.spool)).toEqual(torn);
    place.later = 3_600_000;
    await place.catchUp();
    expect(readdirSync(place.paths.spool)).toEqual([]);
    expect(existsSync(place.paths.spoolRejected) ? readdirSync(place.paths.spoolRejected).length : 0).toBe(
      torn.length,
    );
    expect(recentProblems(place.store, 10).map(({ area }) => area)).toEqual(torn.map(() => 'spool'));
  },
);

test('a clock that goes back a day in the midst of it changes nothing', async () => {
  const place = placeOn();
  const sessions = sessionsOfAllAgents(place, 1);
  for (const session of sessions) await session.start();
  await playOneTurn(sessions);
  await place.catchUp();
  place.later = -86_400_000;
  await playOneTurn(sessions);
  await place.catchUp();
  await playOneTurn(sessions.filter(({ agent }) => agent !== 'cursor'));
  // Without another hook: only transcripts that are still looked after have news.
  for (const name of readdirSync(place.paths.spool)) rmSync(join(place.paths.spool, name));
  await place.catchUp();
  expectStoredOnce(place.store, sessions);
});

test('a session whose hooks another machine took in is read here, where its transcript is', async () => {
  const place = placeOn();
  const mine = {
    ...place,
    paths: place.paths,
    folder: join(place.folder, 'mine'),
    root: join(place.folder, 'mine', 'thing'),
  };
  mkdirSync(mine.root, { recursive: true });
  const session = playedSession(mine, 'claude-code', 'of mine', 1);
  await session.start();
  await session.turn();
  await session.end();
  renameSync(mine.folder, `${mine.folder}-unseen`);
  for (const hours of [0, 1, 24]) {
    place.later = hours * 3_600_000;
    await place.catchUp();
  }
  expect(readdirSync(place.paths.spool)).toEqual([]);
  renameSync(`${mine.folder}-unseen`, mine.folder);
  await place.catchUp();
  expectStoredOnce(place.store, [session]);
});

test('a record of another user is set aside, and the others are stored', async () => {
  const place = placeOn();
  const sessions = sessionsOfAllAgents(place, 1);
  for (const session of sessions) await session.start();
  await playOneTurn(sessions);
  const foreign = join(place.paths.spool, 'of-root');
  writeFileSync(foreign, 'hivemind-spool 1\n');
  chmodSync(foreign, 0o000);
  const { program, folder } = await bundle('test/worker/catch-up-program.ts');
  cleanUp.push(() => rmSync(folder, { recursive: true }));
  giveAway(process.env.HOME ?? '', foreign);
  const nobody = spawn(process.execPath, [program, place.paths.home, '0', String(NOBODY)], {
    stdio: 'inherit',
  });
  expect(await new Promise((ended) => nobody.once('exit', ended))).toBe(0);
  expectStoredOnce(place.store, sessions);
  expect(readdirSync(place.paths.spoolRejected)).toEqual(['of-root']);
  expect(recentProblems(place.store, 10)).toMatchObject([
    { message: expect.stringContaining('not readable') },
  ]);
});

const NOBODY = 65_534;

/** Gives a folder with all that is in it to another user, but for one file. */
function giveAway(folder: string, kept: string): void {
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    const path = join(folder, name);
    if (path !== kept) chownSync(path, NOBODY, NOBODY);
  }
}
