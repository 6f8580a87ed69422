/** How each project stands with mining: what `status`, `skillify` and `hivemind` alone tell. */

import { iso } from '../lib/in-words.ts';
import { lastRun } from '../store/derived/runs.ts';
import { turnsSince } from '../store/events.ts';
import { allProjects, everyNTurnsOf } from '../store/heads.ts';
import { skillsOfProject } from '../store/skills.ts';
import { undecidedDrafts } from './drafts.ts';
import { projectName } from './find-project.ts';
import type { Viewer } from './standpoint.ts';

export interface ListedProjectState {
  /** Its id. */
  project: string;
  root: string;
  /** Real prompts since the last mining run started. */
  turnsSinceRun: number;
  /** When the last attempt began, whatever came of it; ISO 8601, null before the first. */
  lastRunAt: string | null;
  skills: number;
  /** Drafts that wait for the person. */
  waiting: number;
}

/** With what else a person is told. */
export interface ProjectState extends ListedProjectState {
  /** What people call it. */
  name: string;
  /** After how many turns it is mined, by the terminal of its newest session; null when that said nothing. */
  everyNTurns: number | null;
  /** Why the last attempt failed; null when it did not. */
  lastError: string | null;
  /** The name of the skill that hivemind wrote first in this repository, while that is news. */
  firstSkill: string | null;
}

/** For how long a repository's first skill is announced, in ms: a person may be away for a week. */
const NEWS_MS = 7 * 24 * 60 * 60 * 1000;

/** Every project's state, by root. */
export function projectStates({ store, env, now }: Pick<Viewer, 'store' | 'env' | 'now'>): ProjectState[] {
  if (store === null) return [];
  return allProjects(store).map((project) => {
    const run = lastRun(store, project.id);
    const skills = skillsOfProject(store, project.id);
    const [first] = skills.sort((a, b) => a.createdAt - b.createdAt);
    return {
      project: project.id,
      name: projectName(project, env),
      root: project.root,
      turnsSinceRun: turnsSince(store, project.id, run?.throughSeq ?? 0),
      everyNTurns: everyNTurnsOf(store, project.id),
      lastRunAt: iso(run?.startedAt ?? null),
      lastError: run?.error ?? null,
      skills: skills.length,
      waiting: undecidedDrafts(store, project.id).length,
      firstSkill: first !== undefined && now() - first.createdAt < NEWS_MS ? first.name : null,
    };
  });
}

/** Without what only a person is told. */
export function listedState(state: ProjectState): ListedProjectState {
  const { project, root, turnsSinceRun, lastRunAt, skills, waiting } = state;
  return { project, root, turnsSinceRun, lastRunAt, skills, waiting };
}
