/** `hivemind skillify`: the current scope, where skills go, and the state of each project. */

import { Command } from 'commander';
import { count } from '../../lib/in-words.ts';
import { skillifyState } from '../../views/skillify-state.ts';
import type { CliContext } from '../context.ts';
import { printStates } from '../states-table.ts';
import { refuseUnknownVerb } from '../unknown-verb.ts';
import { loadVerbs, type Verbs } from '../verbs.ts';
import { viewerOf } from '../viewer.ts';

const VERBS = {
  run: async () => (await import('./run.ts')).skillifyRunCommand,
  episodes: async () => (await import('./episodes.ts')).skillifyEpisodesCommand,
  why: async () => (await import('./why.ts')).skillifyWhyCommand,
  explain: async () => (await import('./explain.ts')).skillifyExplainCommand,
  list: async () => (await import('./list.ts')).skillifyListCommand,
  show: async () => (await import('./show.ts')).skillifyShowCommand,
  review: async () => (await import('./review.ts')).skillifyReviewCommand,
  accept: async () => (await import('./accept.ts')).skillifyAcceptCommand,
  reject: async () => (await import('./reject.ts')).skillifyRejectCommand,
} satisfies Verbs;

/** Options of `hivemind skillify` alone. */
const ALONE = ['--json'];

export async function skillifyCommand(context: CliContext, words: readonly string[]): Promise<Command> {
  const command = new Command('skillify')
    .description('what recurs in your work, and the skills it became')
    .option('--json', 'print one JSON document')
    .helpCommand(true)
    .enablePositionalOptions()
    .action((options: { json?: boolean }) => {
      refuseUnknownVerb(command);
      showState(context, options.json === true);
    });
  for (const verb of await loadVerbs(VERBS, context, words, ALONE)) command.addCommand(verb);
  return command;
}

function showState(context: CliContext, json: boolean): void {
  const state = skillifyState(viewerOf(context));
  if (json) {
    context.json(state);
    return;
  }
  context.out('scope   me: sessions of this machine count');
  context.out("target  project: each project's own .claude/skills");
  context.out(
    `runs    every ${count(state.everyNTurns, 'turn')} of a project, when a session ends or is compacted, and when idle`,
  );
  context.out();
  if (state.projects.length === 0) context.out('No project has a stored session yet.');
  printStates(context, state.projects);
}
