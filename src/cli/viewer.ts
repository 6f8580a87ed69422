/** How verbs look at what is stored. */

import { bringUpToDate, openStoreToRead, type Store } from '../store/open.ts';
import type { Viewer } from '../views/standpoint.ts';
import type { CliContext } from './context.ts';

/**
 * The person's standpoint with the store open to read. One of an earlier version is brought up to date first: whoever
 * looks is the first to run this one.
 * @throws HivemindError STORE_NEWER, STORE_DAMAGED, STORE_ELSEWHERE, STORE_UNUSABLE
 */
export function viewerOf(context: CliContext): Viewer {
  bringUpToDate(context.paths.database);
  return viewerWith(context, openStoreToRead(context.paths.database));
}

/** The person's standpoint with a store that is open, or without one. */
export function viewerWith({ env, cwd, paths, config, now }: CliContext, store: Store | null): Viewer {
  return { env, cwd, paths, config, now, store };
}
