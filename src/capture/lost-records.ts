/** What hooks could not spool: they leave a mark (`hooks/capture`), which the next to write the store turns into a problem. */

import { accessSync, constants, rmSync, statSync } from 'node:fs';
import type { HomePaths } from '../paths.ts';
import type { Store } from '../store/open.ts';
import { recordProblem } from '../store/problems.ts';

export interface LostRecords {
  /** When a hook last failed to write its record, ms since the epoch; null when none did since that was last noted. */
  failedAt: number | null;
  /** Whether hooks may write to the spool at all; true where there is none yet. */
  writable: boolean;
}

/** Reads only. */
export function lostRecords(paths: HomePaths): LostRecords {
  const failedAt = statSync(paths.spoolFailed, { throwIfNoEntry: false })?.mtimeMs ?? null;
  return { failedAt, writable: isWritable(paths.spool) };
}

function isWritable(folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return true;
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Moves the hooks' mark into the store; as long as that cannot be written, the mark stays. */
export function noteLostRecords(store: Store, paths: HomePaths): void {
  const { failedAt } = lostRecords(paths);
  if (failedAt === null) return;
  const message = 'A hook could not write its record: the disk was full, or the folder not writable.';
  recordProblem(store, { at: Math.round(failedAt), area: 'spool', subject: 'hooks', message });
  rmSync(paths.spoolFailed, { force: true });
}
