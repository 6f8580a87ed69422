/** Daemons and mining runs that die again and again, without warning, while agents are at work. */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allProjects } from '../../src/store/heads.ts';
import { openStoreToRead } from '../../src/store/open.ts';
import { WIRED_AGENT_IDS } from '../../src/types.ts';
import { bundle } from '../bundle.ts';
import { isAlive, killDaemon } from '../daemon/scratch-home.ts';
import { eventually } from '../support/agents/eventually.ts';
import type { Session } from './agent-hook.ts';
import { DoomedHome, pointsOf, type Role } from './doomed-home.ts';
import { playedSession } from './played-agents.ts';
import { RecordedSession } from './recorded-agents.ts';
import { SCALE } from './scale.ts';
import { differenceToUndisturbed } from './undisturbed.ts';

/** A daemon that does not come to the step it is to die at is killed where it is. */
const PATIENCE_MS = 4_000;
/** Far beyond what lies between two deaths, so that only what never ends fails. */
const STALLED_MS = 120_000;
const LOOK_MS = 25;
/** A person reads and types between turns. */
const BETWEEN_TURNS_MS = 4_000;
/** While so many records wait, nobody types: daemons that die at once would never see the end of them. */
const MANY_RECORDS = 300;
/** A store is made once. */
const MIGRATION = ['migration:before', 'migration:after'];

let preload: { program: string; folder: string };
let doomed: DoomedHome;
beforeAll(async () => {
  preload = await bundle('test/durability/kill-points.ts');
  doomed = await DoomedHome.make(preload.program, { 'publish.scratchRoots': true, 'publish.mode': 'auto' });
});
afterAll(async () => {
  await killDaemon(doomed.home);
  rmSync(preload.folder, { recursive: true, force: true });
});

/** One session of each agent in each project; in every other one, they do what real agents were recorded doing. */
function sessionsInProjects(projects: number): Session[] {
  const { home } = doomed;
  return Array.from({ length: projects }, (_, index) => {
    const root = join(home.folder, `thing-${index}`);
    mkdirSync(root);
    const place = { paths: home.paths, folder: home.folder, root, env: home.env };
    return WIRED_AGENT_IDS.map((agent, at) => {
      const name = `${agent} ${index}`;
      return index % 2 === 1
        ? new RecordedSession(place, agent, name)
        : playedSession(place, agent, name, 1 + at);
    });
  }).flat();
}

/** Plays a session until the killing is over. */
async function play(session: Session, isOver: () => boolean): Promise<void> {
  await session.start();
  do {
    await session.turn();
    do await sleep(BETWEEN_TURNS_MS * (0.5 + Math.random()));
    while (!isOver() && doomed.home.spooled().length > MANY_RECORDS);
  } while (!isOver());
  await session.end();
}

/** Waits until all orders are carried out. @returns how often a daemon was killed at no step of its orders */
async function killOnAndOn(): Promise<number> {
  let atAnyMoment = 0;
  let before = -1;
  let deathAt = Date.now();
  /** Kills at any moment since the last one by order: who was far from its step gets more time for it. */
  let inVain = 0;
  for (let nudgeAt = deathAt + PATIENCE_MS; openOrders() > 0; await sleep(LOOK_MS)) {
    doomed.reclaim();
    const left = openOrders();
    if (left === before && Date.now() < nudgeAt) continue;
    if (left !== before) {
      deathAt = Date.now();
      inVain = 0;
    } else if (doomed.open('daemon').length > 0 && doomed.killNow()) {
      inVain += 1;
      atAnyMoment += 1;
    }
    if (Date.now() - deathAt > STALLED_MS) throw new Error(`Nothing dies any more. Open: ${openPoints()}`);
    doomed.revive();
    before = left;
    nudgeAt = Date.now() + PATIENCE_MS * (1 + inVain);
  }
  return atAnyMoment;
}

const ROLES: readonly Role[] = ['daemon', 'miner'];
const openOrders = () => ROLES.reduce((sum, role) => sum + doomed.open(role).length, 0);
const openPoints = () => ROLES.map((role) => `${role} ${doomed.open(role).join(' ')}`).join(', ');

/** Mines one project after the other until no run is to die any more. */
async function mineOnAndOn(): Promise<void> {
  for (let turn = 0; doomed.open('miner').length > 0; turn++) {
    // Until then the daemon alone opens the store: it is to die while it makes the tables.
    const isMade = MIGRATION.every((point) => doomed.killed.has(`daemon ${point}`));
    const store = isMade ? openStoreToRead(doomed.home.paths.database) : null;
    const projects = store === null ? [] : allProjects(store);
    store?.close();
    const project = projects[turn % projects.length];
    doomed.ageBackups();
    if (project === undefined) await sleep(LOOK_MS);
    else await doomed.mine(project.id);
  }
}

test(`killed ${SCALE.kills} times, at every step, while ${3 * SCALE.projects} sessions run, each event is stored once`, async () => {
  const { home } = doomed;
  doomed.order('daemon', MIGRATION, 0);
  const ordered = MIGRATION.map((point) => `daemon ${point}`);
  for (const role of ROLES) {
    const points = pointsOf(role).filter((_, at) => at % SCALE.pointStep === SCALE.pointStep - 1);
    for (let round = 0; round < SCALE.rounds[role]; round++) doomed.order(role, points, round);
    ordered.push(...points.map((point) => `${role} ${point}`));
  }
  const sessions = sessionsInProjects(SCALE.projects);
  let isOver = false;
  const played = Promise.all(sessions.map((session) => play(session, () => isOver)));
  const [atAnyMoment] = await Promise.all([killOnAndOn(), mineOnAndOn()]);
  isOver = true;
  await played;
  await settled();
  const store = openStoreToRead(home.paths.database);
  if (store === null) throw new Error('there is no store');
  expect(await differenceToUndisturbed(store, sessions)).toEqual({ lost: [], added: [] });
  expect(store.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(existsSync(home.paths.spoolRejected)).toBe(false);
  const problems = store.prepare("SELECT * FROM problems WHERE area IN ('spool', 'transcript')").all();
  expect(problems).toEqual([]);
  store.close();
  expect([...doomed.killed.keys()].sort()).toEqual(ordered.sort());
  const kills = [...doomed.killed.values()].reduce((sum, count) => sum + count, atAnyMoment);
  expect(kills).toBeGreaterThanOrEqual(SCALE.kills);
  process.stdout.write(`${kills} kills: ${atAnyMoment} at any moment, ${summary()}\n`);
});

/** Waits for a daemon that nobody kills to take in the rest. */
async function settled(): Promise<void> {
  const { home } = doomed;
  await eventually(
    'a daemon takes in the rest',
    async () => {
      const pid = home.daemonPid();
      if (pid === null || !isAlive(pid)) await home.hivemind('daemon', 'start');
      return readdirSync(home.paths.spool).length === 0;
    },
    () => readFileSync(join(home.paths.log, 'daemon.log'), 'utf8').slice(-4_000),
  );
  // What it takes in last may stand in transcripts, which it reads before it ends.
  await home.hivemind('daemon', 'stop');
  await home.hivemind('daemon', 'start');
  await home.hivemind('daemon', 'stop');
}

function summary(): string {
  return [...doomed.killed]
    .map(([point, count]) => `${point} ${count}`)
    .sort()
    .join(', ');
}
