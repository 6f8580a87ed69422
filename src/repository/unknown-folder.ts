/** The stand-in for the working folder of sessions whose record names none. */

import { realPath } from '../lib/real-path.ts';

const UNKNOWN = 'unknown folder, read from ';

/**
 * Stands for the working folder of sessions whose record names none. Not absolute: nothing is ever looked up or written
 * there; sessions read from the same folder count as one project.
 * @param source the folder that the records lie in
 */
export function unknownFolder(source: string): string {
  return UNKNOWN + realPath(source);
}

export function isUnknownFolder(folder: string): boolean {
  return folder.startsWith(UNKNOWN);
}
