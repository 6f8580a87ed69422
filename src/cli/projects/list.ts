/** `hivemind projects list`. */

import { Command } from 'commander';
import { userHome } from '../../paths.ts';
import { allProjects, countSessionsByProject } from '../../store/heads.ts';
import { openStoreToRead, type Store } from '../../store/open.ts';
import { allRoots } from '../../store/project-roots.ts';
import { skillsOfProject } from '../../store/skills.ts';
import type { CliContext } from '../context.ts';
import { projectName } from '../projects.ts';
import { printTable, tildePath } from '../terminal/output.ts';

interface ListedProject {
  project: string;
  name: string;
  root: string;
  /** All that are settled to be of it, that one included. */
  roots: string[];
  sessions: number;
  skills: number;
  /** The project whose remote it names without having a commit in common; null when there is none. */
  claims: string | null;
}

export function projectsListCommand(context: CliContext): Command {
  return new Command('list')
    .description('every project with its folders')
    .option('--json', 'print one JSON document')
    .action((options: { json?: boolean }) => {
      const store = openStoreToRead(context.paths.database);
      const projects = store === null ? [] : listed(store, context);
      if (options.json) context.json(projects);
      else print(context, projects);
    });
}

function listed(store: Store, context: CliContext): ListedProject[] {
  const projects = allProjects(store);
  const roots = allRoots(store);
  const sessions = countSessionsByProject(store);
  return projects.map((project) => {
    const own = roots.filter(({ projectId }) => projectId === project.id);
    const claimed = own.flatMap(({ remote }) =>
      projects.filter((one) => one.remote !== null && one.remote === remote),
    );
    return {
      project: project.id,
      name: projectName(project, context),
      root: project.root,
      roots: [...new Set([project.root, ...own.map(({ root }) => root)])],
      sessions: sessions.get(project.id) ?? 0,
      skills: skillsOfProject(store, project.id).length,
      claims: claimed.find(({ id }) => id !== project.id)?.id ?? null,
    };
  });
}

function print(context: CliContext, projects: readonly ListedProject[]): void {
  if (projects.length === 0) context.out('No project has a stored session yet.');
  const home = userHome(context.env);
  printTable(
    context,
    [
      { title: 'ID', whole: true },
      { title: 'SESSIONS', align: 'right' },
      { title: 'SKILLS', align: 'right' },
      { title: 'NAME' },
      { title: 'FOLDERS', wrap: true },
    ],
    projects.map(({ project, sessions, skills, name, roots }) => [
      project,
      String(sessions),
      String(skills),
      name,
      roots.map((root) => tildePath(root, home)).join(', '),
    ]),
  );
  for (const { project, name, claims } of projects) {
    const claimed = projects.find((one) => one.project === claims);
    if (claimed === undefined) continue;
    const what = `${name} names the remote of ${claimed.name}, but has no commit in common with it`;
    context.out(
      context.style('yellow', `${what}: hivemind projects join ${claimed.project} ${project} makes them one`),
    );
  }
}
