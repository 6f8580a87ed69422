/** The requests that were found in a project's sessions, and what became of them. */

import { iso } from '../lib/in-words.ts';
import { episodesOfProject } from '../store/derived/episodes.ts';
import type { AgentId, Outcome, Signal } from '../types.ts';
import { findProjectNamed } from './find-project.ts';
import type { Viewer } from './standpoint.ts';

export interface ListedEpisode {
  /** The id of its first prompt's event. */
  id: string;
  sessionId: string;
  agent: AgentId;
  /** Index of its first prompt among the session's real prompts, from 0. */
  promptIndex: number;
  /** How many real prompts it has. */
  prompts: number;
  /** First 160 characters of its first prompt. */
  prompt: string;
  /** The request in the user's words, without pasted material. */
  goal: string;
  outcome: Outcome;
  signals: Signal[];
  /** ISO 8601. */
  startedAt: string;
}

/**
 * Episodes of a project in order of time, as the last mining run found them.
 * @param project its path, remote or id; absent, the one where the viewer stands
 * @throws HivemindError NOT_FOUND
 */
export async function listEpisodes(viewer: Viewer, project?: string): Promise<ListedEpisode[]> {
  const { id } = await findProjectNamed(viewer, project);
  if (viewer.store === null) return [];
  return episodesOfProject(viewer.store, id).map((episode) => ({
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
  }));
}
