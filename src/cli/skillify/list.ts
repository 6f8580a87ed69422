/** `hivemind skillify list`: the skills that were written. */

import { Command, Option } from 'commander';
import { userHome } from '../../paths.ts';
import { allProjects } from '../../store/heads.ts';
import { openStoreToRead, type Store } from '../../store/open.ts';
import type { Project } from '../../types.ts';
import type { CliContext } from '../context.ts';
import { findProjectNamed } from '../projects.ts';
import { ago, iso, printTable, tildePath } from '../terminal/output.ts';
import { fileState, type NamedSkill, skillsIn } from './find-skill.ts';

interface ListOptions {
  project?: string;
  all?: boolean;
  json?: boolean;
}

export function skillifyListCommand(context: CliContext): Command {
  return new Command('list')
    .description('the skills that were written')
    .option('--project <project>', 'its path, remote or id (default: where you stand)')
    .addOption(new Option('--all', 'of every project').conflicts('project'))
    .option('--json', 'print one JSON document')
    .action((options: ListOptions) => listSkills(context, options));
}

async function listSkills(context: CliContext, options: ListOptions): Promise<void> {
  const store = openStoreToRead(context.paths.database);
  const skills = store === null ? [] : skillsIn(store, await chosenProjects(context, store, options));
  if (options.json) {
    context.json(skills.map((skill) => skillJson(store, skill)));
    return;
  }
  if (skills.length === 0) context.out('No skills yet. hivemind skillify why tells what is on its way.');
  printTable(
    context,
    [
      { title: 'SKILL', whole: true },
      { title: 'VERSION', align: 'right' },
      { title: 'WRITTEN' },
      { title: 'FILE' },
      { title: 'PATH' },
    ],
    skills.map(({ skill }) => [
      skill.name,
      String(skill.version),
      ago(skill.updatedAt, context.now()),
      fileState(store, skill),
      tildePath(skill.path, userHome(context.env)),
    ]),
  );
}

async function chosenProjects(context: CliContext, store: Store, options: ListOptions): Promise<Project[]> {
  return options.all ? allProjects(store) : [await findProjectNamed(context, store, options.project)];
}

function skillJson(store: Store | null, { project, skill }: NamedSkill) {
  return {
    name: skill.name,
    project: project.id,
    version: skill.version,
    path: skill.path,
    file: fileState(store, skill),
    candidate: skill.candidateId,
    createdAt: iso(skill.createdAt),
    updatedAt: iso(skill.updatedAt),
  };
}
