/** `hivemind install`: wires the agents. */

import { Command } from 'commander';
import { inspectAgent } from '../../../installers/agent-state.ts';
import { installHookFiles } from '../../../installers/hook-files.ts';
import type { Installer } from '../../../installers/installer.ts';
import { INSTALLERS } from '../../../installers/registry.ts';
import { planInstall, type SettingsPlan } from '../../../installers/settings-plan.ts';
import { planTrust } from '../../../installers/trust-plan.ts';
import { AGENTS } from '../../agents/registry.ts';
import { ownRuntime } from '../../lib/package.ts';
import type { CliContext } from '../context.ts';
import { type AgentPlan, chosenAgents, editSettings, type Line } from './agent-settings.ts';
import { offerHistory } from './history.ts';

interface InstallOptions {
  only?: string;
  /** Absent unless `--history` or `--no-history` is given. */
  history?: boolean;
  trustCodex?: boolean;
  yes?: boolean;
  dryRun?: boolean;
}

export function installCommand(context: CliContext): Command {
  return new Command('install')
    .description('wires every agent found on this machine; Claude Code in any case where there is none')
    .option('--only <agents>', 'only these, separated by commas, whether they are found or not')
    .option('--history', 'also read the sessions already on disk')
    .option('--no-history', 'do not offer to')
    .option('--trust-codex', 'also mark the hooks as reviewed in Codex, which otherwise asks you to')
    .option('--yes', 'ask nothing')
    .option('--dry-run', 'print the exact change and make none')
    .action((options: InstallOptions) => install(context, options));
}

async function install(context: CliContext, options: InstallOptions): Promise<void> {
  const agents = chosenAgents(options.only);
  const wanted = options.only === undefined ? agentsToWire(context, agents) : agents;
  await editSettings(context, agents, options.dryRun === true, (installer, place): AgentPlan => {
    if (!wanted.includes(installer)) {
      return { line: { mark: '-', state: 'not on this machine', path: null }, files: [] };
    }
    const { detected } = inspectAgent(installer, place);
    const plan = planInstall(installer, place);
    const trust = options.trustCodex ? planTrust(installer, plan, place) : null;
    // First the script, then the settings that name it: a hook of a running session may fire at once.
    if (!options.dryRun) installHookFiles(context.paths, ownRuntime());
    return { line: lineOf(plan, trust, detected), files: trust === null ? [plan] : [plan, trust] };
  });
  if (!options.dryRun) tellWhatKeepsHooksFromRunning(context, agents);
  if (options.dryRun) return;
  const isRead = await offerHistory(context, options.yes ? (options.history ?? false) : options.history);
  if (!isRead && context.config().get('publish.mode') !== 'auto')
    context.out(
      '  What recurs becomes drafts first: hivemind skillify review shows them before any file is written.',
    );
}

/** Those found, and those wired before. Where there is none, Claude Code, so that it works on the day it comes. */
function agentsToWire(context: CliContext, agents: readonly Installer[]): Installer[] {
  const place = { env: context.env, paths: context.paths, now: context.now() };
  const found = agents.filter((installer) => {
    const { detected, installed } = inspectAgent(installer, place);
    return detected || installed;
  });
  return found.length > 0 ? found : [INSTALLERS['claude-code']];
}

function lineOf(plan: SettingsPlan, trust: SettingsPlan | null, detected: boolean): Line {
  const changes = (part: SettingsPlan | null) => part !== null && part.after !== part.file.text;
  const done = [...(changes(plan) ? ['added'] : []), ...(changes(trust) ? ['trusted'] : [])];
  const { path } = plan.file;
  const note = detected ? '' : ' (not found on this machine yet)';
  return done.length === 0
    ? { mark: '-', state: `already installed${note}`, path }
    : { mark: '✓', state: `hooks ${done.join(' and ')}${note}`, path };
}

/** Hooks that their agent does not run, or not yet, would otherwise fail without a word. */
function tellWhatKeepsHooksFromRunning(context: CliContext, agents: readonly Installer[]): void {
  const place = { env: context.env, paths: context.paths, now: context.now() };
  for (const installer of agents) {
    const { installed, problems } = inspectAgent(installer, place);
    if (!installed) continue;
    for (const problem of problems) context.out(`  ${AGENTS[installer.id].name}: ${problem}.`);
  }
}
