/** Looks up in the project's git history what became of the lines that its episodes wrote. */

import { createHash } from 'node:crypto';
import { locateProject } from '../capture/locate-project.ts';
import { type Edit, type MarrowHistory, marrowHistory, survivalOf } from '../mine/episodes/survival.ts';
import { refreshEpisodes } from '../mine/mine-project.ts';
import { relativePath } from '../mine/read/path-role.ts';
import { writtenLines } from '../mine/read/written-lines.ts';
import { commitsSince, type Head, headOf, renamesSince, textsAt } from '../repository/history.ts';
import { episodesOfProject } from '../store/derived/episodes.ts';
import { type Survival, saveSurvival, survivalFingerprint } from '../store/derived/survival.ts';
import { eventsById } from '../store/events.ts';
import { findHead } from '../store/heads.ts';
import type { Episode, Project } from '../types.ts';
import type { WorkerContext } from './context.ts';

/** The newest episodes that changed files are looked up, so that a run's cost is bounded; older ones say nothing new. */
const MAX_EPISODES = 500;
const MAX_FILES = 2_000;
/** A commit's time is in whole seconds, and may have been taken by another clock. */
const CLOCK_MS = 60_000;

/** An edit as the record has it, before git is asked. */
interface WrittenFile {
  eventId: string;
  path: string;
  lines: string[];
}

interface WrittenEpisode {
  episode: Episode;
  files: readonly WrittenFile[];
}

/**
 * Stores what history tells of the project's episodes, as signals that judging their outcome takes in. Reads nothing when
 * neither the commit that is checked out nor the episodes before it have changed. A project that is not on disk, or has no
 * git, is left as it is.
 */
export async function readSurvival({ store, env }: WorkerContext, project: Project): Promise<void> {
  const { id: found } = await locateProject(store, project.root, env);
  const head = found === project.id ? await headOf(project.root, env) : null;
  if (head === null) return;
  refreshEpisodes(store, project.id);
  const episodes = episodesOfProject(store, project.id)
    .filter(({ endedAt, steps }) => endedAt <= head.at && steps.some(({ kind }) => kind === 'edit'))
    .slice(-MAX_EPISODES);
  const print = fingerprint(head, episodes);
  if (print === survivalFingerprint(store, project.id)) return;
  const written = episodes.map((episode) => ({ episode, files: filesOf(store, episode, project.root) }));
  const history = await historyOf(project.root, head, written, env);
  saveSurvival(store, project.id, print, history === null ? null : survivalIn(history, written));
}

function survivalIn(history: ProjectHistory, written: readonly WrittenEpisode[]): Survival[] {
  return written.flatMap(({ episode, files }) => {
    const edits = files.map(
      ({ eventId, path, lines }): Edit => ({ eventId, names: history.namesOf(path), lines }),
    );
    const span = { from: episode.startedAt - CLOCK_MS, until: episode.endedAt };
    const signal = survivalOf(edits, span, history.marrows);
    return signal === null ? [] : [{ episodeId: episode.id, sessionId: episode.sessionId, signal }];
  });
}

function fingerprint(head: Head, episodes: readonly Episode[]): string {
  const spans = episodes.map(({ id, endedAt }) => `${id} ${endedAt}`);
  return createHash('sha256')
    .update([head.id, ...spans].join('\n'))
    .digest('hex');
}

/** What the episode's edits that succeeded wrote into files of the repository. */
function filesOf(store: WorkerContext['store'], episode: Episode, root: string): WrittenFile[] {
  const folders = [root, findHead(store, episode.sessionId)?.cwd ?? ''];
  const ids = episode.steps.flatMap(({ kind, ok, eventId }) =>
    kind === 'edit' && ok !== false ? [eventId] : [],
  );
  return eventsById(store, ids).flatMap((call) =>
    writtenLines(call).flatMap(({ path, lines }) => {
      const name = relativePath(path, folders);
      return name.startsWith('/') || lines.length === 0 ? [] : [{ eventId: call.id, path: name, lines }];
    }),
  );
}

interface ProjectHistory {
  marrows: MarrowHistory;
  /** Every name that the file of this name has had since. */
  namesOf(path: string): ReadonlySet<string>;
}

/** Null when there is nothing to look for, or git does not answer in time. */
async function historyOf(
  root: string,
  head: Head,
  written: readonly WrittenEpisode[],
  env: WorkerContext['env'],
): Promise<ProjectHistory | null> {
  if (written.every(({ files }) => files.length === 0)) return null;
  const since = Math.min(...written.map(({ episode }) => episode.startedAt)) - CLOCK_MS;
  const renames = await renamesSince(root, head, since, env);
  const namesOf = (path: string) => {
    const now = renames.get(path) ?? path;
    const before = [...renames].flatMap(([from, to]) => (to === now ? [from] : []));
    return new Set([path, now, ...before]);
  };
  const files = new Set(written.flatMap(({ files }) => files.map(({ path }) => path)));
  const names = [...new Set([...files].slice(0, MAX_FILES).flatMap((path) => [...namesOf(path)]))];
  const commits = await commitsSince(root, head, since, names, env);
  if (commits === null) return null;
  return { marrows: marrowHistory(head.at, commits, await textsAt(root, head, names, env)), namesOf };
}
