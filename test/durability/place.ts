/** A home without a daemon, where the test itself takes in what agents left; and small disks to put it on. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { type HomePaths, homePaths } from '../../src/paths.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { type CatchUpReport, catchUp } from '../../src/worker/catch-up.ts';
import type { Workplace } from './agent-hook.ts';

const CAPTURE = resolve(import.meta.dirname, '../../hooks/capture');

export class Place implements Workplace {
  readonly folder: string;
  readonly root: string;
  readonly paths: HomePaths;
  readonly env: { PATH: string | undefined; HOME: string; HIVEMIND_HOME: string };
  /** Added to the clock. */
  later = 0;
  #store: Store | undefined;

  /** @param home HIVEMIND_HOME, when it is to be on another disk */
  constructor(home?: string) {
    this.folder = realpathSync(mkdtempSync(join(process.env.HOME ?? '', 'place-')));
    this.root = join(this.folder, 'thing');
    this.paths = homePaths(home ?? join(this.folder, '.hivemind'));
    this.env = { PATH: process.env.PATH, HOME: this.folder, HIVEMIND_HOME: this.paths.home };
    for (const folder of [this.root, this.paths.hooks, this.paths.spool])
      mkdirSync(folder, { recursive: true });
    copyFileSync(CAPTURE, join(this.paths.hooks, 'capture'));
    // A daemon that seems alive, so that hooks start none.
    writeFileSync(this.paths.daemonPid, `${process.pid}\n`);
  }

  get store(): Store {
    this.#store ??= openStore(this.paths.database);
    return this.#store;
  }

  catchUp(): Promise<CatchUpReport> {
    const { paths, store, env } = this;
    const config = loadConfig(paths.config, env);
    return catchUp({ paths, store, config, env, now: () => Date.now() + this.later });
  }

  close(): void {
    this.#store?.close();
    this.#store = undefined;
  }
}

/**
 * A disk of its own in memory.
 * @param options of mount: `size=2m`
 * @throws when this user may not mount: these tests need root, and are never left out
 */
export function mountDisk(options: string): {
  path: string;
  remount(options: string): void;
  unmount(): void;
} {
  const path = mkdtempSync(join(process.env.HOME ?? '', 'disk-'));
  mount('-t', 'tmpfs', '-o', options, 'tmpfs', path);
  return {
    path,
    remount: (changed) => mount('-o', `remount,${changed}`, path),
    unmount: () => void spawnSync('umount', ['-l', path]),
  };
}

/** Fills what is left of a disk. @returns the file to remove */
export function fill(folder: string): string {
  const path = join(folder, 'filler');
  for (const bytes of [65_536, 4_096, 512]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      // Full to the last block of this size.
    }
  }
  return path;
}

function mount(...args: string[]): void {
  const { status, stderr, error } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status === 0) return;
  const why = error?.message ?? stderr.trim();
  throw new Error(
    `This test mounts a small disk, which only root may (${why}). Run it as root, as .ci/run does.`,
  );
}
