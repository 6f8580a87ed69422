/** `hivemind skillify episodes`: the requests that were found in the sessions, and what became of them. */

import { Command } from 'commander';
import { localTime } from '../../lib/in-words.ts';
import type { Outcome } from '../../types.ts';
import { type ListedEpisode, listEpisodes } from '../../views/episodes.ts';
import { unknownProject } from '../../views/projects.ts';
import type { CliContext } from '../context.ts';
import { printTable, type StyleName } from '../terminal/output.ts';
import { oneLine } from '../terminal/visible.ts';
import { viewerOf } from '../viewer.ts';

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

async function showEpisodes(context: CliContext, { project, json }: EpisodesOptions): Promise<void> {
  const viewer = viewerOf(context);
  const episodes = await listEpisodes(viewer, project);
  if (json) {
    context.json(episodes);
    return;
  }
  if (episodes.length === 0) {
    const unknown = await unknownProject(viewer, project);
    context.out(whyEmpty(unknown, 'No episodes yet. hivemind skillify run looks for them.'));
  }
  printEpisodes(context, episodes);
}

/** Why there is nothing to show of a project. @param unknown its name where no session of it was stored */
export function whyEmpty(unknown: string | null, otherwise: string): string {
  return unknown === null ? otherwise : `No session was stored for ${unknown}.`;
}

export const OUTCOME_STYLES: Record<Outcome, StyleName> = {
  accepted: 'green',
  corrected: 'yellow',
  failed: 'red',
  abandoned: 'yellow',
  unknown: 'dim',
};

function printEpisodes(context: CliContext, episodes: readonly ListedEpisode[]): void {
  printTable(
    context,
    [{ title: 'STARTED', whole: true }, { title: 'OUTCOME' }, { title: 'SIGNALS' }, { title: 'REQUEST' }],
    episodes.map((episode) => [
      localTime(episode.startedAt),
      { text: episode.outcome, style: OUTCOME_STYLES[episode.outcome] },
      [...new Set(episode.signals.map((signal) => signal.kind))].join(', '),
      oneLine(episode.goal),
    ]),
  );
}
