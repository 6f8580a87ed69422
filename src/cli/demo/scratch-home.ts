/** A home of its own for the demo: nothing outside one temporary folder is read or written. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HivemindError } from '../../errors.ts';
import { packageRoot } from '../../lib/package.ts';
import { run } from '../../lib/run.ts';
import { type Environment, type HomePaths, homePaths } from '../../paths.ts';

export interface ScratchHome {
  /** The home folder itself: everything lies below it. */
  folder: string;
  paths: HomePaths;
  /** The sample project's folder. */
  root: string;
  /** Claude Code's folder. */
  agentFolder: string;
  /** All that programs in this home get to see. */
  env: Environment;
}

/** Makes the home, with nothing in it but the folders of the sample project and of the agent. */
export function makeScratchHome(env: Environment): ScratchHome {
  // Real, as sessions record the real path of the folder they run in.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hivemind-demo-')));
  const paths = homePaths(join(folder, '.hivemind'));
  const root = join(folder, 'orders-api');
  const agentFolder = join(folder, '.claude');
  const home: ScratchHome = {
    folder,
    paths,
    root,
    agentFolder,
    env: {
      ...pick(env, ['PATH', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'SHELL']),
      HOME: folder,
      HIVEMIND_HOME: paths.home,
      CLAUDE_CONFIG_DIR: agentFolder,
    },
  };
  mkdirSync(agentFolder);
  mkdirSync(root);
  return home;
}

/** Puts the sample project under git, and installs hivemind as a person would. */
export async function settleIn(home: ScratchHome): Promise<void> {
  const git = (...args: string[]) => run('git', ['-C', home.root, ...args], { env: home.env });
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', 'git@github.com:acme/orders-api.git');
  await hivemind(home, ['config', 'set', 'publish.scratchRoots', 'true']);
  // There is nobody to show a draft to.
  await hivemind(home, ['config', 'set', 'publish.mode', 'auto']);
  await hivemind(home, ['install', '--only', 'claude-code', '--yes']);
}

/** Stops what runs in the home, then removes it. */
export async function removeScratchHome(home: ScratchHome): Promise<void> {
  try {
    await hivemind(home, ['daemon', 'stop']);
  } finally {
    rmSync(home.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Runs a command in the home.
 * @throws HivemindError DAEMON_FAILED with what the command said
 */
export async function hivemind({ env }: ScratchHome, args: readonly string[]): Promise<void> {
  const program = join(packageRoot(), 'bin', 'hivemind');
  const { exitCode, stderr } = await run(process.execPath, [program, ...args], { env });
  if (exitCode === 0) return;
  throw new HivemindError('DAEMON_FAILED', `hivemind ${args.join(' ')} failed in the demo's home: ${stderr}`);
}

function pick(env: Environment, names: readonly string[]): Environment {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
