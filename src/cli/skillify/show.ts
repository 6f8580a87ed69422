/** `hivemind skillify show`: a skill as it was last written. */

import { Command } from 'commander';
import { showSkill } from '../../views/skill.ts';
import type { CliContext } from '../context.ts';
import { fileHeading } from '../terminal/output.ts';
import { printText } from '../terminal/rim.ts';
import { printable } from '../terminal/visible.ts';
import { viewerOf } from '../viewer.ts';

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
    .action((name: string, options: ShowOptions) => printSkill(context, name, options));
}

async function printSkill(context: CliContext, name: string, options: ShowOptions): Promise<void> {
  const skill = await showSkill(viewerOf(context), name, options.project);
  if (options.json) {
    context.json(skill);
    return;
  }
  printText(printable(skill.content).trimEnd(), context.out);
  for (const { path, text } of skill.files.slice(1)) {
    printText(`\n${fileHeading(path)}\n`, context.out);
    printText(printable(text).trimEnd(), context.out);
  }
  if (skill.file !== 'as written') context.note(`The file is ${skill.file}: ${skill.path}`);
}
