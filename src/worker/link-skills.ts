/** After skills were written: shows them to the agents that do not read them where they lie. */

import { linkSkills } from '../library/write/agent-links.ts';
import type { Project } from '../types.ts';
import type { WorkerContext } from './context.ts';
import { rootRules } from './root-rules.ts';

/** Makes the links that the agents used in a project need. What stands in their way is what `doctor` tells. */
export function linkProjectSkills(context: WorkerContext, project: Project): void {
  linkSkills(context.store, project, rootRules(context));
}
