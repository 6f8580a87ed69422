/** `hivemind projects`: which folders are one project. */

import { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { loadVerbs, type Verbs } from '../verbs.ts';

const VERBS = {
  list: async () => (await import('./list.ts')).projectsListCommand,
  join: async () => (await import('./join.ts')).projectsJoinCommand,
} satisfies Verbs;

export async function projectsCommand(context: CliContext, words: readonly string[]): Promise<Command> {
  const command = new Command('projects').description('which folders are one project');
  for (const verb of await loadVerbs(VERBS, context, words, [])) command.addCommand(verb);
  return command;
}
