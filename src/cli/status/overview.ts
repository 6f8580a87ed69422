/** `hivemind` alone: five lines on how things stand, the last one on what needs attention. */

import { openStoreToRead } from '../../store/open.ts';
import type { CliContext } from '../context.ts';
import { newsOf, type ProjectState } from '../project-states.ts';
import { findProjectNamed, projectName } from '../projects.ts';
import { ago, type Cell, count, printTable } from '../terminal/output.ts';
import { readStatus, type StatusReport, spoolTrouble } from './status-report.ts';

/** Something a person should see to, and the command that helps. */
interface Attention {
  what: string;
  command: string;
}

/** Records that may wait while no daemon runs: more than a burst of hooks leaves. */
const SPOOL_BACKLOG = 100;

export async function showOverview(context: CliContext, json: boolean): Promise<void> {
  const report = await readStatus(context);
  const attention = attentionOf(report, context);
  const skills = report.projects.reduce((sum, state) => sum + state.skills, 0);
  const { version, store, projects } = report;
  if (json) {
    context.json({ version, sessions: store.sessions, events: store.events, skills, attention });
    return;
  }
  const held: Cell[][] = [
    ['stored', `${count(store.sessions, 'session')}, ${count(store.events, 'event')}`],
    ['skills', `${skills} in ${count(projects.length, 'project')}`],
    ['here', store.problem === null ? await hereCell(context, report) : ''],
  ];
  printTable(
    context,
    [{ whole: true }, { wrap: true }],
    [
      ['agents', agentsLine(report, context.now())],
      ...(store.problem === null ? held : []),
      ['to do', attentionCell(attention)],
    ],
  );
}

function agentsLine({ agents, capture }: StatusReport, now: number): string {
  const installed = agents.filter((agent) => agent.installed);
  if (installed.length === 0) return 'none installed';
  const names = installed
    .map(({ name, detected }) => (detected ? name : `${name} (not found on this machine yet)`))
    .join(', ');
  if (!capture.enabled) return `${names}; capture is off`;
  const last = Math.max(...installed.map(({ lastEventAt }) => lastEventAt ?? 0));
  return last === 0 ? `${names}; no event yet` : `${names}; last event ${ago(last, now)}`;
}

/** How the project stands where the person does. */
async function hereCell(context: CliContext, report: StatusReport): Promise<Cell> {
  const store = openStoreToRead(context.paths.database);
  const { id } = await findProjectNamed(context, store, undefined);
  const here = report.projects.find(({ project }) => project.id === id);
  return here === undefined ? 'no session stored for this folder' : hereLine(here, report, context);
}

function hereLine(state: ProjectState, { everyNTurns }: StatusReport, context: CliContext): string {
  const left = Math.max(0, (state.everyNTurns ?? everyNTurns) - state.turnsSinceRun);
  const next = left === 0 ? 'a mining run is due' : `next mining run within ${count(left, 'turn')}`;
  return `${projectName(state.project, context)}: ${count(state.skills, 'skill')}, ${next}`;
}

function attentionCell([first, ...rest]: readonly Attention[]): Cell {
  if (first === undefined) return 'nothing';
  const more = rest.length === 0 ? '' : `, and ${rest.length} more in hivemind status`;
  return { text: `${first.what}: ${first.command}${more}`, style: 'yellow' };
}

function attentionOf(report: StatusReport, context: CliContext): Attention[] {
  const { agents, capture, daemon, spooled, lost, projects, problems } = report;
  const items: Attention[] = [];
  const add = (due: boolean, what: string, command: string) => {
    if (due) items.push({ what, command });
  };
  add(!agents.some((agent) => agent.installed), 'no agent is installed', 'hivemind install');
  add(!capture.enabled, `nothing is stored, ${capture.reason}`, 'hivemind config list');
  for (const { name, problems } of agents) {
    for (const problem of problems) add(true, `${name}: ${problem}`, 'hivemind status');
  }
  add(daemon.problem !== null, `the daemon: ${daemon.problem}`, 'hivemind status');
  const trouble = spoolTrouble(lost, context.now());
  add(trouble !== null, `the spool: ${trouble}`, 'hivemind status');
  add(spooled > SPOOL_BACKLOG && !daemon.running, `${spooled} records wait`, 'hivemind skillify run');
  for (const state of projects) {
    const { project, lastRun } = state;
    const failed = lastRun !== null && lastRun.error !== null;
    add(failed, `the last mining run of ${projectName(project, context)} failed`, 'hivemind skillify');
    items.push(...newsOf(state, context));
  }
  add(problems.length > 0, `${count(problems.length, 'problem')} in the last 7 days`, 'hivemind status');
  return items;
}
