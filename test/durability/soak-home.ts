/** A home on a small disk, with a clock that runs fast and jumps, whose daemon is measured. */

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, type ScratchHome, scratchHome } from '../daemon/scratch-home.ts';
import { fill, mountDisk } from './place.ts';

/** What a daemon uses at a moment. */
export interface Sample {
  pid: number;
  /** Milliseconds since the soak began. */
  at: number;
  rssBytes: number;
  /** Open files, watches and pipes. */
  handles: number;
  /** Process ids of children that ended and that it has not waited for yet. */
  zombies: number[];
}

export class SoakHome {
  readonly home: ScratchHome;
  readonly samples: Sample[] = [];
  /** The most records that ever waited. */
  mostSpooled = 0;
  readonly #disk: ReturnType<typeof mountDisk>;
  readonly #jump: string;
  readonly #temporary: string;
  readonly #startedAt = Date.now();
  #filler: string | null = null;

  private constructor(home: ScratchHome, disk: ReturnType<typeof mountDisk>) {
    this.home = home;
    this.#disk = disk;
    this.#jump = join(home.folder, 'jump');
    this.#temporary = join(home.folder, 'tmp');
  }

  /**
   * @param preload `fast-clock.ts`, compiled
   * @param speed simulated seconds a second
   */
  static async make(preload: string, speed: number): Promise<SoakHome> {
    const disk = mountDisk('size=96m');
    const made = scratchHome(
      { 'publish.scratchRoots': true, 'publish.mode': 'auto' },
      undefined,
      join(disk.path, 'hivemind'),
    );
    const soak = new SoakHome(await made, disk);
    const { folder, paths } = soak.home;
    mkdirSync(soak.#temporary);
    const node = join(folder, 'node');
    writeFileSync(
      node,
      `#!/bin/sh
export TMPDIR='${soak.#temporary}' CLOCK_NODE='${node}' CLOCK_SPEED=${speed} CLOCK_START=${soak.#startedAt} CLOCK_JUMP='${soak.#jump}'
exec '${process.execPath}' --import '${preload}' "$@"
`,
    );
    chmodSync(node, 0o700);
    const runtime = join(paths.hooks, 'runtime');
    const [, entry = ''] = readFileSync(runtime, 'utf8').split('\n');
    writeFileSync(runtime, `${node}\n${entry}\n`);
    return soak;
  }

  /** Milliseconds since the soak began. */
  get age(): number {
    return Date.now() - this.#startedAt;
  }

  /** Moves the daemon's clock. @param byMs from where it would be without any jump */
  jumpClock(byMs: number): void {
    writeFileSync(this.#jump, String(byMs));
  }

  fillDisk(): void {
    this.#filler = fill(this.#disk.path);
  }

  freeDisk(): void {
    if (this.#filler !== null) rmSync(this.#filler, { force: true });
    this.#filler = null;
  }

  /** The daemon's process id, null when none lives. */
  daemon(): number | null {
    const pid = this.home.daemonPid();
    return pid !== null && isAlive(pid) ? pid : null;
  }

  /** Measures the daemon, if one lives. */
  sample(): void {
    this.mostSpooled = Math.max(this.mostSpooled, this.home.spooled().length);
    const pid = this.daemon();
    if (pid === null) return;
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const rssBytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1_024;
      const handles = readdirSync(`/proc/${pid}/fd`).length;
      this.samples.push({ pid, at: this.age, rssBytes, handles, zombies: zombiesOf(pid) });
    } catch {
      // It ended meanwhile.
    }
  }

  /** Samples of the daemon that lived longest. */
  longestLife(): Sample[] {
    const lives = new Map<number, Sample[]>();
    for (const sample of this.samples) lives.set(sample.pid, [...(lives.get(sample.pid) ?? []), sample]);
    return [...lives.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  }

  /** Children that nobody waited for within a time, ms: between two looks, each that ended is one for a moment. */
  zombies(withinMs: number): number[] {
    const firstSeen = new Map<number, number>();
    const left = new Set<number>();
    for (const { at, zombies } of this.samples) {
      for (const pid of zombies) {
        const first = firstSeen.get(pid) ?? at;
        firstSeen.set(pid, first);
        if (at - first > withinMs) left.add(pid);
      }
    }
    return [...left];
  }

  /** Everything that lies in the home and in the folder for temporary files, by path in it. */
  files(): { name: string; bytes: number }[] {
    return [this.home.paths.home, this.#temporary].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => ({ name, stat: statSync(join(folder, name)) }))
        .filter(({ stat }) => stat.isFile())
        .map(({ name, stat }) => ({ name, bytes: stat.size })),
    );
  }

  remove(): void {
    this.#disk.unmount();
  }
}

function zombiesOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,pid=', '--ppid', String(parent)], { encoding: 'utf8' });
  return [...stdout.matchAll(/^Z\S*\s+(\d+)/gm)].map((match) => Number(match[1]));
}
