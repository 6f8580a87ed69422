/** Opens the store to write for what a person says about drafts. */

import { openStore } from '../../store/open.ts';
import type { Project } from '../../types.ts';
import { findProjectNamed } from '../../views/find-project.ts';
import type { WorkerContext } from '../../worker/context.ts';
import type { CliContext } from '../context.ts';
import { viewerWith } from '../viewer.ts';

/** The store and the project whose drafts are meant. @throws HivemindError NOT_FOUND */
export async function openDrafts(
  context: CliContext,
  projectName: string | undefined,
): Promise<{ worker: WorkerContext; project: Project }> {
  const { paths, env, now } = context;
  const store = openStore(paths.database);
  const project = await findProjectNamed(viewerWith(context, store), projectName);
  return { worker: { paths, env, now, config: context.config(), store }, project };
}
