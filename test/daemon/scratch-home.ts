/** A person's home with hivemind installed in it, driven as agents and people do: real hooks, real processes. */

import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../../src/lib/run.ts';
import { type Environment, type HomePaths, homePaths } from '../../src/paths.ts';
import { eventually } from '../support/agents/eventually.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const PROGRAM = join(ROOT, 'bin', 'hivemind');

export interface ScratchHome {
  folder: string;
  paths: HomePaths;
  env: Environment;
  /** Runs `hivemind <args>` as a process of its own. */
  hivemind(...args: string[]): Promise<{ code: number | null; out: string; err: string }>;
  /** Runs the installed hook with a payload, as an agent does, and waits for its end. */
  hook(payload: object, env?: Environment): Promise<void>;
  /** The process id in the daemon's file, null when there is none. */
  daemonPid(): number | null;
  /** Names of the files that wait in the spool. */
  spooled(): string[];
}

/**
 * Makes the home and installs Claude Code's hooks in it.
 * @param settings for config.json
 * @param program the `bin/hivemind` that is installed
 * @param hivemindHome HIVEMIND_HOME, when it is to be on another disk
 */
export async function scratchHome(
  settings: Record<string, unknown> = {},
  program: string = PROGRAM,
  hivemindHome?: string,
): Promise<ScratchHome> {
  const folder = mkdtempSync(join(process.env.HOME ?? '', 'home-'));
  const paths = homePaths(hivemindHome ?? join(folder, '.hivemind'));
  mkdirSync(join(folder, '.claude'));
  mkdirSync(paths.home, { mode: 0o700, recursive: true });
  writeFileSync(paths.config, JSON.stringify(settings));
  const env: Environment = { PATH: process.env.PATH, HOME: folder, HIVEMIND_HOME: paths.home };
  const home: ScratchHome = {
    folder,
    paths,
    env,
    hivemind: async (...args) => {
      const { exitCode, stdout, stderr } = await run(process.execPath, [program, ...args], { env });
      return { code: exitCode, out: stdout, err: stderr };
    },
    hook: (payload, extra = {}) => {
      const child = spawn('/bin/sh', [join(paths.hooks, 'capture'), 'claude-code'], {
        env: { ...env, ...extra },
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      child.stdin.end(JSON.stringify(payload));
      return new Promise((ended) => child.on('close', () => ended()));
    },
    daemonPid: () => {
      if (!existsSync(paths.daemonPid)) return null;
      return Number(readFileSync(paths.daemonPid, 'utf8')) || null;
    },
    spooled: () => (existsSync(paths.spool) ? readdirSync(paths.spool) : []),
  };
  const { code, err } = await home.hivemind('install', '--only', 'claude-code');
  if (code !== 0) throw new Error(`hivemind install failed: ${err}`);
  return home;
}

/** Ends all that runs in the home, also what is only starting, and waits until nothing writes there any more. */
export async function killDaemon(home: ScratchHome): Promise<void> {
  await eventually(`nothing runs in ${home.folder}`, () => {
    const running = processesOf(home);
    for (const pid of running) process.kill(pid, 'SIGKILL');
    return running.length === 0;
  });
}

/** Daemons, mining runs and commands of this home, by their environment. */
export function processesOf(home: ScratchHome): number[] {
  const ours = `HIVEMIND_HOME=${home.paths.home}\0`;
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && isAlive(pid) && environmentOf(pid).includes(ours));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    // It ended meanwhile, or is another user's.
    return '';
  }
}

/** A copy of the built package, for tests that change it. */
export function packageCopy(): string {
  const copy = mkdtempSync(join(process.env.HOME ?? '', 'package-'));
  for (const name of ['bin', 'dist', 'hooks/capture', 'package.json']) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that ended and was not waited for still has its id.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** The payload of a session's start, as Claude Code sends it. */
export function sessionStart(home: ScratchHome, sessionId: string): object {
  return {
    session_id: sessionId,
    transcript_path: join(home.folder, '.claude', 'projects', 'p', `${sessionId}.jsonl`),
    cwd: home.folder,
    hook_event_name: 'SessionStart',
    source: 'startup',
  };
}
