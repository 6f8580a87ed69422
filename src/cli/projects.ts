/** Finds the project a person names: by path, remote or id, else where they stand. */

import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { HivemindError } from '../errors.ts';
import { nearest } from '../lib/nearest.ts';
import { userHome } from '../paths.ts';
import { allProjects } from '../store/heads.ts';
import type { Store } from '../store/open.ts';
import type { Project } from '../types.ts';
import type { CliContext } from './context.ts';
import { tildePath } from './output.ts';

/**
 * The project that `name` (or, without one, the current folder) stands for.
 * @throws HivemindError NOT_FOUND when the store knows no such project
 */
export async function findProjectNamed(
  context: CliContext,
  store: Store | null,
  name: string | undefined,
): Promise<Project> {
  const known = store === null ? [] : allProjects(store);
  const byName = known.find((project) => project.id === name || project.remote === name);
  if (byName !== undefined) return byName;
  const folder = resolve(context.cwd, name ?? '.');
  const byPath = existsSync(folder) ? await projectOfFolder(known, folder) : undefined;
  if (byPath !== undefined) return byPath;
  throw unknownProject(context, known, name);
}

function unknownProject(context: CliContext, known: readonly Project[], name: string | undefined) {
  if (known.length === 0) {
    return new HivemindError('NOT_FOUND', 'No session has been stored yet, so there is no project.', {
      hint: 'Run hivemind install, then work with an agent',
    });
  }
  const home = userHome(context.env);
  if (name === undefined) {
    return new HivemindError('NOT_FOUND', `No session was stored for ${tildePath(context.cwd, home)}.`, {
      hint: 'Go to a project folder or name one with --project; hivemind skillify lists them',
    });
  }
  const names = known.flatMap((project) => [project.remote ?? project.root, project.root, project.id]);
  const meant = nearest(name, names);
  return new HivemindError('NOT_FOUND', `No project is named ${JSON.stringify(name)}.`, {
    hint: meant === undefined ? 'hivemind skillify lists the projects' : `Did you mean ${meant}?`,
  });
}

async function projectOfFolder(known: readonly Project[], folder: string): Promise<Project | undefined> {
  const real = realpathSync(folder);
  return known
    .filter(({ root }) => real === root || real.startsWith(`${root}/`))
    .sort((a, b) => b.root.length - a.root.length)[0];
}

/** What people call a project: its remote, else its root below their home folder. */
export function projectName(project: Project, context: CliContext): string {
  return project.remote ?? tildePath(project.root, userHome(context.env));
}
