/** `hivemind skillify list`: the skills that were written. */

import { Command, Option } from 'commander';
import { ago, tildePath } from '../../lib/in-words.ts';
import { userHome } from '../../paths.ts';
import { listSkills } from '../../views/skills.ts';
import type { CliContext } from '../context.ts';
import { printTable } from '../terminal/output.ts';
import { viewerOf } from '../viewer.ts';

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
    .action((options: ListOptions) => printList(context, options));
}

async function printList(context: CliContext, options: ListOptions): Promise<void> {
  const { all, project } = options;
  const skills = await listSkills(viewerOf(context), all ? 'all projects' : { project });
  if (options.json) {
    context.json(skills);
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
    skills.map((skill) => [
      skill.name,
      String(skill.version),
      ago(skill.updatedAt, context.now()),
      skill.file,
      tildePath(skill.path, userHome(context.env)),
    ]),
  );
}
