/** Which of a project's skills each agent lists, and what keeps it from the others. Reads only. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SkillReading } from '../../agents/agent.ts';
import { AGENTS } from '../../agents/registry.ts';
import { readableNamesIn } from '../../lib/list-folder.ts';
import type { Environment } from '../../paths.ts';
import { readListing } from '../../skill/skill-file.ts';
import type { AgentId } from '../../types.ts';

export type ReachCode = 'absent' | 'unreadable' | 'shadowed' | 'cut' | 'double' | 'budget';

/** Something about one skill, or about all (`skill` null), that its owner should know. */
export interface ReachProblem {
  code: ReachCode;
  skill: string | null;
  /** A sentence without its full stop. */
  message: string;
}

export interface AgentReach {
  agent: AgentId;
  /** Names of the given skills that the agent lists. */
  visible: string[];
  problems: ReachProblem[];
}

interface Found {
  name: string;
  path: string;
  description: string;
  listed: boolean;
}

/**
 * How an agent sees these skills of a project.
 * @param names folder names in `.claude/skills`
 */
export function agentReach(
  agent: AgentId,
  root: string,
  names: readonly string[],
  env: Environment,
): AgentReach {
  const reading = AGENTS[agent].skills;
  const project = reading.project.flatMap((folder) => skillsIn(join(root, folder), reading));
  const user = reading.user(env).flatMap((folder) => skillsIn(folder, reading));
  const judged = names.map((name) => judge(name, reading, project, user));
  return {
    agent,
    visible: judged.filter(({ visible }) => visible).map(({ name }) => name),
    problems: [...judged.flatMap(({ problems }) => problems), ...overBudget(reading, [...project, ...user])],
  };
}

function judge(name: string, reading: SkillReading, project: readonly Found[], user: readonly Found[]) {
  const problems: ReachProblem[] = [];
  const tell = (code: ReachCode, message: string) => problems.push({ code, skill: name, message });
  const here = project.filter((skill) => skill.name === name);
  const theirs = user.filter((skill) => skill.name === name);
  const [first] = here;
  const hidden = theirs.length > 0 && reading.sameName === 'user-wins';
  if (first === undefined) tell('absent', `not in ${reading.project.join(' or ')}`);
  else if (!first.listed) tell('unreadable', `${first.path} has no frontmatter with a description`);
  else if (hidden) tell('shadowed', `hidden by ${theirs[0]?.path}, a skill of the same name`);
  const length = first?.description.length ?? 0;
  if (length > reading.descriptionLimit) {
    tell('cut', `its description of ${length} characters is cut at ${reading.descriptionLimit}`);
  }
  const listed = here.length + theirs.length;
  if (reading.sameName === 'both' && first !== undefined && listed > 1)
    tell('double', `listed ${listed} times`);
  return { name, problems, visible: first?.listed === true && !hidden };
}

function overBudget({ budget }: SkillReading, skills: readonly Found[]): ReachProblem[] {
  const needed = skills.reduce((sum, { name, description }) => sum + name.length + description.length, 0);
  if (needed <= budget) return [];
  const message = `all skills together need ${needed} of ${budget} characters: the least used are listed by name alone`;
  return [{ code: 'budget', skill: null, message }];
}

function skillsIn(folder: string, reading: SkillReading): Found[] {
  return readableNamesIn(folder).flatMap((folderName) => {
    const path = join(folder, folderName, 'SKILL.md');
    const text = textOf(path);
    if (text === null) return [];
    const listing = readListing(text);
    const description = listing?.description ?? '';
    const name = (reading.namedBy === 'frontmatter' && listing?.name) || folderName;
    return [{ name, path, description, listed: description !== '' || !reading.needsDescription }];
  });
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
