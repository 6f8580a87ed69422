/** Which agents list the skills of a project, and what to do about the rest. */

import { type AgentReach, agentReach, type ReachCode } from '../library/read/reach.ts';
import { agentsOfProject } from '../store/heads.ts';
import { skillsOfProject } from '../store/skills.ts';
import type { AgentId, Project } from '../types.ts';
import type { Viewer } from './standpoint.ts';

/** What to do about each code; null where it is only good to know. */
const REMEDIES: Readonly<Record<ReachCode, string | null>> = {
  absent: 'run hivemind skillify run, which links it',
  unreadable: 'mend its frontmatter',
  shadowed: 'rename one of the two',
  cut: 'shorten the description',
  double: null,
  budget: 'remove skills you do not use',
};

export interface SkillReach {
  agent: AgentId;
  skills: number;
  visible: string[];
  problems: { what: string; remedy: string | null }[];
}

/** One finding for each agent that was used in the project; none where it has no skills. */
export function skillReach({ store, env }: Pick<Viewer, 'store' | 'env'>, project: Project): SkillReach[] {
  if (store === null) return [];
  const names = skillsOfProject(store, project.id).map(({ name }) => name);
  if (names.length === 0) return [];
  return agentsOfProject(store, project.id).map((agent) => {
    const reach = agentReach(agent, project.root, names, env);
    return { agent, skills: names.length, visible: reach.visible, problems: problemsOf(reach) };
  });
}

function problemsOf({ problems }: AgentReach): SkillReach['problems'] {
  return problems.map(({ code, skill, message }) => ({
    what: skill === null ? message : `skill ${skill}: ${message}`,
    remedy: REMEDIES[code],
  }));
}
