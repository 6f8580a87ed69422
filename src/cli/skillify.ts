/** `hivemind skillify`: the current scope, where skills go, and the state of each project. */

import { Command } from 'commander';
import { openStoreToRead } from '../store/open.ts';
import type { CliContext } from './context.ts';
import { count } from './output.ts';
import { printStates, projectStateJson, projectStates } from './project-states.ts';
import { skillifyAcceptCommand } from './skillify-accept.ts';
import { skillifyEpisodesCommand } from './skillify-episodes.ts';
import { skillifyExplainCommand } from './skillify-explain.ts';
import { skillifyListCommand } from './skillify-list.ts';
import { skillifyRejectCommand } from './skillify-reject.ts';
import { skillifyReviewCommand } from './skillify-review.ts';
import { skillifyRunCommand } from './skillify-run.ts';
import { skillifyShowCommand } from './skillify-show.ts';
import { skillifyWhyCommand } from './skillify-why.ts';
import { refuseUnknownVerb } from './unknown-verb.ts';

/** Whose sessions count: this machine's, until there is a shared store. */
const SCOPE = 'me';
/** Where new skills go: each project's own `.claude/skills`. */
const TARGET = 'project';

export function skillifyCommand(context: CliContext): Command {
  const command = new Command('skillify');
  return command
    .description('what recurs in your work, and the skills it became')
    .option('--json', 'print one JSON document')
    .helpCommand(true)
    .enablePositionalOptions()
    .action((options: { json?: boolean }) => {
      refuseUnknownVerb(command);
      showState(context, options.json === true);
    })
    .addCommand(skillifyRunCommand(context))
    .addCommand(skillifyEpisodesCommand(context))
    .addCommand(skillifyWhyCommand(context))
    .addCommand(skillifyExplainCommand(context))
    .addCommand(skillifyListCommand(context))
    .addCommand(skillifyShowCommand(context))
    .addCommand(skillifyReviewCommand(context))
    .addCommand(skillifyAcceptCommand(context))
    .addCommand(skillifyRejectCommand(context));
}

function showState(context: CliContext, json: boolean): void {
  const store = openStoreToRead(context.paths.database);
  const states = store === null ? [] : projectStates(store, context.now());
  const everyNTurns = context.config().get('skillify.everyNTurns');
  if (json) {
    const projects = states.map((state) => ({
      ...projectStateJson(state),
      lastError: state.lastRun?.error ?? null,
    }));
    context.json({ scope: SCOPE, target: TARGET, everyNTurns, projects });
    return;
  }
  context.out('scope   me: sessions of this machine count');
  context.out("target  project: each project's own .claude/skills");
  context.out(
    `runs    every ${count(everyNTurns, 'turn')} of a project, when a session ends or is compacted, and when idle`,
  );
  context.out();
  if (states.length === 0) context.out('No project has a stored session yet.');
  printStates(context, states);
}
