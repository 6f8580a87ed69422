/** What `status`, `skillify` and `hivemind` alone say about each project. */

import { userHome } from '../paths.ts';
import { turnsSince } from '../store/events.ts';
import { allProjects } from '../store/heads.ts';
import type { Store } from '../store/open.ts';
import { lastRun, type Run } from '../store/runs.ts';
import { skillsOfProject } from '../store/skills.ts';
import type { Project } from '../types.ts';
import type { CliContext } from './context.ts';
import { ago, type Cell, iso, printTable, tildePath } from './output.ts';

export interface ProjectState {
  project: Project;
  /** Real prompts since the last mining run started. */
  turnsSinceRun: number;
  /** The last attempt, whatever came of it; null before the first. */
  lastRun: Run | null;
  skills: number;
}

/** Every project's state, by root. */
export function projectStates(store: Store): ProjectState[] {
  return allProjects(store).map((project) => {
    const run = lastRun(store, project.id);
    return {
      project,
      turnsSinceRun: turnsSince(store, project.id, run?.throughSeq ?? 0),
      lastRun: run,
      skills: skillsOfProject(store, project.id).length,
    };
  });
}

/** A project's fields as every JSON output has them. */
export function projectStateJson({ project, turnsSinceRun, lastRun, skills }: ProjectState) {
  return {
    project: project.id,
    root: project.root,
    turnsSinceRun,
    lastRunAt: iso(lastRun?.startedAt ?? null),
    skills,
  };
}

export function printStates(context: CliContext, states: readonly ProjectState[]): void {
  const home = userHome(context.env);
  printTable(
    context,
    [
      { title: 'PROJECT' },
      { title: 'SKILLS', align: 'right' },
      { title: 'TURNS SINCE RUN', align: 'right' },
      { title: 'LAST RUN', wrap: true },
    ],
    states.map((state) => [
      tildePath(state.project.root, home),
      String(state.skills),
      String(state.turnsSinceRun),
      lastRunCell(state, context.now()),
    ]),
  );
}

function lastRunCell({ lastRun }: ProjectState, now: number): Cell {
  if (lastRun === null) return 'never';
  const when = ago(lastRun.startedAt, now);
  return lastRun.error === null ? when : { text: `failed ${when}: ${lastRun.error}`, style: 'red' };
}
