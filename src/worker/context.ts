/** What every piece of the worker's work gets. */

import type { Config } from '../config.ts';
import type { Environment, HomePaths } from '../paths.ts';
import type { Store } from '../store/open.ts';

export interface WorkerContext {
  paths: HomePaths;
  config: Config;
  store: Store;
  env: Environment;
  /** Milliseconds since the epoch. */
  now(): number;
}
