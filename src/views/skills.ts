/** The skills that were written. */

import { HivemindError } from '../errors.ts';
import { iso } from '../lib/in-words.ts';
import { nearest } from '../lib/nearest.ts';
import { filesOnDisk } from '../library/read/files.ts';
import { hashOfFiles } from '../skill/page.ts';
import { allProjects } from '../store/heads.ts';
import type { Store } from '../store/open.ts';
import { currentFiles, type SkillRecord, skillsOfProject } from '../store/skills.ts';
import type { Project } from '../types.ts';
import { findProjectNamed } from './find-project.ts';
import type { Viewer } from './standpoint.ts';

/** How a skill's files on disk stand to what was last written. */
export type FileState = 'as written' | 'edited by hand' | 'missing';

export interface ListedSkill {
  name: string;
  /** The project's id. */
  project: string;
  version: number;
  /** Absolute path of its SKILL.md. */
  path: string;
  file: FileState;
  /** The id of the candidate that it was made from. */
  candidate: string;
  /** ISO 8601. */
  createdAt: string;
  updatedAt: string;
}

/**
 * Skills by project and name.
 * @param of a project by its path, remote or id; absent, where the viewer stands
 * @throws HivemindError NOT_FOUND
 */
export async function listSkills(
  viewer: Viewer,
  of: { project?: string | undefined } | 'all projects',
): Promise<ListedSkill[]> {
  const { store } = viewer;
  if (store === null) return [];
  const projects = of === 'all projects' ? allProjects(store) : [await findProjectNamed(viewer, of.project)];
  return skillsIn(store, projects).map(({ project, skill }) => ({
    name: skill.name,
    project: project.id,
    version: skill.version,
    path: skill.path,
    file: fileState(store, skill),
    candidate: skill.candidateId,
    createdAt: iso(skill.createdAt),
    updatedAt: iso(skill.updatedAt),
  }));
}

export interface NamedSkill {
  project: Project;
  skill: SkillRecord;
}

/**
 * The skill called `name` in the named project; without one, where the viewer stands, else the only one of that name
 * anywhere.
 * @throws HivemindError NOT_FOUND, or USAGE when several projects have one
 */
export async function findSkillNamed(
  viewer: Viewer,
  name: string,
  projectName: string | undefined,
): Promise<NamedSkill> {
  const { store } = viewer;
  const here = store === null ? [] : skillsIn(store, [await findProjectNamed(viewer, projectName)]);
  const all = store === null || projectName !== undefined ? here : skillsIn(store, allProjects(store));
  const isNamed = ({ skill }: NamedSkill) => skill.name === name;
  const found = here.some(isNamed) ? here.filter(isNamed) : all.filter(isNamed);
  const [first] = found;
  if (first === undefined) {
    const meant = nearest(
      name,
      all.map(({ skill }) => skill.name),
    );
    throw new HivemindError('NOT_FOUND', `No skill is named ${JSON.stringify(name)}.`, {
      hint: meant === undefined ? 'hivemind skillify list shows them' : `Did you mean ${meant}?`,
    });
  }
  if (found.length > 1) {
    throw new HivemindError('USAGE', `${found.length} projects have a skill named ${name}.`, {
      hint: `Name one, for example --project ${first.project.root}`,
    });
  }
  return first;
}

function skillsIn(store: Store, projects: readonly Project[]): NamedSkill[] {
  return projects.flatMap((project) =>
    skillsOfProject(store, project.id).map((skill) => ({ project, skill })),
  );
}

export function fileState(store: Store | null, skill: SkillRecord): FileState {
  const files = filesOnDisk(skill.path, store === null ? [] : currentFiles(store, skill));
  if (files === null) return 'missing';
  return hashOfFiles(files) === skill.contentHash ? 'as written' : 'edited by hand';
}
