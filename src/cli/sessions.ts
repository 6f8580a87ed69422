/** `hivemind sessions`: the table of session events. */

import { Command } from 'commander';
import type { CliContext } from './context.ts';
import { loadVerbs, type Verbs } from './verbs.ts';

const VERBS = {
  list: async () => (await import('./sessions-list.ts')).sessionsListCommand,
  show: async () => (await import('./sessions-show.ts')).sessionsShowCommand,
  search: async () => (await import('./sessions-search.ts')).sessionsSearchCommand,
  prune: async () => (await import('./sessions-prune.ts')).sessionsPruneCommand,
  forget: async () => (await import('./sessions-forget.ts')).sessionsForgetCommand,
} satisfies Verbs;

export async function sessionsCommand(context: CliContext, words: readonly string[]): Promise<Command> {
  const command = new Command('sessions').description('what was captured');
  for (const verb of await loadVerbs(VERBS, context, words, [])) command.addCommand(verb);
  return command;
}
