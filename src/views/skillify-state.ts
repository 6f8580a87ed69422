/** Whose sessions count, where skills go, and how each project stands. */

import { type ListedProjectState, listedState, projectStates } from './project-states.ts';
import type { Viewer } from './standpoint.ts';

export interface SkillifyState {
  /** Whose sessions count: this machine's, until there is a shared store. */
  scope: 'me';
  /** Where new skills go: each project's own `.claude/skills`. */
  target: 'project';
  everyNTurns: number;
  /** `lastError`: why the last run failed; null when it did not. */
  projects: (ListedProjectState & { lastError: string | null })[];
}

/** @throws HivemindError CONFIG_INVALID */
export function skillifyState(viewer: Viewer): SkillifyState {
  const everyNTurns = viewer.config().get('skillify.everyNTurns');
  const projects = projectStates(viewer).map((state) => ({
    ...listedState(state),
    lastError: state.lastError,
  }));
  return { scope: 'me', target: 'project', everyNTurns, projects };
}
