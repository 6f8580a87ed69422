/** `hivemind skillify`: what recurs, and the skills it became. */

import { Command } from 'commander';
import type { CliContext } from './context.ts';
import { skillifyEpisodesCommand } from './skillify-episodes.ts';
import { skillifyWhyCommand } from './skillify-why.ts';

export function skillifyCommand(context: CliContext): Command {
  return new Command('skillify')
    .description('what recurs in your work, and the skills it became')
    .addCommand(skillifyEpisodesCommand(context))
    .addCommand(skillifyWhyCommand(context));
}
