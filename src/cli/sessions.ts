/** `hivemind sessions`: the table of session events. */

import { Command } from 'commander';
import type { CliContext } from './context.ts';
import { sessionsForgetCommand } from './sessions-forget.ts';
import { sessionsListCommand } from './sessions-list.ts';
import { sessionsPruneCommand } from './sessions-prune.ts';
import { sessionsSearchCommand } from './sessions-search.ts';
import { sessionsShowCommand } from './sessions-show.ts';

export function sessionsCommand(context: CliContext): Command {
  return new Command('sessions')
    .description('what was captured')
    .addCommand(sessionsListCommand(context))
    .addCommand(sessionsShowCommand(context))
    .addCommand(sessionsSearchCommand(context))
    .addCommand(sessionsPruneCommand(context))
    .addCommand(sessionsForgetCommand(context));
}
