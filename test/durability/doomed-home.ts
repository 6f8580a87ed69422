/** A home whose daemons and mining runs die at the steps they are told to. */

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isAlive, type ScratchHome, scratchHome } from '../daemon/scratch-home.ts';

/** The steps of a daemon's and a mining run's life; each has a moment before and one after it. */
export const STEPS = {
  daemon: ['begin', 'event', 'cursor', 'head', 'commit', 'remove', 'rename', 'sync', 'lock'],
  miner: ['skill', 'rename', 'write', 'begin', 'run', 'episodes', 'ledger', 'commit', 'sync', 'lock'],
} as const;
type Role = keyof typeof STEPS;

/** At which passing of a step to die: the first ones, and some in the midst of the work. */
const PASSINGS = [1, 2, 5, 13];
/** Steps that a process passes only a few times. */
const RARE = new Set(['lock', 'rename', 'sync', 'write', 'run']);

export class DoomedHome {
  readonly home: ScratchHome;
  readonly #orders: string;
  #given = 0;

  private constructor(home: ScratchHome) {
    this.home = home;
    this.#orders = join(home.folder, 'orders');
  }

  /** @param preload `kill-points.ts`, compiled */
  static async make(preload: string, settings: Record<string, unknown>): Promise<DoomedHome> {
    const doomed = new DoomedHome(await scratchHome(settings));
    for (const name of ['waiting', 'taken', 'done'])
      mkdirSync(join(doomed.#orders, name), { recursive: true });
    const node = join(doomed.home.folder, 'node');
    writeFileSync(
      node,
      `#!/bin/sh\nexport KILL_ORDERS='${doomed.#orders}' KILL_NODE='${node}'\nexec '${process.execPath}' --import '${preload}' "$@"\n`,
    );
    chmodSync(node, 0o700);
    const runtime = join(doomed.home.paths.hooks, 'runtime');
    const [, entry = ''] = readFileSync(runtime, 'utf8').split('\n');
    writeFileSync(runtime, `${node}\n${entry}\n`);
    for (const side of ['before', 'after']) doomed.#give('daemon', `migration:${side}`, 1);
    return doomed;
  }

  /** The points at which processes died so far, by order. */
  get killed(): string[] {
    const folder = join(this.#orders, 'done');
    return readdirSync(folder).map((name) => {
      const role = name.slice(name.indexOf('.') + 1);
      return `${role} ${readFileSync(join(folder, name), 'utf8').split(' ')[0]}`;
    });
  }

  /** Keeps an order waiting for the next process of each role. */
  giveOrders(): void {
    const waiting = readdirSync(join(this.#orders, 'waiting'));
    for (const role of Object.keys(STEPS) as Role[]) {
      if (waiting.some((name) => name.endsWith(`.${role}`))) continue;
      const steps = STEPS[role];
      const round = this.#given >> 1;
      const step = steps[round % steps.length] ?? 'commit';
      const passing = PASSINGS[Math.floor(round / steps.length) % PASSINGS.length] ?? 1;
      this.#give(role, `${step}:${this.#given % 2 === 0 ? 'before' : 'after'}`, RARE.has(step) ? 1 : passing);
    }
  }

  #give(role: Role, point: string, passing: number): void {
    const file = `${String(this.#given).padStart(5, '0')}.${role}`;
    this.#given += 1;
    writeFileSync(join(this.#orders, 'waiting', file), `${point} ${passing}`);
  }

  /** From now on, who starts may live. */
  withdrawOrders(): void {
    const folder = join(this.#orders, 'waiting');
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
  }

  /** Kills the daemon wherever it is. */
  killNow(): boolean {
    const pid = this.home.daemonPid();
    if (pid === null || !isAlive(pid)) return false;
    process.kill(pid, 'SIGKILL');
    return true;
  }

  /** As if the minute had passed after which hooks give up waiting for a start that failed. */
  ageTicket(): void {
    const { daemonStarting } = this.home.paths;
    const past = new Date(Date.now() - 120_000);
    if (existsSync(daemonStarting)) utimesSync(daemonStarting, past, past);
  }
}
