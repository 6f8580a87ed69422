/** Other agents' way to a skill: a relative link to the one real folder, so that no copy can grow stale. */

import { lstatSync, readlinkSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { systemCode } from '../../errors.ts';
import { agentsOfProject } from '../../store/heads.ts';
import type { Store } from '../../store/open.ts';
import { skillsOfProject } from '../../store/skills.ts';
import type { Project } from '../../types.ts';
import { makeFolder } from './folders.ts';
import { checkRoot, obstacleOnTheWay, type RootRules, SKILLS_FOLDER, statOf } from './targets.ts';

/** Codex reads a project's skills from here, and not from `.claude/skills` (seen with codex-cli 0.169.0). */
export const CODEX_SKILLS_FOLDER = join('.agents', 'skills');

export type LinkResult =
  | { outcome: 'made' | 'there' | 'removed'; path: string }
  | { outcome: 'refused'; path: string; reason: string };

/**
 * Makes the links of a project's skills where its agents need them: for Codex, once it was used in the project.
 * Links of ours whose skill is gone are removed.
 * @returns one result for each skill; none where no link is needed
 */
export function linkSkills(store: Store, project: Project, rules: RootRules): LinkResult[] {
  if (!agentsOfProject(store, project.id).includes('codex')) return [];
  const checked = checkRoot(project.root, rules);
  if ('reason' in checked) return [];
  return skillsOfProject(store, project.id).flatMap(({ name }) => linkSkill(store, checked.root, name) ?? []);
}

/** @returns null where there is neither a skill (another work tree has it, or nobody any more) nor a link to it */
function linkSkill(store: Store, root: string, name: string): LinkResult | null {
  const skill = join(root, SKILLS_FOLDER, name);
  const path = join(root, CODEX_SKILLS_FOLDER, name);
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

/** Removes our link to a skill that is gone; whatever else stands there stays. */
export function removeDeadLink(root: string, name: string): void {
  const skill = join(root, SKILLS_FOLDER, name);
  const path = join(root, CODEX_SKILLS_FOLDER, name);
  if (statOf(skill) !== null || obstacleOnTheWay(root, path) !== null || statOf(path) === null) return;
  if (isLinkTo(path, relative(dirname(path), skill))) rmSync(path);
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
