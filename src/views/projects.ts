/** Every project with its folders. */

import { allProjects, countSessionsByProject, findProject } from '../store/heads.ts';
import { allRoots } from '../store/project-roots.ts';
import { skillsOfProject } from '../store/skills.ts';
import { findProjectNamed, projectName } from './find-project.ts';
import type { Viewer } from './standpoint.ts';

export interface ListedProject {
  /** Its id. */
  project: string;
  name: string;
  root: string;
  /** All that are settled to be of it, that one included. */
  roots: string[];
  sessions: number;
  skills: number;
  /** The project whose remote it names without having a commit in common; null when there is none. */
  claims: string | null;
}

/** Every project of which a session was stored, by root. */
export function listProjects({ store, env }: Pick<Viewer, 'store' | 'env'>): ListedProject[] {
  if (store === null) return [];
  const projects = allProjects(store);
  const roots = allRoots(store);
  const sessions = countSessionsByProject(store);
  return projects.map((project) => {
    const own = roots.filter(({ projectId }) => projectId === project.id);
    const claimed = own.flatMap(({ remote }) =>
      projects.filter((one) => one.remote !== null && one.remote === remote),
    );
    return {
      project: project.id,
      name: projectName(project, env),
      root: project.root,
      roots: [...new Set([project.root, ...own.map(({ root }) => root)])],
      sessions: sessions.get(project.id) ?? 0,
      skills: skillsOfProject(store, project.id).length,
      claims: claimed.find(({ id }) => id !== project.id)?.id ?? null,
    };
  });
}

/** The root of each project by its id. */
export function rootsOfProjects({ store }: Pick<Viewer, 'store'>): ReadonlyMap<string, string> {
  return new Map(store === null ? [] : allProjects(store).map(({ id, root }) => [id, root]));
}

/**
 * The name of the project that is meant, where no session of it was stored; null where one was.
 * @throws HivemindError NOT_FOUND
 */
export async function unknownProject(viewer: Viewer, name?: string): Promise<string | null> {
  const project = await findProjectNamed(viewer, name);
  const isStored = viewer.store !== null && findProject(viewer.store, project.id) !== null;
  return isStored ? null : projectName(project, viewer.env);
}
