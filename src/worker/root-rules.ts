/** Which roots skills may be written to, by the user's settings. */

import type { RootRules } from '../library/write/targets.ts';
import { userHome } from '../paths.ts';
import type { WorkerContext } from './context.ts';

export function rootRules({ config, env }: Pick<WorkerContext, 'config' | 'env'>): RootRules {
  return {
    home: userHome(env),
    allowScratchRoots: config.get('publish.scratchRoots'),
    allowForeignRoots: config.get('publish.foreignRoots'),
  };
}
