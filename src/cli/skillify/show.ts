/** `hivemind skillify show`: a skill as it was last written. */

import { Command } from 'commander';
import { openStoreToRead } from '../../store/open.ts';
import { versionsOf } from '../../store/skills.ts';
import type { CliContext } from '../context.ts';
import { fileHeading, iso } from '../terminal/output.ts';
import { printText } from '../terminal/rim.ts';
import { printable } from '../terminal/visible.ts';
import { fileState, findSkillNamed } from './find-skill.ts';

interface ShowOptions {
  project?: string;
  json?: boolean;
}

export function skillifyShowCommand(context: CliContext): Command {
  return new Command('show')
    .description('a skill as it was last written')
    .argument('<skill>')
    .option('--project <project>', 'its path, remote or id (default: where you stand)')
    .option('--json', 'print one JSON document')
    .action((name: string, options: ShowOptions) => showSkill(context, name, options));
}

async function showSkill(context: CliContext, name: string, options: ShowOptions): Promise<void> {
  const store = openStoreToRead(context.paths.database);
  const { project, skill } = await findSkillNamed(context, store, name, options.project);
  const versions = store === null ? [] : versionsOf(store, project.id, skill.name);
  const files = versions.find(({ version }) => version === skill.version)?.files ?? [];
  const [main, ...others] = files;
  const state = fileState(store, skill);
  if (options.json) {
    context.json({
      name: skill.name,
      project: project.id,
      version: skill.version,
      path: skill.path,
      file: state,
      content: main?.text ?? '',
      files: files.map(({ path, text }) => ({ path, text })),
      versions: versions.map(({ version, createdAt }) => ({ version, createdAt: iso(createdAt) })),
    });
    return;
  }
  printText(printable(main?.text ?? '').trimEnd(), context.out);
  for (const { path, text } of others) {
    printText(`\n${fileHeading(path)}\n`, context.out);
    printText(printable(text).trimEnd(), context.out);
  }
  if (state !== 'as written') context.note(`The file is ${state}: ${skill.path}`);
}
