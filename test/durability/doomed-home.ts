/** A home whose daemons and mining runs die at the steps they are told to. */

import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/lib/run.ts';
import { listBackups } from '../../src/store/guard/backup.ts';
import { isAlive, type ScratchHome, scratchHome } from '../daemon/scratch-home.ts';
import { SCALE } from './scale.ts';

/** The steps of a daemon's and a mining run's life; each has a moment before and one after it. */
export const STEPS = {
  daemon: ['begin', 'event', 'cursor', 'head', 'commit', 'remove', 'rename', 'write', 'sync', 'lock'],
  // What only a run that publishes comes to stands first: there are more skills to publish early on.
  miner: [
    'skill',
    'write',
    'sync',
    'rename',
    'begin',
    'run',
    'episodes',
    'ledger',
    'commit',
    'backup',
    'lock',
  ],
} as const;
export type Role = keyof typeof STEPS;

/** At which passing of a step to die, by turns: the first ones, and some in the midst of the work. */
const PASSINGS = { daemon: SCALE.daemonPassings, miner: [1, 2, 3] } as const;
/** Steps that a process passes only a few times. */
const RARE = new Set(['migration', 'lock', 'rename', 'sync', 'write', 'run', 'skill', 'backup', 'ledger']);
const DAY_MS = 86_400_000;

/** Each moment of a role's life at which a process is to die, as often as there are rounds. */
export function pointsOf(role: Role): string[] {
  return STEPS[role].flatMap((step) => [`${step}:before`, `${step}:after`]);
}

export class DoomedHome {
  readonly home: ScratchHome;
  readonly #orders: string;
  readonly #node: string;
  #given = 0;

  private constructor(home: ScratchHome) {
    this.home = home;
    this.#orders = join(home.folder, 'orders');
    this.#node = join(home.folder, 'node');
  }

  /** @param preload `kill-points.ts`, compiled */
  static async make(preload: string, settings: Record<string, unknown>): Promise<DoomedHome> {
    const doomed = new DoomedHome(await scratchHome(settings));
    for (const name of ['waiting', 'taken', 'done'])
      mkdirSync(join(doomed.#orders, name), { recursive: true });
    // Whom a hook starts becomes the daemon itself: hundreds of them are started here.
    writeFileSync(
      doomed.#node,
      `#!/bin/sh
export KILL_ORDERS='${doomed.#orders}' KILL_NODE='${doomed.#node}'
entry=$1 verb=$2 what=$3 && shift 3
[ "$what" != start ] || what=run
exec '${process.execPath}' --import '${preload}' "$entry" "$verb" "$what" "$@"
`,
    );
    chmodSync(doomed.#node, 0o700);
    const runtime = join(doomed.home.paths.hooks, 'runtime');
    const [, entry = ''] = readFileSync(runtime, 'utf8').split('\n');
    writeFileSync(runtime, `${doomed.#node}\n${entry}\n`);
    return doomed;
  }

  /** How many processes died at each point so far, by role and point. */
  get killed(): Map<string, number> {
    const counts = new Map<string, number>();
    const folder = join(this.#orders, 'done');
    for (const name of readdirSync(folder)) {
      const point = `${name.split('.')[1]} ${readFileSync(join(folder, name), 'utf8').split(' ')[0]}`;
      counts.set(point, (counts.get(point) ?? 0) + 1);
    }
    return counts;
  }

  /** Lets processes of a role die at these points, one process each. */
  order(role: Role, points: readonly string[], round: number): void {
    for (const [at, point] of points.entries()) {
      const isRare = RARE.has(point.split(':')[0] ?? '');
      const passings = PASSINGS[role];
      const passing = isRare ? 1 : (passings[(round + at) % passings.length] ?? 1);
      const file = `${String(this.#given).padStart(5, '0')}.${role}`;
      this.#given += 1;
      writeFileSync(join(this.#orders, 'waiting', file), `${point} ${passing}`);
    }
  }

  /** Orders of a role that nobody has carried out yet. */
  open(role: Role): string[] {
    const names = [
      ...readdirSync(join(this.#orders, 'waiting')),
      ...readdirSync(join(this.#orders, 'taken')),
    ];
    return names.filter((name) => name.split('.')[1] === role);
  }

  /** Puts orders back that a process took which was killed before it came to them. */
  reclaim(): void {
    const taken = join(this.#orders, 'taken');
    for (const name of readdirSync(taken)) {
      const [number, role, pid] = name.split('.');
      if (isAlive(Number(pid))) continue;
      try {
        renameSync(join(taken, name), join(this.#orders, 'waiting', `${number}.${role}`));
      } catch {
        // Carried out since.
      }
    }
  }

  /** A mining run, as the daemon starts it. */
  async mine(projectId: string): Promise<void> {
    await run(this.#node, [this.#entry, 'daemon', 'mine', projectId, '--reason', 'turns'], {
      env: this.home.env,
    });
  }

  /** Kills the daemon wherever it is. */
  killNow(): boolean {
    const pid = this.home.daemonPid();
    if (pid === null || !isAlive(pid)) return false;
    process.kill(pid, 'SIGKILL');
    return true;
  }

  /** Starts a daemon as the next hook would, if none lives. */
  revive(): void {
    const pid = this.home.daemonPid();
    if (pid !== null && isAlive(pid)) return;
    spawn(this.#node, [this.#entry, 'daemon', 'run'], {
      cwd: '/',
      env: this.home.env as NodeJS.ProcessEnv,
      detached: true,
      stdio: 'ignore',
    }).unref();
  }

  get #entry(): string {
    return readFileSync(join(this.home.paths.hooks, 'runtime'), 'utf8').split('\n')[1] ?? '';
  }

  /** As if a day had passed since the last backup. */
  ageBackups(): void {
    for (const path of listBackups(this.home.paths.backups)) {
      const past = new Date(Date.now() - 2 * DAY_MS);
      if (existsSync(path)) utimesSync(path, past, past);
    }
  }

  /** From now on, who starts may live. */
  withdrawOrders(): void {
    const folder = join(this.#orders, 'waiting');
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
  }
}
