/**
 * Whether what was mined from the past already held what later work needed: the distinctive commands and files of each later
 * episode, against those of the kind of work it is most like.
 */

import { clusterEpisodes } from '../../src/mine/cluster.ts';
import { commandHead } from '../../src/mine/command-template.ts';
import { featuresOf } from '../../src/mine/features.ts';
import { spaceOf } from '../../src/mine/space.ts';
import { dot, type SparseVector, sumOf } from '../../src/mine/sparse.ts';
import type { Episode } from '../../src/types.ts';
import { ratio } from './grouping.ts';

/** The past is this share of a project's episodes, by time. */
const PAST = 0.6;
/** Commands and files that more than this share of the past's episodes have are the project's, not the work's. */
const COMMON = 0.2;
/** A kind of work holds what this share of its episodes have. */
const HELD = 0.5;
/** Below this likeness nothing is foretold. Half of the blocks of features are not known before the work starts. */
const LIKE_ENOUGH = 0.24;
const FREQUENT = 5;

export interface Foresight {
  /** Later episodes that needed something distinctive. */
  later: number;
  /** Of those, for how many something was foretold, and something right. */
  foretold: number;
  hit: number;
  /** Things foretold, and those of them that were needed. */
  things: number;
  right: number;
}

export const FORETELLERS = {
  hivemind: byKind,
  "the project's most frequent": byFrequency,
  'the latest similar session': byNeighbour,
} as const satisfies Record<string, Foreteller>;

/** What a later episode is expected to need. */
type Foreteller = (past: readonly Episode[], later: Episode) => Set<string>;

/** Counts over the episodes of one project. */
export function measureForesight(episodes: readonly Episode[], foretell: Foreteller): Foresight {
  const ordered = [...episodes].sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  const past = ordered.slice(0, Math.floor(ordered.length * PAST));
  const common = commonThings(past);
  const counts: Foresight = { later: 0, foretold: 0, hit: 0, things: 0, right: 0 };
  for (const later of ordered.slice(past.length)) {
    const needed = new Set(thingsOf(later).filter((thing) => !common.has(thing)));
    if (needed.size === 0) continue;
    const expected = [...foretell(past, later)].filter((thing) => !common.has(thing));
    const right = expected.filter((thing) => needed.has(thing)).length;
    counts.later += 1;
    counts.foretold += Number(expected.length > 0);
    counts.hit += Number(right > 0);
    counts.things += expected.length;
    counts.right += right;
  }
  return counts;
}

export const hitRate = ({ hit, later }: Foresight) => ratio(hit, later);
export const precision = ({ right, things }: Foresight) => ratio(right, things);

/** The commands an episode ran and the files it changed. */
function thingsOf({ steps }: Episode): string[] {
  const things = steps.flatMap(({ kind, template, path }) => {
    if (kind === 'command') return template.split(' && ').map(commandHead);
    return kind === 'edit' && path !== null ? [path] : [];
  });
  return [...new Set(things)];
}

function spreadOf(episodes: readonly Episode[]): Map<string, number> {
  const spread = new Map<string, number>();
  for (const thing of episodes.flatMap(thingsOf)) spread.set(thing, (spread.get(thing) ?? 0) + 1);
  return spread;
}

function commonThings(past: readonly Episode[]): Set<string> {
  return new Set(
    [...spreadOf(past)].filter(([, count]) => count > past.length * COMMON).map(([thing]) => thing),
  );
}

/** What is known of a later episode before it starts to work: its request alone. */
const asAsked = (episode: Episode): Episode => ({
  ...episode,
  steps: [],
  memory: { ...episode.memory, approach: null, result: null },
});

/** Likeness of the request to each episode of the past; dots of vectors made together. */
function likenesses(past: readonly Episode[], later: Episode) {
  const { vectors } = spaceOf([...past, asAsked(later)].map(featuresOf));
  const asked = vectors.at(-1) as SparseVector;
  return { vectors, asked };
}

function byKind(past: readonly Episode[], later: Episode): Set<string> {
  const { vectors, asked } = likenesses(past, later);
  const place = new Map(past.map((episode, index) => [episode.id, index]));
  const kinds = clustersOf(past).map((cluster) => {
    const sum = sumOf(cluster.map(({ id }) => vectors[place.get(id) as number] as SparseVector));
    return { cluster, likeness: dot(sum, asked) / cluster.length };
  });
  const best = kinds
    .filter(({ likeness }) => likeness >= LIKE_ENOUGH)
    .sort((a, b) => b.likeness - a.likeness)[0];
  if (best === undefined) return new Set();
  return new Set(
    [...spreadOf(best.cluster)]
      .filter(([, count]) => count >= best.cluster.length * HELD)
      .map(([thing]) => thing),
  );
}

const mined = new WeakMap<Episode, Episode[][]>();

/** The past's kinds of work, mined once. */
function clustersOf(past: readonly Episode[]): Episode[][] {
  const [first] = past;
  if (first === undefined) return [];
  const clusters = mined.get(first) ?? clusterEpisodes(past);
  mined.set(first, clusters);
  return clusters;
}

function byFrequency(past: readonly Episode[]): Set<string> {
  const common = commonThings(past);
  const rest = [...spreadOf(past)]
    .filter(([thing]) => !common.has(thing))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Set(rest.slice(0, FREQUENT).map(([thing]) => thing));
}

function byNeighbour(past: readonly Episode[], later: Episode): Set<string> {
  const { vectors, asked } = likenesses(past, later);
  const similar = past.filter((_, index) => dot(vectors[index] as SparseVector, asked) >= LIKE_ENOUGH);
  const latest = similar.at(-1);
  return new Set(latest === undefined ? [] : thingsOf(latest));
}
