/** Starts of episodes against labelled starts, in the stretches of sessions that the labels cover. */

import type { Episode } from '../../src/types.ts';
import { groupBy, harmonic, ratio } from './grouping.ts';
import { type Label, opensEpisode, startsBy } from './labels.ts';

export interface Segmentation {
  /** Labelled starts, and those where an episode of ours starts. */
  labelled: number;
  hits: number;
  /** Starts of ours inside a request that the labels know to go on. */
  wrong: number;
  /** Starts of ours where the labels say nothing: before the first one, or among turns that may be unlabelled tasks. */
  unjudged: number;
}

/** A labelled request of this many prompts is known to be one; a longer one may hold tasks that nobody labelled. */
const KNOWN_PROMPTS = 2;

/** @param episodes all of each labelled session, by its file */
export function measureSegmentation(
  labels: readonly Label[],
  episodes: ReadonlyMap<string, readonly Episode[]>,
): Segmentation {
  const counts: Segmentation = { labelled: labels.length, hits: 0, wrong: 0, unjudged: 0 };
  for (const [file, unordered] of groupBy(labels, (label) => label.session_file)) {
    const own = [...unordered].sort((a, b) => a.start_event - b.start_event);
    for (const episode of episodes.get(file) ?? []) {
      const request = own.findLast((label) => startsBy(label, episode));
      if (request !== undefined && opensEpisode(request, episode)) counts.hits += 1;
      else if (
        request !== undefined &&
        (request.prompts_in_span ?? Number.POSITIVE_INFINITY) <= KNOWN_PROMPTS
      )
        counts.wrong += 1;
      else counts.unjudged += 1;
    }
  }
  return counts;
}

export function boundaryScores({ labelled, hits, wrong }: Segmentation) {
  const [precision, recall] = [ratio(hits, hits + wrong), ratio(hits, labelled)];
  return { precision, recall, f1: harmonic(precision, recall) };
}
