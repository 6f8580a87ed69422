/** `hivemind uninstall`: takes out exactly what install put in. */

import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Installer } from '../../../installers/installer.ts';
import type { Place } from '../../../installers/place.ts';
import { planUninstall, type SettingsPlan } from '../../../installers/settings-plan.ts';
import { AGENTS } from '../../agents/registry.ts';
import { stopDaemon } from '../../daemon/control.ts';
import { readDaemonState } from '../../daemon/state.ts';
import { HivemindError } from '../../errors.ts';
import { tildePath } from '../../lib/in-words.ts';
import { removeEmptyFolders } from '../../library/write/folders.ts';
import { userHome } from '../../paths.ts';
import { openStoreToRead } from '../../store/open.ts';
import { WIRED_AGENT_IDS } from '../../types.ts';
import type { CliContext } from '../context.ts';
import { confirm } from '../terminal/ask.ts';
import { type AgentPlan, chosenAgents, editSettings } from './agent-settings.ts';

interface UninstallOptions {
  only?: string;
  purge?: boolean;
  yes?: boolean;
  check?: boolean;
  dryRun?: boolean;
}

export function uninstallCommand(context: CliContext): Command {
  return new Command('uninstall')
    .description('takes out exactly what install put in')
    .option('--only <agents>', 'only from these, separated by commas')
    .option('--purge', 'delete the stored sessions and settings of hivemind as well')
    .option('--yes', 'ask nothing')
    .option('--check', 'only report what is left, and exit with 1 if anything is')
    .option('--dry-run', 'print the exact change and make none')
    .action((options: UninstallOptions) => uninstall(context, options));
}

async function uninstall(context: CliContext, options: UninstallOptions): Promise<void> {
  const agents = chosenAgents(options.only);
  if (options.check) {
    check(context, agents);
    return;
  }
  if (options.purge && options.only !== undefined) {
    throw new HivemindError('USAGE', '--purge deletes what all agents share, so it does not go with --only.');
  }
  const dryRun = options.dryRun === true;
  if (options.purge && !dryRun) await confirmPurge(context, options);
  await editSettings(context, agents, dryRun, planFor);
  if (options.purge && dryRun && existsSync(context.paths.home)) {
    context.out(
      `Would delete every stored session in ${tildePath(context.paths.home, userHome(context.env))}.`,
    );
  }
  const everyAgent = agents.length === WIRED_AGENT_IDS.length;
  if (everyAgent && !dryRun) await removeOwnFiles(context, options.purge === true);
}

function planFor(installer: Installer, place: Place): AgentPlan {
  const files = planUninstall(installer, place);
  const changed = files.findLast(isChange);
  return changed === undefined
    ? { line: { mark: '-', state: 'nothing to remove', path: null }, files }
    : { line: { mark: '✓', state: 'hooks removed', path: changed.file.path }, files };
}

const isChange = ({ file, after }: SettingsPlan): boolean => after !== file.text;

/** @throws HivemindError REFUSED when anything of ours is left outside the stored data */
function check(context: CliContext, agents: readonly Installer[]): void {
  const place: Place = { env: context.env, paths: context.paths, now: context.now() };
  const left = agents.flatMap((installer) => leftInSettings(installer, place));
  if (existsSync(context.paths.hooks)) left.push(`the hook script in ${context.paths.hooks}`);
  const { running, pid } = readDaemonState(context.paths);
  if (running) left.push(`a running daemon, process ${pid}`);
  for (const one of left) context.out(`left: ${one}`);
  if (left.length > 0) {
    throw new HivemindError('REFUSED', 'hivemind is still installed.', { hint: 'Run hivemind uninstall' });
  }
  context.out('Nothing is left.');
}

/** A file that cannot be read may hold anything: that is told like what is left, and hides nothing about the others. */
function leftInSettings(installer: Installer, place: Place): string[] {
  try {
    const changes = planUninstall(installer, place).filter(isChange);
    return changes.map(({ file }) => `hooks of ${AGENTS[installer.id].name} in ${file.path}`);
  } catch (error) {
    if (!(error instanceof HivemindError)) throw error;
    return [`perhaps hooks of ${AGENTS[installer.id].name}: ${error.message}`];
  }
}

async function confirmPurge(context: CliContext, options: UninstallOptions): Promise<void> {
  if (options.yes) return;
  const home = tildePath(context.paths.home, userHome(context.env));
  if (!context.interactive) {
    throw new HivemindError('REFUSED', `--purge deletes every stored session in ${home} and needs a yes.`, {
      hint: 'Add --yes',
    });
  }
  if (!(await confirm(`Delete every stored session in ${home}?`, false))) {
    throw new HivemindError('REFUSED', 'Nothing was changed.');
  }
}

/** Ends the daemon and removes the hook script; with `purge`, everything else of ours under HIVEMIND_HOME too. */
async function removeOwnFiles(context: CliContext, purge: boolean): Promise<void> {
  const { paths } = context;
  await stopDaemon(paths);
  removeProjectFolders(paths.database);
  rmSync(paths.hooks, { recursive: true, force: true });
  removeIfEmpty(paths.spool);
  if (!existsSync(paths.home)) return;
  // By name, never the whole folder: HIVEMIND_HOME may be one that holds other things.
  const { home, ...ours } = paths;
  const locks = [paths.installLock, paths.daemonLock];
  const others = readdirSync(home).filter((name) => !locks.includes(join(home, name)));
  for (const path of purge ? Object.values(ours) : others.length === 0 ? locks : []) {
    for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}-journal`]) {
      rmSync(file, { recursive: true, force: true });
    }
  }
  const left = readdirSync(home);
  if (left.length === 0) rmdirSync(home);
  else if (purge)
    context.note(`${tildePath(home, userHome(context.env))} was kept: it holds ${left.join(', ')}.`);
}

/** Folders that publishing made in projects and that hold no skill any more. */
function removeProjectFolders(database: string): void {
  try {
    const store = openStoreToRead(database);
    if (store === null) return;
    removeEmptyFolders(store, false);
    store.close();
  } catch (error) {
    // A store that cannot be read keeps nobody from uninstalling.
    if (!(error instanceof HivemindError)) throw error;
  }
}

/** What still waits in the spool is the user's, and stays for the next install. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds something, or is gone.
  }
}
