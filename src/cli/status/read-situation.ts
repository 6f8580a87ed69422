/** Looks at how things stand, also where another machine has the store. */

import { elsewhere } from '../../store/guard/lease.ts';
import { type Situation, situationNow } from '../../views/situation.ts';
import type { CliContext } from '../context.ts';
import { viewerOf, viewerWith } from '../viewer.ts';

/** @throws HivemindError CONFIG_INVALID, STORE_NEWER, STORE_DAMAGED, STORE_UNUSABLE */
export function readSituation(context: CliContext): Situation {
  const problem = elsewhere(context.paths.database)?.message ?? null;
  return situationNow(problem === null ? viewerOf(context) : viewerWith(context, null), problem);
}
