/** The daemon: reads what agents left, and mines projects when they are due, until there is nothing left to wait for. */

import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { installHookFiles } from '../../installers/hook-files.ts';
import { loadConfig } from '../config.ts';
import { messageOf } from '../errors.ts';
import { ownRuntime } from '../lib/package.ts';
import type { Environment, HomePaths } from '../paths.ts';
import { isDamage } from '../store/guard/failures.ts';
import { type HeldLease, refuseElsewhere, takeLease } from '../store/guard/lease.ts';
import { isSound, wasUpgraded } from '../store/open.ts';
import { type ProblemArea, recordProblem } from '../store/problems.ts';
import { liveTranscripts } from '../store/transcripts.ts';
import { catchUp } from '../worker/catch-up.ts';
import type { WorkerContext } from '../worker/context.ts';
import { takeInstanceLock } from './instance.ts';
import { announce, isAnnounced, withdraw } from './marks.ts';
import { type MiningProcess, startMining } from './miner.ts';
import { type DueProject, type PendingProjects, trackPending } from './pending.ts';
import { openSoundStore } from './sound-store.ts';
import { isSpoolWaiting } from './spool.ts';
import { createWake, type Wake } from './wake.ts';
import { type ChangeWatch, watchFolder } from './watch.ts';

const MINUTE_MS = 60_000;
/** How often the daemon looks by itself: for what a watch missed, and whether its home is still there. */
const LOOK_MS = 10_000;
/**
 * A transcript grows many times within a turn: it is read so long after, ms, that many lines are read and synced at
 * once: for a hundred lines a third of the processor time, and a seventh of what goes to the disk. At the turn's end a hook
 * asks for it sooner.
 */
const TRANSCRIPT_WAIT_MS = 1_000;
/** A record that was still being written is looked at again after this, ms; doubled each time, up to a second. */
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 1_000;
/** A look that failed is repeated after this, ms; doubled each time, up to a minute. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** Sessions without an event for so long are not watched. */
const LIVE_MS = 120 * MINUTE_MS;
const MAX_WATCHED = 64;

export interface DaemonOptions {
  paths: HomePaths;
  env: Environment;
  /** Milliseconds since the epoch. */
  now(): number;
  log(line: string): void;
  /** Aborted to end the daemon. */
  signal: AbortSignal;
}

/** Why a daemon ended, or never began. `upgraded`: its own program was replaced, and another is to take over. */
export type DaemonEnd =
  | 'already running'
  | 'told to'
  | 'idle'
  | 'its home is gone'
  | 'its store was taken over'
  | 'its store is of a newer hivemind'
  | 'upgraded';
/** Damage is mended by beginning anew. */
type LoopEnd = DaemonEnd | 'its store is damaged';

/** Everything that the loop works with. */
interface Daemon {
  options: DaemonOptions;
  lease: HeldLease;
  context: WorkerContext;
  wake: Wake;
  watch: ChangeWatch;
  pending: PendingProjects;
  mining: MiningProcess | null;
  /** Whether the store turned out to be damaged. */
  damaged: boolean;
  /** When something last happened, ms since the epoch. */
  activeAt: number;
  /** How many looks in a row left something in the spool. */
  waits: number;
  /** Why the last look failed, and how many did in a row; null after one that did not. */
  failure: { message: string; times: number } | null;
}

/**
 * Runs the daemon of a home to its end.
 * @throws HivemindError when the store or the settings cannot be used
 */
export async function runDaemon(options: DaemonOptions): Promise<DaemonEnd> {
  const { paths } = options;
  // Before the lock, which another container may hold: its daemon is none that runs here already.
  refuseElsewhere(paths.database);
  const lock = await takeInstanceLock(paths);
  if (lock === null) return 'already running';
  try {
    const lease = takeLease(paths);
    try {
      let end = await runOnce(options, lease, false);
      while (end === 'its store is damaged') end = await runOnce(options, lease, true);
      return end;
    } finally {
      lease.release();
    }
  } finally {
    lock.release();
  }
}

async function runOnce(options: DaemonOptions, lease: HeldLease, isDamaged: boolean): Promise<LoopEnd> {
  const { log, signal } = options;
  const daemon = startUp(options, lease, isDamaged);
  log(`up, process ${process.pid}`);
  signal.addEventListener('abort', daemon.wake.now);
  try {
    const end = await loop(daemon);
    log(`ends: ${end}`);
    return end;
  } finally {
    signal.removeEventListener('abort', daemon.wake.now);
    await shutDown(daemon);
  }
}

function startUp(options: DaemonOptions, lease: HeldLease, isDamaged: boolean): Daemon {
  const { paths, env, now, log } = options;
  const context: WorkerContext = {
    paths,
    config: loadConfig(paths.config, env),
    store: openSoundStore(paths, isDamaged, now(), log),
    env,
    now,
  };
  // An upgrade brings a new script; the installed command line stays the same.
  installHookFiles(paths, ownRuntime());
  const wake = createWake();
  const onChange = (path: string) => {
    if (path.startsWith(paths.spool)) wake.now();
    else wake.within(TRANSCRIPT_WAIT_MS);
  };
  const watch = watchFolder(paths.spool, onChange, (error) => log(`watch: ${messageOf(error)}`));
  announce(paths);
  return {
    options,
    lease,
    context,
    wake,
    watch,
    pending: trackPending(context.store),
    mining: null,
    damaged: false,
    activeAt: now(),
    waits: 0,
    failure: null,
  };
}

async function shutDown(daemon: Daemon): Promise<void> {
  await daemon.watch.close();
  await daemon.mining?.stop();
  withdraw(daemon.options.paths);
  daemon.context.store.close();
}

async function loop(daemon: Daemon): Promise<LoopEnd> {
  const { signal } = daemon.options;
  const build = ownBuild();
  while (!signal.aborted) {
    const lost = whatIsLost(daemon);
    if (lost !== null) return lost;
    if (ownBuild() !== build) return 'upgraded';
    // A long look is cut short: what it has not stored yet is read again by the next daemon.
    await unlessAborted(look(daemon), signal);
    if (signal.aborted) break;
    if (daemon.damaged) return 'its store is damaged';
    startDueRun(daemon);
    const sleepMs = timeToSleep(daemon);
    if (sleepMs > 0) await daemon.wake.sleep(sleepMs);
    else if (mayRest(daemon)) return 'idle';
  }
  return 'told to';
}

/** Waits for work to end, or for the signal. A promise of the signal for good would keep a memory of every wait. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const aborted = once(signal, 'abort', { signal: over.signal }).catch(() => undefined);
  await Promise.race([work, aborted]);
  over.abort();
}

/** Whether somebody removed or took what this daemon works on. */
function whatIsLost({ options: { paths }, context, lease }: Daemon): DaemonEnd | null {
  if (existsSync(paths.home) && !lease.isHeld()) return 'its store was taken over';
  if (!isAnnounced(paths)) return 'its home is gone';
  return wasUpgraded(context.store) ? 'its store is of a newer hivemind' : null;
}

/** Tells one build of this program from the next. While one replaces the other, there may be none. */
function ownBuild(): number | null {
  return statSync(import.meta.filename, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** Stores what is new. A failure is told once, and tried again later and later. */
async function look(daemon: Daemon): Promise<void> {
  const { context, options, pending } = daemon;
  try {
    context.config = loadConfig(options.paths.config, options.env);
    await catchUp(context);
    const now = options.now();
    // Never later than now, should the clock have gone back.
    daemon.activeAt = pending.look(now) ? now : Math.min(daemon.activeAt, now);
    daemon.watch.follow(liveTranscripts(context.store, options.now() - LIVE_MS, MAX_WATCHED));
    daemon.waits = isSpoolWaiting(options.paths) ? daemon.waits + 1 : 0;
    daemon.failure = null;
  } catch (error) {
    if (options.signal.aborted) return;
    daemon.damaged = isDamage(error);
    const message = messageOf(error);
    if (daemon.failure?.message !== message) tell(daemon, 'daemon', 'catch-up', message);
    daemon.failure = { message, times: (daemon.failure?.times ?? 0) + 1 };
  }
}

/** The project that is due first, now or later. */
function nextDue({ pending, context }: Daemon): DueProject | null {
  return pending.next({
    everyNTurns: context.config.get('skillify.everyNTurns'),
    idleMs: context.config.get('skillify.idleMinutes') * MINUTE_MS,
  });
}

function startDueRun(daemon: Daemon): void {
  const { options, wake } = daemon;
  const due = nextDue(daemon);
  if (daemon.mining !== null || due === null || due.at > options.now()) return;
  const { projectId, reason } = due;
  options.log(`mines ${projectId}: ${reason}`);
  const mining = startMining(projectId, reason, options.env);
  daemon.mining = mining;
  void mining.ended.then((failure) => {
    daemon.mining = null;
    daemon.activeAt = options.now();
    settle(daemon, projectId, failure);
    wake.now();
  });
}

function settle(daemon: Daemon, projectId: string, failure: string | null): void {
  const { context, options, pending } = daemon;
  try {
    if (failure !== null) {
      tell(daemon, 'skillify', projectId, failure);
      daemon.damaged ||= !isSound(context.store);
    }
    pending.settle(projectId, options.now());
  } catch (error) {
    daemon.damaged ||= isDamage(error);
    options.log(`store: ${messageOf(error)}`);
  }
}

/** Milliseconds until there may be something to do; 0 when the idle time is over. */
function timeToSleep(daemon: Daemon): number {
  const { options, context, mining, activeAt, failure, waits } = daemon;
  const now = options.now();
  if (failure !== null) return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failure.times);
  if (waits > 0) return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** waits);
  if (mining !== null) return LOOK_MS;
  const due = nextDue(daemon);
  const until = due === null ? activeAt + context.config.get('daemon.idleMinutes') * MINUTE_MS : due.at;
  // At least a moment for work, so that only idleness gives 0.
  return Math.min(LOOK_MS, Math.max(until - now, due === null ? 0 : 1));
}

/**
 * Gives up the process id that hooks see, then looks whether one came in between: a hook spools first and looks for a
 * daemon after, so it is seen here, or sees that none is up.
 */
function mayRest({ options }: Daemon): boolean {
  withdraw(options.paths);
  if (!isSpoolWaiting(options.paths)) return true;
  announce(options.paths);
  return false;
}

function tell({ context, options }: Daemon, area: ProblemArea, subject: string, message: string): void {
  options.log(`${area}: ${subject}: ${message}`);
  try {
    recordProblem(context.store, { at: options.now(), area, subject, message });
  } catch (error) {
    options.log(`store: ${messageOf(error)}`);
  }
}
