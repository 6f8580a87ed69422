/** Mines one project: brings its episodes up to date, groups them, and scores each kind of work. */

import type { Candidate } from '../candidates.ts';
import type { RepoDoc } from '../repository/documents.ts';
import { episodesOfProject, saveEpisodes, staleSessions, updateEpisodes } from '../store/derived/episodes.ts';
import { printedLinesOfProject, savePrintedLines } from '../store/derived/printed-lines.ts';
import { survivalOfSession } from '../store/derived/survival.ts';
import { eventsById, eventsOfSession } from '../store/events.ts';
import { findHead, findProject } from '../store/heads.ts';
import type { Store } from '../store/open.ts';
import type { Episode } from '../types.ts';
import { withoutCopies } from './episodes/copies.ts';
import { episodesOf, RULES_VERSION } from './episodes/episodes.ts';
import { momentsOf } from './episodes/moments.ts';
import { implementedPlans } from './episodes/plans.ts';
import { piecesOfResult, printedLines } from './episodes/printed.ts';
import { clusterMoments } from './group/cluster.ts';
import type { SemanticVectors } from './group/semantic.ts';
import { type PrintedSource, recurringErrors } from './rank/recurring-errors.ts';
import { recurringRules } from './rank/recurring-rules.ts';
import { replacedCommands } from './rank/replaced-commands.ts';
import { byScore, candidateOf, type Recurrence } from './rank/score.ts';
import type { Thresholds } from './rank/thresholds.ts';

export interface MineOptions extends Thresholds {
  /** Milliseconds since the epoch. Ages are counted from the newest episode, never from a clock that ran ahead of it. */
  now: number;
  /** What the repository says about itself. */
  docs?: readonly RepoDoc[];
  /** What an embedding model says of the episodes, where the user named one. */
  semantic?: SemanticVectors | null;
}

export interface MineResult {
  /** All episodes of the project, oldest first. */
  episodes: Episode[];
  /** These, and what was asked later in them as work of its own: what candidates name, and what they stand out from. */
  moments: Episode[];
  /** How many kinds of work were seen twice or more. */
  clusters: number;
  /** One each, the best first; blocked ones too. */
  candidates: Candidate[];
}

/** Refreshes the project's episodes and returns what recurs in them. The same events give the same result. */
export function mineProject(store: Store, projectId: string, options: MineOptions): MineResult {
  refreshEpisodes(store, projectId);
  const stored = episodesOfProject(store, projectId);
  const implemented = new Map(implementedPlans(stored).map((episode) => [episode.id, episode]));
  updateEpisodes(store, [...implemented.values()]);
  const episodes = stored.map((episode) => implemented.get(episode.id) ?? episode);
  const printed: PrintedSource = {
    lines: printedLinesOfProject(store, projectId),
    piecesOf: (resultId) => piecesOfResult(eventsById(store, [resultId])[0]),
  };
  return {
    episodes,
    moments: episodes.flatMap(momentsOf),
    ...candidatesAmong(episodes, options, printed),
  };
}

/**
 * What recurs among the episodes of one project: kinds of work, standing rules, errors with their repair. Pure.
 * @param printed what their commands printed; without it no errors are looked for
 */
export function candidatesAmong(
  episodes: readonly Episode[],
  options: MineOptions,
  printed: PrintedSource | null = null,
): { clusters: number; candidates: Candidate[] } {
  const distinct = withoutCopies(episodes);
  const newest = distinct.reduce((latest, { startedAt }) => Math.max(latest, startedAt), 0);
  const until = Math.min(options.now, newest);
  const clusters = clusterMoments(withoutCopies(distinct.flatMap(momentsOf)), undefined, options.semantic);
  const rules = recurringRules(distinct);
  const recurrences: Recurrence[] = [
    ...clusters.map(
      ({ moments, varies }): Recurrence => ({ kind: 'procedure', subject: null, episodes: moments, varies }),
    ),
    ...rules,
    ...replacedCommands(distinct, rules),
    ...(printed === null ? [] : recurringErrors(distinct, printed)),
  ];
  const candidates = recurrences
    .map((recurrence) => candidateOf(recurrence, options, until, options.docs))
    .sort(byScore);
  return { clusters: clusters.length, candidates };
}

/** Makes the episodes of every session that has moved on since they were made. */
export function refreshEpisodes(store: Store, projectId: string): void {
  const roots = [findProject(store, projectId)?.root ?? ''];
  for (const { sessionId, lastSeq } of staleSessions(store, projectId, RULES_VERSION)) {
    const head = findHead(store, sessionId);
    if (head === null) continue;
    const later = survivalOfSession(store, sessionId);
    const events = eventsOfSession(store, sessionId);
    const episodes = episodesOf(events, head, [...roots, head.cwd], later);
    savePrintedLines(store, printedLines(sessionId, episodes, events));
    saveEpisodes(store, sessionId, episodes, lastSeq, RULES_VERSION);
  }
}
