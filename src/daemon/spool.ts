/** What hooks left for a daemon. */

import { readdirSync } from 'node:fs';
import type { HomePaths } from '../paths.ts';

/** Whether a hook left something that is not stored yet; false too once the home is gone. */
export function isSpoolWaiting(paths: HomePaths): boolean {
  try {
    return readdirSync(paths.spool).length > 0;
  } catch {
    return false;
  }
}
