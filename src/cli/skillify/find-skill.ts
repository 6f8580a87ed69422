/** Finds the skill a person names, and tells whether its file is still as it was written. */

import { HivemindError } from '../../errors.ts';
import { nearest } from '../../lib/nearest.ts';
import { filesOnDisk } from '../../library/read/files.ts';
import { hashOfFiles } from '../../skill/page.ts';
import { allProjects } from '../../store/heads.ts';
import type { Store } from '../../store/open.ts';
import { currentFiles, type SkillRecord, skillsOfProject } from '../../store/skills.ts';
import type { Project } from '../../types.ts';
import type { CliContext } from '../context.ts';
import { findProjectNamed } from '../projects.ts';

export interface NamedSkill {
  project: Project;
  skill: SkillRecord;
}

/**
 * The skill called `name` in the named project; without one, where the person stands, else the only one of that name
 * anywhere.
 * @throws HivemindError NOT_FOUND, or USAGE when several projects have one
 */
export async function findSkillNamed(
  context: CliContext,
  store: Store | null,
  name: string,
  projectName: string | undefined,
): Promise<NamedSkill> {
  const here = store === null ? [] : skillsIn(store, [await findProjectNamed(context, store, projectName)]);
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

/** The skills of some projects, by project and name. */
export function skillsIn(store: Store, projects: readonly Project[]): NamedSkill[] {
  return projects.flatMap((project) =>
    skillsOfProject(store, project.id).map((skill) => ({ project, skill })),
  );
}

export type FileState = 'as written' | 'edited by hand' | 'missing';

/** How a skill's files on disk stand to what was last written. */
export function fileState(store: Store | null, skill: SkillRecord): FileState {
  const files = filesOnDisk(skill.path, store === null ? [] : currentFiles(store, skill));
  if (files === null) return 'missing';
  return hashOfFiles(files) === skill.contentHash ? 'as written' : 'edited by hand';
}
