/** The daemon is killed at random moments while hooks run: the next hooks bring it back, and nothing is lost or doubled. */

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStoreToRead } from '../../src/store/open.ts';
import { WIRED_AGENT_IDS } from '../../src/types.ts';
import { isAlive, killDaemon, processesOf, type ScratchHome, scratchHome } from '../daemon/scratch-home.ts';
import { eventually } from '../support/agents/eventually.ts';
import { expectStoredOnce, missingOf } from './expect-stored.ts';
import { type PlayedSession, playedSession } from './played-agents.ts';
import { SCALE } from './scale.ts';

const SESSIONS = 12;
/** Between two turns of a session, ms. */
const PAUSE_MS = 400;
/** A daemon lives at most so long, ms; half of them die within the moments of starting. */
const LONGEST_LIFE_MS = 1_500;

let home: ScratchHome;
beforeAll(async () => {
  home = await scratchHome();
});
afterAll(() => killDaemon(home));

interface Sweep {
  kills: number;
  /** From a kill to the next daemon's announcement, ms. */
  gaps: number[];
  /** Hooks that ended while a ticket lay there and no process of the home was left that it could belong to. */
  heldBack: number;
}

test(`of ${SESSIONS} sessions under ${SCALE.sweepKills} kills, nothing is lost or doubled, and no hook is held back by a ticket that nobody has`, async () => {
  const sweep: Sweep = { kills: 0, gaps: [], heldBack: 0 };
  const sessions = Array.from({ length: SESSIONS }, (_, index) => makeSession(index));
  const isOver = () => sweep.kills >= SCALE.sweepKills;
  await Promise.all([...sessions.map((session) => play(session, sweep, isOver)), killOnAndOn(sweep, isOver)]);
  await eventually('all is stored', () => {
    const store = openStoreToRead(home.paths.database);
    const missing = store === null ? -1 : missingOf(store, sessions);
    store?.close();
    return missing === 0;
  });
  const store = openStoreToRead(home.paths.database);
  if (store === null) throw new Error('there is no store');
  expectStoredOnce(store, sessions);
  store.close();
  expect(sweep).toMatchObject({ kills: SCALE.sweepKills, heldBack: 0 });
  const turns = sessions.reduce((sum, session) => sum + session.turns.length, 0);
  const [longest, median] = [
    Math.max(...sweep.gaps),
    sweep.gaps.sort((a, b) => a - b)[sweep.gaps.length >> 1],
  ];
  process.stdout.write(
    `${sweep.kills} kills, ${turns} turns, 0 lost, 0 doubled; without a daemon: median ${median} ms, longest ${longest} ms\n`,
  );
});

function makeSession(index: number): PlayedSession {
  const root = join(home.folder, `thing-${index % 4}`);
  mkdirSync(root, { recursive: true });
  const agent = WIRED_AGENT_IDS[index % WIRED_AGENT_IDS.length] ?? 'claude-code';
  const place = { paths: home.paths, folder: home.folder, root, env: home.env };
  return playedSession(place, agent, `sweep ${index}`, 1 + (index % 3));
}

async function play(session: PlayedSession, sweep: Sweep, isOver: () => boolean): Promise<void> {
  await session.start();
  while (!isOver()) {
    await session.turn();
    if (isTicketStray()) sweep.heldBack += 1;
    await sleep(PAUSE_MS * (0.5 + Math.random()));
  }
  await session.end();
}

/** Looked at twice: between the two looks at it, the one who has it may have taken it away and ended. */
function isTicketStray(): boolean {
  const isThere = () => existsSync(home.paths.daemonStarting);
  return isThere() && processesOf(home).length === 0 && isThere() && processesOf(home).length === 0;
}

async function killOnAndOn(sweep: Sweep, isOver: () => boolean): Promise<void> {
  let killedAt: number | null = null;
  while (!isOver()) {
    const pid = await eventually('a daemon is up', () => {
      const announced = home.daemonPid();
      return announced !== null && isAlive(announced) ? announced : null;
    });
    if (killedAt !== null) sweep.gaps.push(Date.now() - killedAt);
    await sleep(LONGEST_LIFE_MS * Math.random() ** 2);
    if (!isAlive(pid)) continue;
    process.kill(pid, 'SIGKILL');
    killedAt = Date.now();
    sweep.kills += 1;
  }
}
