/** Makes folders in a project, and takes away those it made once nothing is left in them. */

import { rmdirSync } from 'node:fs';
import { systemCode } from '../../errors.ts';
import { makeFoldersLikeParent } from '../../lib/like-parent.ts';
import { statOf } from '../../lib/stat-of.ts';
import { dropFolder, madeFolders, rememberFolder } from '../../store/made-folders.ts';
import type { Store } from '../../store/open.ts';

/** Makes a folder with all that are missing above it, and remembers which those were. */
export function makeFolder(store: Store, folder: string): void {
  for (const made of makeFoldersLikeParent(folder)) rememberFolder(store, made);
}

/**
 * Removes the folders that publishing made and that are empty now. One that holds anything, or is a link by now, stays.
 * @param forget whether what is gone is forgotten as well; false for a store that is only read
 */
export function removeEmptyFolders(store: Store, forget: boolean): void {
  for (const folder of madeFolders(store)) {
    if (statOf(folder)?.isDirectory() && !isRemoved(folder)) continue;
    if (forget) dropFolder(store, folder);
  }
}

function isRemoved(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    // It holds something, or is not ours to remove any more.
    if (systemCode(error) !== undefined) return false;
    throw error;
  }
}
