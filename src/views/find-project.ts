/** Finds the project a person names: by path, remote or id, else where they stand. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { locateProject } from '../capture/locate-project.ts';
import { HivemindError } from '../errors.ts';
import { tildePath } from '../lib/in-words.ts';
import { nearest } from '../lib/nearest.ts';
import { type Environment, userHome } from '../paths.ts';
import { foreignFolder } from '../repository/identity.ts';
import { normaliseRemote } from '../repository/remote.ts';
import { allProjects } from '../store/heads.ts';
import type { Project } from '../types.ts';
import type { Viewer } from './standpoint.ts';

/**
 * The project that `name` (or, without one, the current folder) stands for. A folder always is one, whether or not a
 * session of it was stored.
 * @throws HivemindError NOT_FOUND naming the nearest
 */
export async function findProjectNamed(
  { store, cwd, env }: Pick<Viewer, 'store' | 'cwd' | 'env'>,
  name?: string,
): Promise<Project> {
  const known = store === null ? [] : allProjects(store);
  const folder = resolve(cwd, name ?? '.');
  const remote = normaliseRemote(name ?? '') ?? name?.toLowerCase();
  const root = foreignFolder(name ?? '');
  const named = known.find((one) => one.id === name || one.root === root || one.remote === remote);
  if (named !== undefined) return named;
  if (existsSync(folder)) {
    const found = await locateProject(store, folder, env);
    return known.find(({ id }) => id === found.id) ?? found;
  }
  const names = known.flatMap((project) => [project.remote ?? project.root, project.root, project.id]);
  const meant = nearest(name ?? folder, names);
  throw new HivemindError('NOT_FOUND', `No project is named ${JSON.stringify(name ?? folder)}.`, {
    hint: meant === undefined ? 'hivemind skillify lists the projects' : `Did you mean ${meant}?`,
  });
}

/** What people call a project: its remote, else its root below their home folder. */
export function projectName({ remote, root }: Pick<Project, 'remote' | 'root'>, env: Environment): string {
  return remote ?? tildePath(root, userHome(env));
}
