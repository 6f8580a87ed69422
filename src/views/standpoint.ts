/** What a view is told from. Views change nothing and create nothing. */

import type { Config } from '../config.ts';
import type { Environment, HomePaths } from '../paths.ts';
import type { Store } from '../store/open.ts';

/** Where somebody stands who asks. */
export interface Standpoint {
  env: Environment;
  cwd: string;
  paths: HomePaths;
  /** @throws HivemindError CONFIG_INVALID */
  config(): Config;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A standpoint with the store open. */
export interface Viewer extends Standpoint {
  /** Null where there is none yet. */
  store: Store | null;
}
