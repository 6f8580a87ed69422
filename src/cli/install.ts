/** `hivemind install`: wires the agents. */

import { Command } from 'commander';
import { inspectAgent } from '../../installers/agent-state.ts';
import { planInstall } from '../../installers/settings-plan.ts';
import { installHookFiles, ownRuntime } from '../lib/hook-files.ts';
import { type AgentPlan, chosenAgents, editSettings } from './agent-settings.ts';
import type { CliContext } from './context.ts';

interface InstallOptions {
  only?: string;
  /** Absent unless `--history` or `--no-history` is given. */
  history?: boolean;
  dryRun?: boolean;
}

export function installCommand(context: CliContext): Command {
  return new Command('install')
    .description('wires every agent found on this machine')
    .option('--only <agents>', 'only these, separated by commas, whether they are found or not')
    .option('--history', 'also read the sessions already on disk')
    .option('--no-history', 'do not offer to')
    .option('--yes', 'ask nothing')
    .option('--dry-run', 'print the exact change and make none')
    .action((options: InstallOptions) => install(context, options));
}

async function install(context: CliContext, options: InstallOptions): Promise<void> {
  const agents = chosenAgents(options.only);
  await editSettings(context, agents, options.dryRun === true, (installer, place): AgentPlan => {
    if (options.only === undefined && !inspectAgent(installer, place).detected) {
      return { line: { mark: '-', state: 'not on this machine', path: null }, files: [] };
    }
    const plan = planInstall(installer, place);
    // First the script, then the settings that name it: a hook of a running session may fire at once.
    if (!options.dryRun) installHookFiles(context.paths, ownRuntime());
    const { path } = plan.file;
    return plan.after === plan.file.text
      ? { line: { mark: '-', state: 'already installed', path }, files: [plan] }
      : { line: { mark: '✓', state: 'hooks added', path }, files: [plan] };
  });
  if (options.history) {
    context.note('Sessions already on disk cannot be read yet; those from now on are kept.');
  }
}
