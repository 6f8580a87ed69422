/** Opens the store for the daemon, which holds the lock of daemons and so may rebuild a damaged one. */

import { HivemindError } from '../errors.ts';
import type { HomePaths } from '../paths.ts';
import { openStore, type Store } from '../store/open.ts';
import { isRebuildUnfinished, rebuildStore } from '../store/rescue/rebuild.ts';

/**
 * Opens the store; a damaged one is rebuilt first.
 * @param isDamaged whether it is known to be
 * @param now milliseconds since the epoch
 * @throws HivemindError as `openStore` does, but for damage; what rebuilding throws
 */
export function openSoundStore(
  paths: HomePaths,
  isDamaged: boolean,
  now: number,
  log: (line: string) => void,
): Store {
  if (!isDamaged && !isRebuildUnfinished(paths.database)) {
    try {
      return openStore(paths.database);
    } catch (error) {
      if (!(error instanceof HivemindError) || error.code !== 'STORE_DAMAGED') throw error;
    }
  }
  log(rebuildStore(paths, now));
  return openStore(paths.database);
}
