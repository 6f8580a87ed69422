/** Where things are on disk. The only place that knows the names of files under HIVEMIND_HOME. */

import { userInfo } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The user's home folder as the environment says, so that tests and `sudo` behave alike; as the system says where HOME
 * is empty or relative, which would put files wherever the command happens to run.
 */
export function userHome(env: Environment): string {
  return env.HOME && isAbsolute(env.HOME) ? env.HOME : userInfo().homedir;
}

/** HIVEMIND_HOME, or `~/.hivemind`. A relative value is taken from the current folder. */
export function hivemindHome(env: Environment): string {
  return env.HIVEMIND_HOME ? resolve(env.HIVEMIND_HOME) : join(userHome(env), '.hivemind');
}

/** Every path below HIVEMIND_HOME. Folders are 0700, files 0600. */
export interface HomePaths {
  home: string;
  database: string;
  /** Copies of the database, a few of them. */
  backups: string;
  /** Databases that turned out to be damaged, kept for a look. */
  damaged: string;
  spool: string;
  /** The installed `capture` script and the `runtime` file that tells it how to start the daemon. */
  hooks: string;
  log: string;
  config: string;
  /** When capture was paused, and where. */
  pauses: string;
  /** Ids of sessions that must never be stored, for the case that the database is damaged. */
  captureOff: string;
  manifest: string;
  /** Whose the store is: the machine and process of the running daemon. */
  storeLease: string;
  daemonLock: string;
  /** Written by the running daemon: its process id. A hint only; the lock decides. */
  daemonPid: string;
  /** Made by the hook that starts a daemon, so that a burst starts one; see `src/daemon/marks.ts`. */
  daemonStarting: string;
  /** Why the daemon could not start or had to stop, in one line; gone again once one is up. */
  daemonError: string;
  /** Held by a mining run: one at a time. */
  skillifyLock: string;
  /** Held while agents' settings are edited. */
  installLock: string;
  /** Made by a hook that could not write to `spool`; empty, its time tells when. */
  spoolFailed: string;
  /** Files of `spool` that turned out to be incomplete or unreadable: kept for a look, never read again. */
  spoolRejected: string;
  /** Texts that agents wrote over skills unasked. */
  quarantine: string;
}

/** Where the copies of a database lie. */
export function backupsBeside(database: string): string {
  return join(dirname(database), 'backups');
}

/** Where the ids of sessions that must never be stored lie besides a database. */
export function offMarksBeside(database: string): string {
  return join(dirname(database), 'capture-off.jsonl');
}

export function homePaths(home: string): HomePaths {
  const database = join(home, 'hivemind.db');
  return {
    home,
    database,
    backups: backupsBeside(database),
    damaged: join(home, 'damaged'),
    spool: join(home, 'spool'),
    hooks: join(home, 'hooks'),
    log: join(home, 'log'),
    config: join(home, 'config.json'),
    pauses: join(home, 'pauses.json'),
    captureOff: offMarksBeside(database),
    manifest: join(home, 'manifest.json'),
    storeLease: join(home, 'store.lease'),
    daemonLock: join(home, 'daemon.lock'),
    daemonPid: join(home, 'daemon.pid'),
    daemonStarting: join(home, 'daemon.starting'),
    daemonError: join(home, 'daemon.error'),
    skillifyLock: join(home, 'skillify.lock'),
    installLock: join(home, 'install.lock'),
    spoolFailed: join(home, 'spool.failed'),
    spoolRejected: join(home, 'spool-rejected'),
    quarantine: join(home, 'quarantine'),
  };
}
