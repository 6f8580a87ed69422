/** Looks at what a path is, without following a link. */

import { lstatSync, type Stats } from 'node:fs';
import { systemCode } from '../errors.ts';

/** `lstat`, or null where there is nothing. */
export function statOf(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}
