/** `hivemind skillify episodes`: the requests that were found in the sessions, and what became of them. */

import { Command } from 'commander';
import { episodesOfProject } from '../../store/episodes.ts';
import { openStoreToRead } from '../../store/open.ts';
import type { Episode, Outcome } from '../../types.ts';
import type { CliContext } from '../context.ts';
import { findProjectNamed, whyEmpty } from '../projects.ts';
import { iso, localTime, printTable, type StyleName } from '../terminal/output.ts';
import { oneLine } from '../terminal/visible.ts';

interface EpisodesOptions {
  project?: string;
  json?: boolean;
}

export function skillifyEpisodesCommand(context: CliContext): Command {
  return new Command('episodes')
    .description('the requests found in the sessions, with what became of each and why')
    .option('--project <project>', 'its path, remote or id (default: where you stand)')
    .option('--json', 'print one JSON document')
    .action((options: EpisodesOptions) => showEpisodes(context, options));
}

async function showEpisodes(context: CliContext, options: EpisodesOptions): Promise<void> {
  const store = openStoreToRead(context.paths.database);
  const project = await findProjectNamed(context, store, options.project);
  const episodes = store === null ? [] : episodesOfProject(store, project.id);
  if (options.json) {
    context.json(episodes.map(episodeJson));
    return;
  }
  if (episodes.length === 0) {
    context.out(whyEmpty(context, store, project, 'No episodes yet. hivemind skillify run looks for them.'));
  }
  printEpisodes(context, episodes);
}

function episodeJson(episode: Episode) {
  return {
    id: episode.id,
    sessionId: episode.sessionId,
    agent: episode.agent,
    promptIndex: episode.promptIndex,
    prompts: episode.promptIds.length,
    prompt: episode.prompt,
    goal: episode.memory.goal,
    outcome: episode.outcome,
    signals: episode.signals.map(({ kind, eventId }) => ({ kind, eventId })),
    startedAt: iso(episode.startedAt),
  };
}

export const OUTCOME_STYLES: Record<Outcome, StyleName> = {
  accepted: 'green',
  corrected: 'yellow',
  failed: 'red',
  abandoned: 'yellow',
  unknown: 'dim',
};

export function printEpisodes(context: CliContext, episodes: readonly Episode[]): void {
  printTable(
    context,
    [{ title: 'STARTED', whole: true }, { title: 'OUTCOME' }, { title: 'SIGNALS' }, { title: 'REQUEST' }],
    episodes.map((episode) => [
      localTime(episode.startedAt),
      { text: episode.outcome, style: OUTCOME_STYLES[episode.outcome] },
      [...new Set(episode.signals.map((signal) => signal.kind))].join(', '),
      oneLine(episode.memory.goal),
    ]),
  );
}
