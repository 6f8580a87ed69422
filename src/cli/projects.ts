/** Finds the project a person names: by path, remote or id, else where they stand. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { HivemindError } from '../errors.ts';
import { nearest } from '../lib/nearest.ts';
import { userHome } from '../paths.ts';
import { foreignFolder } from '../repository/identity.ts';
import { normaliseRemote } from '../repository/remote.ts';
import { allProjects, findProject } from '../store/heads.ts';
import type { Store } from '../store/open.ts';
import type { Project } from '../types.ts';
import { locateProject } from '../worker/locate-project.ts';
import type { CliContext } from './context.ts';
import { tildePath } from './terminal/output.ts';

/**
 * The project that `name` (or, without one, the current folder) stands for. A folder always is one, whether or not a
 * session of it was stored.
 * @throws HivemindError NOT_FOUND naming the nearest
 */
export async function findProjectNamed(
  context: CliContext,
  store: Store | null,
  name: string | undefined,
): Promise<Project> {
  const known = store === null ? [] : allProjects(store);
  const folder = resolve(context.cwd, name ?? '.');
  const remote = normaliseRemote(name ?? '') ?? name?.toLowerCase();
  const root = foreignFolder(name ?? '');
  const named = known.find((one) => one.id === name || one.root === root || one.remote === remote);
  if (named !== undefined) return named;
  if (existsSync(folder)) {
    const found = await locateProject(store, folder, context.env);
    return known.find(({ id }) => id === found.id) ?? found;
  }
  const names = known.flatMap((project) => [project.remote ?? project.root, project.root, project.id]);
  const meant = nearest(name ?? folder, names);
  throw new HivemindError('NOT_FOUND', `No project is named ${JSON.stringify(name ?? folder)}.`, {
    hint: meant === undefined ? 'hivemind skillify lists the projects' : `Did you mean ${meant}?`,
  });
}

/** Why there is nothing to show of a project: that no session was stored for it, else `otherwise`. */
export function whyEmpty(
  context: CliContext,
  store: Store | null,
  project: Project,
  otherwise: string,
): string {
  const isStored = store !== null && findProject(store, project.id) !== null;
  return isStored ? otherwise : `No session was stored for ${projectName(project, context)}.`;
}

/** What people call a project: its remote, else its root below their home folder. */
export function projectName(project: Project, context: CliContext): string {
  return project.remote ?? tildePath(project.root, userHome(context.env));
}
