/** Hours of agents' work at many times its speed, with all that goes wrong on the way; what is left is measured. */

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStoreToRead } from '../../src/store/open.ts';
import { WIRED_AGENT_IDS } from '../../src/types.ts';
import { bundle } from '../bundle.ts';
import { killDaemon } from '../daemon/scratch-home.ts';
import { eventually } from '../support/agents/eventually.ts';
import { runHook, runKilledHook, type Session, type Workplace } from './agent-hook.ts';
import { playedSession } from './played-agents.ts';
import { RecordedSession } from './recorded-agents.ts';
import { SCALE } from './scale.ts';
import { median, slopeOf } from './slope.ts';
import { SoakHome } from './soak-home.ts';
import { differenceToUndisturbed } from './undisturbed.ts';

const SPEED = 20;
const SAMPLE_MS = 250;
const BETWEEN_TURNS_MS = 2_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** What a daemon may grow by from the second quarter of its life to the last: a collection of garbage more or less. */
const GROWTH_BYTES = 32 << 20;
/** Twice what one log file is rotated at. */
const LOG_BYTES = 2_000_000;
/** So many may wait while a daemon is killed again and again: they say nothing of one that falls behind. */
const FEW_RECORDS = 200;
/** Unreadable records kept for a look. */
const KEPT_REJECTED = 20;

let clock: { program: string; folder: string };
let soak: SoakHome;
beforeAll(async () => {
  clock = await bundle('test/durability/fast-clock.ts');
  soak = await SoakHome.make(clock.program, SPEED);
});
afterAll(async () => {
  await killDaemon(soak.home);
  soak.remove();
  rmSync(clock.folder, { recursive: true, force: true });
});

interface Player {
  place: Workplace;
  session: Session;
}

function players(): Player[] {
  const { home } = soak;
  return Array.from({ length: SCALE.soakProjects }, (_, index) => {
    const root = join(home.folder, `thing-${index}`);
    mkdirSync(root);
    const place = { paths: home.paths, folder: home.folder, root, env: home.env };
    return WIRED_AGENT_IDS.map((agent, at) => {
      const name = `soak ${agent} ${index}`;
      const session =
        index % 2 === 1 ? new RecordedSession(place, agent, name) : playedSession(place, agent, name, 1 + at);
      return { place, session };
    });
  }).flat();
}

async function play({ session }: Player, isOver: () => boolean): Promise<void> {
  await session.start();
  while (!isOver()) {
    await sleep(BETWEEN_TURNS_MS * (0.5 + Math.random()));
    await turnOf(session);
  }
  await eventually('the disk has room', () => !isFilling);
  await session.end();
}

/** Cursor writes no transcript: what its hooks cannot spool is nowhere, so it rests while the disk is full. */
async function turnOf(session: Session): Promise<void> {
  const isCursor = session.agent === 'cursor';
  if (isCursor && isFilling) return;
  cursorTurns += Number(isCursor);
  await session.turn();
  cursorTurns -= Number(isCursor);
}

let cursorTurns = 0;
let isFilling = false;

async function fillDisk(): Promise<void> {
  isFilling = true;
  await eventually('no hook of Cursor runs', () => cursorTurns === 0);
  soak.fillDisk();
  await sleep(2_000);
  soak.freeDisk();
  isFilling = false;
}

/** The hook that ends a turn, once more: what it says is known already, so it may be killed, or come in any number. */
function again({ place, session }: Player, run: typeof runHook): Promise<void> {
  const last = session.sent.at(-1);
  repeated += 1;
  return last === undefined ? Promise.resolve() : run(place, last.agent, last.payload);
}

let repeated = 0;

/** What goes wrong, by name. Each is over when it resolves. */
const MISHAPS: Readonly<Record<string, (all: readonly Player[]) => Promise<void>>> = {
  'a burst': async (all) => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => again(all[index % all.length] as Player, runHook)),
    );
  },
  'killed hooks': async (all) => {
    await Promise.all(all.map((player) => again(player, runKilledHook)));
  },
  'a clock ahead': async () => soak.jumpClock(2 * HOUR_MS),
  'a full disk': fillDisk,
  'a clock back': async () => soak.jumpClock(-DAY_MS),
  'a right clock': async () => soak.jumpClock(0),
};
const KILLED = 'a killed daemon';

/** Work enough for the daemon to have taken the memory that it works in: what comes on top from then on is a leak. */
async function warmUp(all: readonly Player[]): Promise<void> {
  await eventually('each session has told something', () =>
    all.every(({ session }) => session.sent.length > 0),
  );
  for (let burst = 0; burst < SCALE.warmUpBursts; burst++) await MISHAPS['a burst']?.(all);
}

/** In the first half of the time the daemon lives through everything; in the second half, it is killed as well. */
async function wreak(all: readonly Player[], untilMs: number): Promise<Map<string, number>> {
  const halfMs = (soak.age + untilMs) / 2;
  const counts = new Map<string, number>();
  const names = Object.keys(MISHAPS);
  const everyMs = (untilMs - soak.age) / (2 * names.length * SCALE.soakRounds);
  const happen = async (name: string, mishap: () => Promise<void>) => {
    await mishap();
    counts.set(name, (counts.get(name) ?? 0) + 1);
    await sleep(everyMs);
  };
  // Each at least once, however slow the machine.
  for (let turn = 0; soak.age < untilMs || counts.size <= names.length; turn++) {
    const name = names[turn % names.length] ?? '';
    await happen(name, () => MISHAPS[name]?.(all) ?? Promise.resolve());
    if (soak.age > halfMs) await happen(KILLED, async () => kill());
  }
  return counts;
}

function kill(): void {
  const pid = soak.daemon();
  if (pid !== null) process.kill(pid, 'SIGKILL');
}

async function measure(isOver: () => boolean): Promise<void> {
  for (; !isOver(); await sleep(SAMPLE_MS)) soak.sample();
}

test(`${(SCALE.soakMs * SPEED) / 60_000} minutes of work with mishaps leave each event once, and nothing else`, async () => {
  const all = players();
  let isOver = false;
  const measured = measure(() => isOver);
  let isDone = false;
  const played = Promise.all(all.map((player) => play(player, () => isDone)));
  await warmUp(all);
  const warmAt = soak.age;
  const mishaps = await wreak(all, warmAt + SCALE.soakMs);
  soak.jumpClock(0);
  isDone = true;
  await played;
  await settled();
  isOver = true;
  await measured;
  await stop();
  const files = soak.files();

  const store = openStoreToRead(soak.home.paths.database);
  if (store === null) throw new Error('there is no store');
  const sessions = all.map(({ session }) => session);
  expect(await differenceToUndisturbed(store, sessions, 'by agents')).toEqual({ lost: [], added: [] });
  expect(store.pragma('integrity_check', { simple: true })).toBe('ok');
  store.close();
  expect([...mishaps.keys()].sort()).toEqual([...Object.keys(MISHAPS), KILLED].sort());

  expect(files.map(({ name }) => name).filter((name) => !isNamedInDesign(name))).toEqual([]);
  for (const { name, bytes } of files.filter(({ name }) => name.startsWith('log/')))
    expect({ name, isBounded: bytes < LOG_BYTES }).toEqual({ name, isBounded: true });
  expect(files.filter(({ name }) => name.startsWith('spool-rejected/')).length).toBeLessThanOrEqual(
    KEPT_REJECTED,
  );
  const records = sessions.reduce((sum, { sent }) => sum + sent.length, repeated);
  expect(soak.mostSpooled).toBeLessThan(Math.max(FEW_RECORDS, records / 2));
  expect(soak.zombies(2_000)).toEqual([]);

  const life = soak.longestLife().filter(({ at }) => at > warmAt);
  const quarter = (n: number) => life.slice((life.length * n) >> 2, (life.length * (n + 1)) >> 2);
  const rss = (samples: typeof life) => median(samples.map(({ rssBytes }) => rssBytes));
  expect(rss(quarter(3)) - rss(quarter(1))).toBeLessThan(GROWTH_BYTES);
  const handles = (samples: typeof life) => median(samples.map((sample) => sample.handles));
  expect(handles(quarter(3))).toBeLessThanOrEqual(handles(quarter(1)) + 2 * all.length);
  report(mishaps, life, records);
});

/** Waits for the daemon to take in the rest. */
async function settled(): Promise<void> {
  await eventually(
    'a daemon takes in the rest',
    async () => {
      if (soak.daemon() === null) await soak.home.hivemind('daemon', 'start');
      return soak.home.spooled().filter((name) => !isHalf(name)).length === 0;
    },
    () => readFileSync(join(soak.home.paths.log, 'daemon.log'), 'utf8').slice(-4_000),
  );
}

/** What a killed hook left is set aside once it is clear that nobody writes it any more. */
function isHalf(name: string): boolean {
  return !readFileSync(join(soak.home.paths.spool, name), 'utf8').endsWith('hivemind-end\n');
}

async function stop(): Promise<void> {
  await soak.home.hivemind('daemon', 'stop');
  await eventually('it has ended', () => !readdirSync(soak.home.paths.home).includes('store.lease'));
}

/** Files of a home at rest, as docs/design.md has them; beside a lock lies its journal once its holder was killed. */
const AT_REST =
  /^(?:hivemind\.db|(?:config|manifest)\.json|capture-off\.jsonl|(?:daemon|skillify|install)\.lock(?:-journal)?|hooks\/(?:capture|runtime)|log\/\w+\.log(?:\.1)?|backups\/hivemind-\d{8}T\d{9}Z\.db|spool(?:-rejected)?\/\d+-\d+)$/;
const isNamedInDesign = (name: string): boolean => AT_REST.test(name);

const MEGABYTE = 1 << 20;
/** Of a daemon that is only warming up, a slope says nothing. */
const FEW_SAMPLES = 100;

function report(
  mishaps: ReadonlyMap<string, number>,
  life: ReturnType<SoakHome['longestLife']>,
  records: number,
): void {
  const points = life.map(({ at, rssBytes }) => ({
    x: (at * SPEED) / HOUR_MS,
    y: rssBytes / MEGABYTE,
  }));
  const { slope, margin } = slopeOf(points);
  const grown =
    points.length < FEW_SAMPLES
      ? 'measured too shortly for a slope'
      : `${slope.toFixed(1)} ± ${margin.toFixed(1)} MB a simulated hour (${points.length} samples)`;
  const peak = Math.max(...soak.samples.map(({ rssBytes }) => rssBytes)) / MEGABYTE;
  const told = [...mishaps].map(([name, count]) => `${name} ${count}`).join(', ');
  process.stdout.write(
    `${told}\nRSS ${grown}, at most ${peak.toFixed(0)} MB; handles ${life[0]?.handles} to ${life.at(-1)?.handles}; at most ` +
      `${soak.mostSpooled} of ${records} records waited\n`,
  );
}
