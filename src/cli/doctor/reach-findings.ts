/** What `doctor` says about the skills of the project one stands in: who lists them, and what to do about the rest. */

import { type AgentReach, agentReach, type ReachCode } from '../../library/read/reach.ts';
import { agentsOfProject } from '../../store/heads.ts';
import type { Store } from '../../store/open.ts';
import { skillsOfProject } from '../../store/skills.ts';
import type { AgentId, Project } from '../../types.ts';
import type { CliContext } from '../context.ts';

/** What to do about each code; null where it is only good to know. */
const REMEDIES: Readonly<Record<ReachCode, string | null>> = {
  absent: 'run hivemind skillify run, which links it',
  unreadable: 'mend its frontmatter',
  shadowed: 'rename one of the two',
  cut: 'shorten the description',
  double: null,
  budget: 'remove skills you do not use',
};

export interface ReachFinding {
  agent: AgentId;
  skills: number;
  visible: string[];
  problems: { what: string; remedy: string | null }[];
}

/** One finding for each agent that was used in the project; none where it has no skills. */
export function reachFindings(context: CliContext, store: Store, project: Project): ReachFinding[] {
  const names = skillsOfProject(store, project.id).map(({ name }) => name);
  if (names.length === 0) return [];
  return agentsOfProject(store, project.id).map((agent) => {
    const reach = agentReach(agent, project.root, names, context.env);
    return { agent, skills: names.length, visible: reach.visible, problems: problemsOf(reach) };
  });
}

function problemsOf({ problems }: AgentReach): ReachFinding['problems'] {
  return problems.map(({ code, skill, message }) => ({
    what: skill === null ? message : `skill ${skill}: ${message}`,
    remedy: REMEDIES[code],
  }));
}
