/** The names in a folder that may not be there. */

import { readdirSync } from 'node:fs';
import { systemCode } from '../errors.ts';

/**
 * The names in a folder of ours, as the system orders them; none where there is no such folder.
 * @throws what the system says where the folder is there but cannot be read
 */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** The sorted names in somebody else's folder; none where it is not there or not ours to read. */
export function readableNamesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // What cannot be read says nothing.
    return [];
  }
}
