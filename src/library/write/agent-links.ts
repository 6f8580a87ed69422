/** Other agents' way to a skill: a relative link to the one real folder, so that no copy can grow stale. */

import { lstatSync, readlinkSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { AGENTS } from '../../agents/registry.ts';
import { systemCode } from '../../errors.ts';
import { statOf } from '../../lib/stat-of.ts';
import { agentsOfProject } from '../../store/heads.ts';
import type { Store } from '../../store/open.ts';
import { skillsOfProject } from '../../store/skills.ts';
import { AGENT_IDS, type AgentId, type Project } from '../../types.ts';
import { makeFolder } from './folders.ts';
import { checkRoot, obstacleOnTheWay, type RootRules, SKILLS_FOLDER } from './targets.ts';

/** Where a skill has to stand for an agent that does not read the folder it is written to; empty for one that does. */
function linkFolders(agents: readonly AgentId[]): string[] {
  const folders = agents.map((id) => AGENTS[id].skills.project);
  return [...new Set(folders.flatMap((read) => (read.includes(SKILLS_FOLDER) ? [] : read.slice(0, 1))))];
}

export type LinkResult =
  | { outcome: 'made' | 'there' | 'removed'; path: string }
  | { outcome: 'refused'; path: string; reason: string };

/**
 * Makes the links of a project's skills where the agents that were used in it need them.
 * Links of ours whose skill is gone are removed.
 * @returns one result for each skill; none where no link is needed
 */
export function linkSkills(store: Store, project: Project, rules: RootRules): LinkResult[] {
  const folders = linkFolders(agentsOfProject(store, project.id));
  if (folders.length === 0) return [];
  const checked = checkRoot(project.root, rules);
  if ('reason' in checked) return [];
  return skillsOfProject(store, project.id).flatMap(({ name }) =>
    folders.flatMap((folder) => linkSkill(store, checked.root, folder, name) ?? []),
  );
}

/** @returns null where there is neither a skill (another work tree has it, or nobody any more) nor a link to it */
function linkSkill(store: Store, root: string, folder: string, name: string): LinkResult | null {
  const skill = join(root, SKILLS_FOLDER, name);
  const path = join(root, folder, name);
  const target = relative(dirname(path), skill);
  if (leadsTo(path, skill)) return { outcome: 'there', path };
  const obstacle = obstacleOnTheWay(root, path);
  if (obstacle !== null) return { outcome: 'refused', path, reason: obstacle };
  const isSkill = statOf(skill)?.isDirectory() === true;
  if (statOf(path) === null) return isSkill ? makeLink(store, path, target) : null;
  if (!isLinkTo(path, target)) {
    return isSkill ? { outcome: 'refused', path, reason: `${path} is not ours` } : null;
  }
  // It leads nowhere: the skill it stood for was deleted.
  rmSync(path);
  return { outcome: 'removed', path };
}

/** Removes our links to a skill that is gone, whichever agents they were for; whatever else stands there stays. */
export function removeDeadLinks(root: string, name: string): void {
  const skill = join(root, SKILLS_FOLDER, name);
  if (statOf(skill) !== null) return;
  for (const folder of linkFolders(AGENT_IDS)) {
    const path = join(root, folder, name);
    if (obstacleOnTheWay(root, path) !== null || statOf(path) === null) continue;
    if (isLinkTo(path, relative(dirname(path), skill))) rmSync(path);
  }
}

function makeLink(store: Store, path: string, target: string): LinkResult {
  makeFolder(store, dirname(path));
  try {
    symlinkSync(target, path, 'dir');
  } catch (error) {
    // Another process made it just now.
    if (systemCode(error) === 'EEXIST' && isLinkTo(path, target)) return { outcome: 'there', path };
    // Windows allows links to some users only.
    if (systemCode(error) === 'EPERM')
      return { outcome: 'refused', path, reason: 'links are not allowed here' };
    throw error;
  }
  return { outcome: 'made', path };
}

/** Whether `path` is, by whatever links, the folder `skill`. */
function leadsTo(path: string, skill: string): boolean {
  try {
    return realpathSync(path) === realpathSync(skill);
  } catch {
    return false;
  }
}

function isLinkTo(path: string, target: string): boolean {
  return lstatSync(path).isSymbolicLink() && readlinkSync(path) === target;
}
