/** Daemons and mining runs that die again and again, without warning, while agents are at work. */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStoreToRead } from '../../src/store/open.ts';
import { eventually } from '../agents/eventually.ts';
import { bundle } from '../bundle.ts';
import { isAlive, killDaemon } from '../daemon/scratch-home.ts';
import { DoomedHome } from './doomed-home.ts';
import { expectStoredOnce, missingOf } from './expect-stored.ts';
import { type PlayedSession, sessionsOfAllAgents } from './played-agents.ts';
import { SCALE } from './scale.ts';

/** A daemon that does not come to the step it is to die at is killed where it is. */
const PATIENCE_MS = 6_000;
/** By then a start that left its ticket behind has failed. */
const FAILED_START_MS = 3_000;
const LOOK_MS = 50;
/** A person reads and types between turns. */
const BETWEEN_TURNS_MS = 700;

let preload: { program: string; folder: string };
let doomed: DoomedHome;
beforeAll(async () => {
  preload = await bundle('test/durability/kill-points.ts');
  doomed = await DoomedHome.make(preload.program, { 'publish.scratchRoots': true });
});
afterAll(async () => {
  await killDaemon(doomed.home);
  rmSync(preload.folder, { recursive: true, force: true });
});

/** Plays a session until the killing is over. */
async function play(session: PlayedSession, isOver: () => boolean): Promise<void> {
  await session.start();
  do {
    await session.turn();
    await sleep(BETWEEN_TURNS_MS * (0.5 + Math.random()));
  } while (!isOver());
  await session.end();
}

/** Kills until it is enough. @returns how often a process was killed at no step of its orders */
async function killOnAndOn(): Promise<number> {
  let atAnyMoment = 0;
  let before = 0;
  for (let quietSince = Date.now(); before + atAnyMoment < SCALE.kills; await sleep(LOOK_MS)) {
    doomed.giveOrders();
    const { length } = doomed.killed;
    if (length > before) quietSince = Date.now();
    before = length;
    if (Date.now() - quietSince > FAILED_START_MS) doomed.ageTicket();
    if (Date.now() - quietSince < PATIENCE_MS) continue;
    if (doomed.killNow()) atAnyMoment += 1;
    quietSince = Date.now();
  }
  return atAnyMoment;
}

test(`killed ${SCALE.kills} times at every step while ${3 * SCALE.sessionsPerAgent} sessions run, each event is stored once`, async () => {
  const { home } = doomed;
  const root = join(home.folder, 'thing');
  mkdirSync(root);
  const place = { paths: home.paths, folder: home.folder, root, env: home.env };
  const sessions = sessionsOfAllAgents(place, SCALE.sessionsPerAgent);
  let isOver = false;
  const played = Promise.all(sessions.map((session) => play(session, () => isOver)));
  const atAnyMoment = await killOnAndOn();
  doomed.withdrawOrders();
  isOver = true;
  await played;
  await settled(sessions);
  const store = openStoreToRead(home.paths.database);
  if (store === null) throw new Error('there is no store');
  expectStoredOnce(store, sessions);
  expect(store.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(existsSync(home.paths.spoolRejected)).toBe(false);
  const problems = store.prepare("SELECT * FROM problems WHERE area IN ('spool', 'transcript')").all();
  expect(problems).toEqual([]);
  store.close();
  process.stdout.write(`${atAnyMoment} at any moment, ${summary(doomed.killed)}\n`);
});

/** Waits for a daemon that nobody kills to take in the rest. */
async function settled(sessions: readonly PlayedSession[]): Promise<void> {
  const { home } = doomed;
  doomed.killNow();
  await eventually(
    'a daemon takes in the rest',
    async () => {
      const pid = home.daemonPid();
      if (pid === null || !isAlive(pid)) await home.hivemind('daemon', 'start');
      const store = openStoreToRead(home.paths.database);
      if (store === null) return false;
      try {
        return missingOf(store, sessions) === 0 && readdirSync(home.paths.spool).length === 0;
      } finally {
        store.close();
      }
    },
    () => readFileSync(join(home.paths.log, 'daemon.log'), 'utf8').slice(-4_000),
  );
}

function summary(killed: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const point of killed) counts.set(point, (counts.get(point) ?? 0) + 1);
  return [...counts]
    .map(([point, count]) => `${point} ${count}`)
    .sort()
    .join(', ');
}
