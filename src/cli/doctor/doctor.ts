/** `hivemind doctor`: proves that hooks arrive, and says what to do about everything that is wrong. */

import { Command } from 'commander';
import { INSTALLERS } from '../../../installers/registry.ts';
import { AGENTS } from '../../agents/registry.ts';
import { readDaemonState } from '../../daemon/state.ts';
import { HivemindError } from '../../errors.ts';
import { count } from '../../lib/in-words.ts';
import { refuseElsewhere } from '../../store/guard/lease.ts';
import { type AgentState, agentStates } from '../../views/agent-states.ts';
import { captureHere } from '../../views/capture-here.ts';
import { findProjectNamed } from '../../views/find-project.ts';
import { type SkillReach, skillReach } from '../../views/skill-reach.ts';
import type { CliContext } from '../context.ts';
import { viewerOf, viewerWith } from '../viewer.ts';
import { probeHook } from './probe.ts';

interface Diagnosis {
  agents: AgentDiagnosis[];
  /** About no agent in particular, in sentences without their full stop. */
  problems: string[];
  reach: SkillReach[];
}

interface AgentDiagnosis extends Pick<AgentState, 'id' | 'name' | 'detected' | 'installed' | 'trusted'> {
  /** Whether the marked event came through; null where no hook is installed. */
  probed: boolean | null;
  problems: string[];
}

export function doctorCommand(context: CliContext): Command {
  return new Command('doctor')
    .description('sends a marked event through each hook and says what is wrong, and what to do')
    .option('--json', 'print one JSON document')
    .action(async (options: { json?: boolean }) => {
      const diagnosis = await diagnose(context);
      if (options.json) context.json(diagnosis);
      else print(context, diagnosis);
      const found = problemCount(diagnosis);
      if (found === 0) return;
      throw new HivemindError('NOT_INSTALLED', `${count(found, 'problem')} found.`);
    });
}

async function diagnose(context: CliContext): Promise<Diagnosis> {
  // No mark that is sent through a hook arrives in a store of another machine.
  refuseElsewhere(context.paths.database);
  const agents: AgentDiagnosis[] = [];
  for (const state of agentStates(viewerWith(context, null)))
    agents.push(await diagnoseAgent(context, state));
  // Looked up after the probes, which may have started the first daemon and made the store.
  const viewer = viewerOf(context);
  try {
    const reach = skillReach(viewer, await findProjectNamed(viewer));
    return { agents, problems: generalProblems(context, agents), reach };
  } finally {
    viewer.store?.close();
  }
}

async function diagnoseAgent(context: CliContext, state: AgentState): Promise<AgentDiagnosis> {
  const { id, name, detected, installed, trusted } = state;
  const lost = installed ? await probeHook(context, INSTALLERS[id]) : null;
  const problems = [...state.problems];
  if (lost !== null) problems.push(lost);
  return { id, name, detected, installed, trusted, probed: installed ? lost === null : null, problems };
}

function generalProblems(context: CliContext, agents: readonly AgentDiagnosis[]): string[] {
  const capture = captureHere(context);
  const { problem } = readDaemonState(context.paths);
  return [
    agents.some(({ installed }) => installed) ? null : 'no agent is wired: run hivemind install',
    capture.enabled ? null : `nothing is stored, ${capture.reason}`,
    problem === null ? null : `the daemon: ${problem}`,
  ].filter((line) => line !== null);
}

/** What is only good to know is no problem. */
function problemCount({ agents, problems, reach }: Diagnosis): number {
  const inAgents = agents.reduce((sum, agent) => sum + agent.problems.length, 0);
  const inReach = reach.flatMap((finding) => finding.problems).filter(({ remedy }) => remedy !== null);
  return inAgents + problems.length + inReach.length;
}

function print(context: CliContext, { agents, problems, reach }: Diagnosis): void {
  for (const agent of agents) printAgent(context, agent);
  for (const problem of problems) context.out(`${mark(context, false)} ${problem}`);
  for (const finding of reach) printReach(context, finding);
}

function printAgent(context: CliContext, { id, name, detected, probed, problems }: AgentDiagnosis): void {
  for (const problem of problems) context.out(`${mark(context, false)} ${name}: ${problem}`);
  if (problems.length > 0) return;
  const note = detected ? '' : '; it is not found on this machine yet';
  // Not wired may be on purpose, so it is no problem.
  const absent = detected ? `not wired; hivemind install --only ${id} does it` : 'not on this machine';
  context.out(
    probed === null
      ? `- ${name}: ${absent}`
      : `${mark(context, true)} ${name}: a marked event came through its hook${note}`,
  );
}

function printReach(context: CliContext, { agent, skills, visible, problems }: SkillReach): void {
  const listed = `${visible.length} of ${count(skills, 'skill')} of this project`;
  context.out(`${mark(context, visible.length === skills)} ${AGENTS[agent].name} lists ${listed}`);
  for (const { what, remedy } of problems) context.out(`  ${what}${remedy === null ? '' : `: ${remedy}`}`);
}

function mark(context: CliContext, good: boolean): string {
  return good ? context.style('green', '✓') : context.style('red', '✗');
}
