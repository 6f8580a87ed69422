/** `hivemind sessions`: the table of session events. */

import { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { loadVerbs, type Verbs } from '../verbs.ts';

const VERBS = {
  list: async () => (await import('./list.ts')).sessionsListCommand,
  show: async () => (await import('./show.ts')).sessionsShowCommand,
  search: async () => (await import('./search.ts')).sessionsSearchCommand,
  prune: async () => (await import('./prune.ts')).sessionsPruneCommand,
  forget: async () => (await import('./forget.ts')).sessionsForgetCommand,
} satisfies Verbs;

export async function sessionsCommand(context: CliContext, words: readonly string[]): Promise<Command> {
  const command = new Command('sessions').description('what was captured');
  for (const verb of await loadVerbs(VERBS, context, words, [])) command.addCommand(verb);
  return command;
}
