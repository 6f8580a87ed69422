/** `hivemind` alone: five lines on how things stand, the last one on what needs attention. */

import { ago, count } from '../../lib/in-words.ts';
import { findProjectNamed } from '../../views/find-project.ts';
import { type Attention, overviewOf } from '../../views/overview.ts';
import type { ProjectState } from '../../views/project-states.ts';
import type { Situation } from '../../views/situation.ts';
import type { CliContext } from '../context.ts';
import { type Cell, printTable } from '../terminal/output.ts';
import { viewerOf } from '../viewer.ts';
import { readSituation } from './read-situation.ts';

export async function showOverview(context: CliContext, json: boolean): Promise<void> {
  const situation = readSituation(context);
  const overview = overviewOf(situation, context.now());
  if (json) {
    context.json(overview);
    return;
  }
  const { store, skillify } = situation;
  const held: Cell[][] = [
    ['stored', `${count(store.sessions, 'session')}, ${count(store.events, 'event')}`],
    ['skills', `${overview.skills} in ${count(skillify.projects.length, 'project')}`],
    ['here', store.problem === null ? await hereCell(context, skillify) : ''],
  ];
  printTable(
    context,
    [{ whole: true }, { wrap: true }],
    [
      ['agents', agentsLine(situation, context.now())],
      ...(store.problem === null ? held : []),
      ['to do', attentionCell(overview.attention)],
    ],
  );
}

function agentsLine({ agents, capture }: Situation, now: number): string {
  const installed = agents.filter((agent) => agent.installed);
  if (installed.length === 0) return 'none installed';
  const names = installed
    .map(({ name, detected }) => (detected ? name : `${name} (not found on this machine yet)`))
    .join(', ');
  if (!capture.enabled) return `${names}; capture is off`;
  const last = installed
    .flatMap(({ lastEventAt }) => lastEventAt ?? [])
    .sort()
    .at(-1);
  return last === undefined ? `${names}; no event yet` : `${names}; last event ${ago(last, now)}`;
}

/** How the project stands where the person does. */
async function hereCell(context: CliContext, skillify: Situation['skillify']): Promise<Cell> {
  const { id } = await findProjectNamed(viewerOf(context));
  const here = skillify.projects.find(({ project }) => project === id);
  return here === undefined ? 'no session stored for this folder' : hereLine(here, skillify.everyNTurns);
}

function hereLine(state: ProjectState, everyNTurns: number): string {
  const left = Math.max(0, (state.everyNTurns ?? everyNTurns) - state.turnsSinceRun);
  const next = left === 0 ? 'a mining run is due' : `next mining run within ${count(left, 'turn')}`;
  return `${state.name}: ${count(state.skills, 'skill')}, ${next}`;
}

function attentionCell([first, ...rest]: readonly Attention[]): Cell {
  if (first === undefined) return 'nothing';
  const more = rest.length === 0 ? '' : `, and ${rest.length} more in hivemind status`;
  return { text: `${first.what}: ${first.command}${more}`, style: 'yellow' };
}
