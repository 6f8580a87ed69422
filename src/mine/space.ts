/** The vectors of a project's episodes: features weighed by how rare they are in the project. */

import { type Block, type EpisodeFeatures, VIEWS, type View } from './features.ts';
import { GROUPING, type GroupingRules } from './grouping-rules.ts';
import { type SparseVector, sparse } from './sparse.ts';

/** Blocks of plain facts: sharing one counts the same however many episodes share it. */
const FACTS: ReadonlySet<Block> = new Set<Block>(['slash', 'question', 'edits']);

/**
 * Few episodes say little of what is common: this many more, sharing nothing with them, are assumed. So a feature that
 * all of many episodes have weighs nothing, while three alike episodes alone are still seen to be alike.
 */
export const UNSEEN_EPISODES = 3;
/** What a single episode has can match nothing; in full it would only drown what others have too. */
const SEEN_ONCE = 0.25;
/** A block whose features nearly all episodes share stays shorter than 1 instead of being blown up to it. */
const MIN_BLOCK_LENGTH = Math.log(2);

/** The episodes of one project as points; the features of one view are numbered in a row. */
export interface Space {
  /** One an episode, in the same order; the dot product of two is their likeness, from 0 to 1. */
  vectors: SparseVector[];
  /** For each view: the first feature number that is its own, and the first that is not any more. */
  ranges: Readonly<Record<View, readonly [from: number, to: number]>>;
  /** How much of the likeness is each view's. */
  weights: ViewWeights;
}

type ViewWeights = GroupingRules['views'];

/**
 * Places the episodes. Inside a block a feature weighs by how few episodes have it (idf), and each block is scaled to the
 * length of its weight's root, so that long sessions do not outweigh short ones.
 */
export function spaceOf(episodes: readonly EpisodeFeatures[], weights: ViewWeights = GROUPING.views): Space {
  const spread = spreadOf(episodes);
  const numbers = new Map<string, number>();
  const rangeOf = (view: View): [number, number] => {
    const from = numbers.size;
    for (const block of VIEWS[view]) {
      for (const name of [...(spread.get(block)?.keys() ?? [])].sort())
        numbers.set(`${block} ${name}`, numbers.size);
    }
    return [from, numbers.size];
  };
  const ranges = {
    request: rangeOf('request'),
    intent: rangeOf('intent'),
    account: rangeOf('account'),
    work: rangeOf('work'),
  };
  return {
    vectors: episodes.map((features) => place(features, episodes.length, spread, numbers, weights)),
    ranges,
    weights,
  };
}

/** How many episodes have each feature of each block. */
type Spread = ReadonlyMap<Block, ReadonlyMap<string, number>>;

function spreadOf(episodes: readonly EpisodeFeatures[]): Spread {
  const spread = new Map<Block, Map<string, number>>();
  for (const block of Object.values(VIEWS).flat()) {
    const counts = new Map<string, number>();
    for (const features of episodes)
      for (const name of features[block].keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
    spread.set(block, counts);
  }
  return spread;
}

function place(
  features: EpisodeFeatures,
  count: number,
  spread: Spread,
  numbers: ReadonlyMap<string, number>,
  viewWeights: ViewWeights,
): SparseVector {
  const weights = new Map<number, number>();
  for (const [view, blocks] of Object.entries(VIEWS) as [View, readonly Block[]][]) {
    const scale = Math.sqrt(viewWeights[view] / blocks.length);
    for (const block of blocks) {
      const entries = [...features[block]].map(([name, value]): [string, number] => [
        name,
        FACTS.has(block) ? value : value * rarity(count, spread.get(block)?.get(name) ?? 1),
      ]);
      const length = Math.max(MIN_BLOCK_LENGTH, Math.hypot(...entries.map(([, value]) => value)));
      for (const [name, value] of entries)
        weights.set(numbers.get(`${block} ${name}`) as number, (value / length) * scale);
    }
  }
  return sparse(weights);
}

const rarity = (count: number, seen: number) =>
  Math.log((count + UNSEEN_EPISODES) / seen) * (seen === 1 ? SEEN_ONCE : 1);
