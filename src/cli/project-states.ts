/** What `status`, `skillify` and `hivemind` alone say about each project. */

import { userHome } from '../paths.ts';
import { turnsSince } from '../store/events.ts';
import { allProjects, everyNTurnsOf } from '../store/heads.ts';
import type { Store } from '../store/open.ts';
import { lastRun, type Run } from '../store/runs.ts';
import { type SkillRecord, skillsOfProject } from '../store/skills.ts';
import type { Project } from '../types.ts';
import type { CliContext } from './context.ts';
import { projectName } from './projects.ts';
import { ago, type Cell, count, iso, printTable, tildePath } from './terminal/output.ts';
import { undecided } from './waiting-drafts.ts';

export interface ProjectState {
  project: Project;
  /** Real prompts since the last mining run started. */
  turnsSinceRun: number;
  /** After how many turns it is mined, by the terminal of its newest session; null when that said nothing. */
  everyNTurns: number | null;
  /** The last attempt, whatever came of it; null before the first. */
  lastRun: Run | null;
  skills: number;
  /** Drafts that wait for the person. */
  waiting: number;
  /** The skill that hivemind wrote first in this repository, while that is news. */
  firstSkill: SkillRecord | null;
}

/** For how long a repository's first skill is announced, in ms: a person may be away for a week. */
const NEWS_MS = 7 * 24 * 60 * 60 * 1000;

/** Every project's state, by root. */
export function projectStates(store: Store, now: number): ProjectState[] {
  return allProjects(store).map((project) => {
    const run = lastRun(store, project.id);
    const skills = skillsOfProject(store, project.id);
    const [first] = skills.sort((a, b) => a.createdAt - b.createdAt);
    return {
      project,
      turnsSinceRun: turnsSince(store, project.id, run?.throughSeq ?? 0),
      everyNTurns: everyNTurnsOf(store, project.id),
      lastRun: run,
      skills: skills.length,
      waiting: undecided(store, project.id).length,
      firstSkill: first !== undefined && now - first.createdAt < NEWS_MS ? first : null,
    };
  });
}

/** A project's fields as every JSON output has them. */
export function projectStateJson({ project, turnsSinceRun, lastRun, skills, waiting }: ProjectState) {
  return {
    project: project.id,
    root: project.root,
    turnsSinceRun,
    lastRunAt: iso(lastRun?.startedAt ?? null),
    skills,
    waiting,
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

/** One line for each repository that hivemind has begun to write to, and for each that has drafts waiting. */
export function printNews(context: CliContext, states: readonly ProjectState[]): void {
  for (const news of states.flatMap((state) => newsOf(state, context))) {
    context.out(context.style('yellow', `${news.what}: ${news.command}`));
  }
}

/** What a person should look at in a project, and the command that shows it. */
export function newsOf(
  { project, waiting, firstSkill }: ProjectState,
  context: CliContext,
): { what: string; command: string }[] {
  const name = projectName(project, context);
  const news = [];
  if (firstSkill !== null)
    news.push({ what: `first skill in ${name}`, command: `hivemind skillify show ${firstSkill.name}` });
  if (waiting > 0) {
    const drafts = `${count(waiting, 'draft')} in ${name} ${waiting === 1 ? 'waits' : 'wait'} for you`;
    news.push({ what: drafts, command: 'hivemind skillify review' });
  }
  return news;
}

function lastRunCell({ lastRun }: ProjectState, now: number): Cell {
  if (lastRun === null) return 'never';
  const when = ago(lastRun.startedAt, now);
  return lastRun.error === null ? when : { text: `failed ${when}: ${lastRun.error}`, style: 'red' };
}
