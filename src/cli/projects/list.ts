/** `hivemind projects list`. */

import { Command } from 'commander';
import { tildePath } from '../../lib/in-words.ts';
import { userHome } from '../../paths.ts';
import { type ListedProject, listProjects } from '../../views/projects.ts';
import type { CliContext } from '../context.ts';
import { printTable } from '../terminal/output.ts';
import { viewerOf } from '../viewer.ts';

export function projectsListCommand(context: CliContext): Command {
  return new Command('list')
    .description('every project with its folders')
    .option('--json', 'print one JSON document')
    .action((options: { json?: boolean }) => {
      const projects = listProjects(viewerOf(context));
      if (options.json) context.json(projects);
      else print(context, projects);
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
