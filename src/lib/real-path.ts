/** A path without links, as far as it can be told. */

import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';

/** The path with every link resolved; of what is gone or forbidden, the name made absolute. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Gone or forbidden: the name is all there is.
    return resolve(path);
  }
}
