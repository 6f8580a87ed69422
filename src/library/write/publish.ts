/** Writes a verified skill into its project. The only writer of skills. */

import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { statOf } from '../../lib/stat-of.ts';
import { MAIN_FILE } from '../../skill/draft.ts';
import { hashOfFiles, type Page, type SkillFile } from '../../skill/page.ts';
import { renderSkill, type Skill } from '../../skill/skill.ts';
import { parseSkillFile } from '../../skill/skill-file.ts';
import type { PlaceBlock } from '../../store/derived/blocks.ts';
import { inTransaction, type Store } from '../../store/open.ts';
import {
  commitPendingVersion,
  currentFiles,
  dropPendingVersion,
  findSkill,
  pendingSkills,
  type SkillRecord,
  saveSkillVersion,
  versionsOf,
} from '../../store/skills.ts';
import type { Project } from '../../types.ts';
import { filesOnDisk } from '../read/files.ts';
import {
  isLeftover,
  obstacleToFiles,
  removeIfEmpty,
  removeLeftovers,
  removeStaleFiles,
  writeFiles,
} from './files.ts';
import { makeFolder } from './folders.ts';
import { checkRoot, obstacleOnTheWay, type RootRules, SKILLS_FOLDER } from './targets.ts';

export type PublishResult =
  | { outcome: 'written' | 'unchanged'; name: string; path: string; version: number }
  | { outcome: 'refused'; name: string; path: string; code: PlaceBlock; reason: string };

export interface PublishOptions extends RootRules {
  project: Project;
  skill: Skill;
  /** The mining run that asks for it; null when a person does. */
  runId: number | null;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What publishing a skill comes to before anything is written. */
export type PublishPlan =
  | { outcome: 'unchanged'; name: string; path: string; version: number }
  | { outcome: 'refused'; name: string; path: string; code: PlaceBlock; reason: string }
  | {
      outcome: 'write';
      name: string;
      /** The project's real root. */
      root: string;
      path: string;
      version: number;
      /** The skill's files as they stand; null where there is none. */
      before: readonly SkillFile[] | null;
      files: readonly Page[];
    };

/**
 * Writes `<root>/.claude/skills/<name>/SKILL.md` with its other files, or says why not. The store learns the version and its receipts
 * first, as pending; then the file is renamed into place; then the version counts. A crash at any point leaves the old
 * file or the new one, and the next call settles which.
 */
export function publishSkill(store: Store, options: PublishOptions): PublishResult {
  settlePending(store, options.project);
  const plan = planSkill(store, options);
  return plan.outcome === 'write' ? writeVersion(store, options, plan) : plan;
}

/** What {@link publishSkill} would do. Reads only. */
export function planSkill(store: Store, options: Omit<PublishOptions, 'runId' | 'now'>): PublishPlan {
  const { project, skill } = options;
  const checked = checkRoot(project.root, options);
  const root = 'root' in checked ? checked.root : project.root;
  const path = join(root, SKILLS_FOLDER, skill.name, 'SKILL.md');
  const refuse = (code: PlaceBlock, reason: string) => refusal(skill.name, path, code, reason);
  if ('reason' in checked) return refuse('root', checked.reason);
  const obstacle = obstacleOnTheWay(root, path);
  if (obstacle !== null) return refuse('link', obstacle);
  const known = findSkill(store, project.id, skill.name);
  const current = known === null ? [] : currentFiles(store, known);
  const conflict = conflictAt(path, known, current);
  if (conflict !== null) return refuse(conflict.code, conflict.reason);
  if (known?.path === path && saysTheSame(current, skill)) {
    return { outcome: 'unchanged', name: skill.name, path, version: known.version };
  }
  const version = (known?.version ?? 0) + 1;
  const files = renderSkill(skill, version);
  const parsed = parseSkillFile(mainOf(files));
  if ('problem' in parsed) return refuse('format', `the skill ${parsed.problem}`);
  const hindrance = obstacleToFiles(root, path, files);
  if (hindrance !== null) return refuse('link', hindrance);
  return {
    outcome: 'write',
    name: skill.name,
    root,
    path,
    version,
    before: filesOnDisk(path, current),
    files,
  };
}

const mainOf = (files: readonly SkillFile[]): string =>
  files.find(({ path }) => path === MAIN_FILE)?.text ?? '';

function refusal(name: string, path: string, code: PlaceBlock, reason: string) {
  return { outcome: 'refused', name, path, code, reason } as const;
}

function writeVersion(
  store: Store,
  { project, skill, runId, now }: PublishOptions,
  { root, path, version, before, files }: Extract<PublishPlan, { outcome: 'write' }>,
): PublishResult {
  const refuse = (code: PlaceBlock, reason: string) => refusal(skill.name, path, code, reason);
  saveSkillVersion(store, {
    projectId: project.id,
    name: skill.name,
    candidateId: skill.candidateId,
    kind: skill.kind,
    version,
    path,
    files,
    receipts: skill.receipts,
    runId,
    now,
  });
  // The transaction keeps other processes out until the file and the store agree again.
  return inTransaction(store, () => {
    if (findSkill(store, project.id, skill.name)?.pendingVersion !== version)
      return refuse('busy', `${skill.name} is being written by another process`);
    const hindrance = writeSkill(store, root, path, files);
    if (hindrance !== null) {
      dropPendingVersion(store, project.id, skill.name);
      return refuse('link', hindrance);
    }
    commitPendingVersion(store, project.id, skill.name);
    if (before !== null) removeStaleFiles(path, before, files);
    return { outcome: 'written', name: skill.name, path, version };
  });
}

/**
 * Brings the store in line with the disk after a crash between a file's rename and the store's commit: a pending version
 * counts if its file is there, and is forgotten if it is not. What the crash left beside the file is removed.
 */
export function settlePending(store: Store, project: Project): void {
  if (pendingSkills(store, project.id).length === 0) return;
  inTransaction(store, () => {
    for (const record of pendingSkills(store, project.id)) {
      const { name, pendingVersion } = record;
      const pending = versionsOf(store, project.id, name).find(({ version }) => version === pendingVersion);
      if (pending === undefined) continue;
      const { path, files } = pending;
      const current = currentFiles(store, record);
      const isThere = hashOnDisk(path, files) === pending.contentHash;
      if (isThere) commitPendingVersion(store, project.id, name);
      else dropPendingVersion(store, project.id, name);
      removeLeftovers(dirname(path));
      if (isThere) removeStaleFiles(path, current, files);
      else removeStaleFiles(path, files, current);
      removeIfEmpty(dirname(path));
    }
  });
}

interface Conflict {
  code: PlaceBlock;
  reason: string;
}

/** What at `path` is not ours to replace: `known` is what we wrote there last. */
function conflictAt(path: string, known: SkillRecord | null, current: readonly SkillFile[]): Conflict | null {
  const stat = statOf(path);
  if (stat?.isSymbolicLink()) return { code: 'link', reason: `${path} is a symbolic link` };
  if (stat !== null && !stat.isFile()) return { code: 'not-ours', reason: `${path} is not a file` };
  if (known === null) {
    const taken = stat !== null || namesBeside(path).length > 0;
    return taken
      ? { code: 'not-ours', reason: `${dirname(path)} holds something hivemind did not write` }
      : null;
  }
  if (stat === null) {
    // In another work tree it was never there, so nobody deleted it.
    return known.path === path ? { code: 'removed', reason: `${path} was deleted by hand` } : null;
  }
  if (hashOnDisk(path, current) !== known.contentHash)
    return { code: 'edited', reason: `${path} was edited by hand` };
  return null;
}

/** What else is in the skill's folder, leftovers of our own apart. */
function namesBeside(path: string): string[] {
  if (statOf(dirname(path)) === null) return [];
  return readdirSync(dirname(path)).filter((name) => !isLeftover(name));
}

function hashOnDisk(path: string, like: readonly SkillFile[]): string | null {
  const files = filesOnDisk(path, like);
  return files === null ? null : hashOfFiles(files);
}

/** True when the skill on disk already words it so: new counts alone are no reason to touch a repository. */
function saysTheSame(current: readonly SkillFile[], skill: Skill): boolean {
  const parsed = parseSkillFile(mainOf(current));
  if ('problem' in parsed || parsed.file.description !== skill.description) return false;
  const bodies = current.map((file) =>
    file.path === MAIN_FILE ? { ...file, text: parsed.file.body } : file,
  );
  return hashOfFiles(bodies) === hashOfFiles(skill.files);
}

/** @returns why nothing was written, or null when it was */
function writeSkill(store: Store, root: string, path: string, files: readonly SkillFile[]): string | null {
  const folder = dirname(path);
  const isNew = statOf(folder) === null;
  makeFolder(store, folder);
  // Looked at again, now that the folders exist: between the first look and here somebody may have put a link.
  const obstacle = obstacleToFiles(root, path, files);
  if (obstacle !== null) return obstacle;
  try {
    removeLeftovers(folder);
    writeFiles(path, files);
    return null;
  } catch (error) {
    if (isNew) removeIfEmpty(folder);
    throw error;
  }
}
