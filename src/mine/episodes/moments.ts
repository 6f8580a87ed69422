/** The moments at which work begins: episodes, and what was asked later in one. */

import type { Episode } from '../../types.ts';

/**
 * The episode, and each of its later turns in an episode's shape: its own words, steps and outcome, and `within` to say where it
 * lies. A standing request ("open the PR") is found by them wherever it stands. A later turn upon which nothing was done is talk
 * about the work, not work; where nothing is on record of the whole episode, that cannot be told.
 */
export function momentsOf(episode: Episode): Episode[] {
  const { later = [], ...whole } = episode;
  const turns = later.map(
    (turn): Episode => ({
      ...whole,
      ...turn,
      promptIds: [turn.id],
      steps: episode.steps.slice(...turn.steps),
      within: { episodeId: episode.id, promptIndex: episode.promptIndex },
    }),
  );
  return [episode, ...turns];
}
