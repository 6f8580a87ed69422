/** The project of a folder, with what the store knows of other folders that claim the same remote. */

import { existsSync } from 'node:fs';
import type { RepositoryClaim } from '../agent-adapter.ts';
import type { Environment } from '../paths.ts';
import { foundProject, projectOfRemote } from '../repository/identity.ts';
import { firstCommitsOf, holdsCommit, shareCommits } from '../repository/kinship.ts';
import { findProject } from '../store/heads.ts';
import type { Store } from '../store/open.ts';
import { findRoot, type ProjectRoot, rootsOfProject, saveRoot } from '../store/project-roots.ts';
import type { Project } from '../types.ts';

/**
 * The project that sessions in a folder belong to. A folder whose settings name the remote of a project that is known
 * belongs to that if it has commits in common with it, or the user said so; else it is a project of its own, for anybody
 * can write a remote into an archive.
 * @param store null where there is none yet
 */
export async function locateProject(store: Store | null, cwd: string, env: Environment): Promise<Project> {
  return (await locate(store, cwd, env)).project;
}

/** As {@link locateProject}; what it came to is remembered. */
export async function settleProject(store: Store, cwd: string, env: Environment): Promise<Project> {
  const { project, root } = await locate(store, cwd, env);
  if (root !== null) saveRoot(store, root);
  return project;
}

/**
 * The project of sessions in a folder that is gone and in no repository's, by what their record claims: that of the remote
 * where a clone of it holds the commit that was checked out. Else it is one of its own, with all that claim the same: a
 * record can claim anything.
 * @returns null where the claim names no place
 */
export async function claimedProject(
  store: Store,
  cwd: string,
  { url, commit }: RepositoryClaim,
  env: Environment,
): Promise<Project | null> {
  const claimed = projectOfRemote(cwd, url);
  if (claimed === null) return null;
  const { id, ownId, remote } = claimed;
  const known = findProject(store, id);
  const clones = [known?.root ?? [], rootsOfProject(store, id).map(({ root }) => root)].flat();
  for (const root of new Set(clones)) {
    if (commit !== null && (await holdsCommit(root, commit, env))) return known ?? { id, remote, root };
  }
  return findProject(store, ownId) ?? { id: ownId, remote: null, root: cwd };
}

interface Located {
  project: Project;
  /** What there is to remember; null when nothing was settled. */
  root: ProjectRoot | null;
}

async function locate(store: Store | null, cwd: string, env: Environment): Promise<Located> {
  const { ownId, ...claimed } = await foundProject(cwd, env);
  if (store === null) return { project: claimed, root: null };
  const { root, remote } = claimed;
  const settled = findRoot(store, root);
  if (settled !== null && settled.remote === remote) {
    const project = findProject(store, settled.projectId);
    const own = settled.projectId === claimed.id ? remote : null;
    return {
      project: { id: settled.projectId, remote: project === null ? own : project.remote, root },
      root: null,
    };
  }
  if (remote === null) return { project: claimed, root: null };
  const firstCommits = await firstCommitsOf(root, env);
  const isClone = await isCloneOf(store, claimed, firstCommits, env);
  const project = isClone ? claimed : { id: ownId, remote: null, root };
  return { project, root: { root, remote, projectId: project.id, firstCommits } };
}

async function isCloneOf(
  store: Store,
  { id, root }: Project,
  firstCommits: readonly string[],
  env: Environment,
): Promise<boolean> {
  const known = findProject(store, id);
  if (known === null || known.root === root) return true;
  const settled = rootsOfProject(store, id);
  if (settled.some((one) => one.firstCommits.some((commit) => firstCommits.includes(commit)))) return true;
  const others = [...new Set([known.root, ...settled.map((one) => one.root)])].filter(existsSync);
  for (const other of others) {
    if (await shareCommits(root, other, env)) return true;
    const begins = await firstCommitsOf(other, env);
    if (begins.some((commit) => firstCommits.includes(commit))) return true;
  }
  // Nothing is left that could tell, or be changed.
  return others.length === 0 && settled.every((one) => one.firstCommits.length === 0);
}
