/** The vectors of a project's episodes: features weighed by how rare they are in the project. */

import { type Block, type EpisodeFeatures, VIEWS, type View } from './features.ts';
import { GROUPING, type GroupingRules } from './grouping-rules.ts';
import { type SparseVector, sparse } from './sparse.ts';

/** Blocks of plain facts: sharing one counts the same however many episodes share it. */
const FACTS: ReadonlySet<Block> = new Set<Block>(['slash', 'question', 'edits']);

/**
 * What is common here need not be common elsewhere: so many more episodes that share nothing with the project's are assumed, and
 * of many episodes at least this share again. So three alike episodes alone are seen to be alike, and a project of one kind of
 * work stays one however often that was done. From 0.1 to 0.5 the bench does not notice.
 */
export const UNSEEN_EPISODES = 3;
const UNSEEN_SHARE = 0.5;
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

/** A feature's number, and what it weighs in this project. */
interface Feature {
  number: number;
  weight: number;
}

type Dictionary = ReadonlyMap<Block, ReadonlyMap<string, Feature>>;

/**
 * Places the episodes. Inside a block a feature weighs by how few episodes have it (idf), and each block is scaled to the
 * length of its weight's root, so that long sessions do not outweigh short ones.
 */
export function spaceOf(episodes: readonly EpisodeFeatures[], weights: ViewWeights = GROUPING.views): Space {
  const dictionary = new Map<Block, Map<string, Feature>>();
  let number = 0;
  const rangeOf = (view: View): [number, number] => {
    const from = number;
    for (const block of VIEWS[view]) {
      const features = new Map<string, Feature>();
      for (const [name, seen] of spreadOf(episodes, block)) {
        const weight = FACTS.has(block) ? 1 : rarity(episodes.length, seen);
        features.set(name, { number: number++, weight });
      }
      dictionary.set(block, features);
    }
    return [from, number];
  };
  const ranges = {
    request: rangeOf('request'),
    intent: rangeOf('intent'),
    account: rangeOf('account'),
    work: rangeOf('work'),
  };
  return { vectors: episodes.map((features) => place(features, dictionary, weights)), ranges, weights };
}

/** How many episodes have each feature of a block, by name: numbers must not depend on the order of the episodes. */
function spreadOf(episodes: readonly EpisodeFeatures[], block: Block): [string, number][] {
  const counts = new Map<string, number>();
  for (const features of episodes)
    for (const name of features[block].keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function place(features: EpisodeFeatures, dictionary: Dictionary, viewWeights: ViewWeights): SparseVector {
  const weights = new Map<number, number>();
  for (const [view, blocks] of Object.entries(VIEWS) as [View, readonly Block[]][]) {
    const scale = Math.sqrt(viewWeights[view] / blocks.length);
    for (const block of blocks) {
      const known = dictionary.get(block) as ReadonlyMap<string, Feature>;
      const [numbers, values]: [number[], number[]] = [[], []];
      let squares = 0;
      for (const [name, value] of features[block]) {
        const { number, weight } = known.get(name) as Feature;
        numbers.push(number);
        values.push(value * weight);
        squares += (value * weight) ** 2;
      }
      const factor = scale / Math.max(MIN_BLOCK_LENGTH, Math.sqrt(squares));
      for (let at = 0; at < numbers.length; at += 1)
        weights.set(numbers[at] as number, (values[at] as number) * factor);
    }
  }
  return sparse(weights);
}

const rarity = (count: number, seen: number) =>
  Math.log((count + Math.max(UNSEEN_EPISODES, count * UNSEEN_SHARE)) / seen) * (seen === 1 ? SEEN_ONCE : 1);
