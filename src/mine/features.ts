/** Features of an episode that survive paraphrase: what was asked, how the agent set about it, and what was done. */

import type { Episode, Step } from '../types.ts';
import { commandHead } from './command-template.ts';
import { actsOf, conceptsOf } from './concepts.ts';
import { deedsOf } from './deeds.ts';
import { type SparseVector, sparse } from './sparse.ts';
import { termsOf } from './terms.ts';
import { slashCommand } from './turns.ts';

/**
 * The blocks of features, each with what a full match of it adds to the likeness of two episodes (all together 1). Fitted by
 * logistic regression on pairs of hand-labelled episodes, leaving one project out at a time, then rounded.
 */
export const BLOCK_WEIGHTS = {
  /** Terms of the request, the earlier the heavier. */
  goal: 0.09,
  /** Its first few terms. */
  opening: 0.11,
  /** Acts and objects of software work that it names. */
  concepts: 0.05,
  /** The acts alone, in the request and in the agent's first words. */
  acts: 0.09,
  /** Terms, acts and objects of the agent's first words: what it took the request to be. */
  approach: 0.09,
  approachConcepts: 0.12,
  /** Terms of its closing words. */
  result: 0.05,
  /** Sorts of files changed, of git actions, of checks. */
  deeds: 0.07,
  /** Programs and their actions. */
  commands: 0.11,
  /** The slash command, or that there was none. */
  slash: 0.11,
  /** Whether it is a question. */
  question: 0.07,
  /** Whether files changed. */
  edits: 0.04,
} as const satisfies Record<string, number>;
type Block = keyof typeof BLOCK_WEIGHTS;

/** Blocks of plain facts: sharing one counts the same however many episodes share it. */
const FACTS: ReadonlySet<Block> = new Set<Block>(['slash', 'question', 'edits']);

type Weights = ReadonlyMap<string, number>;
export type EpisodeFeatures = Record<Block, Weights>;

/** Position at which a term of the request weighs half as much as the first. */
const GOAL_HALF = 15;
const CONCEPT_HALF = 10;
const CONCEPT_TERMS = 40;
const ACT_TERMS = 20;
const OPENING_TERMS = 6;
const APPROACH_CHARS = 400;

/** Commands that only look around; they tell nothing of the kind of work. */
const LOOKING = new Set(
  'cat ls grep sed find head tail rg wc awk nl mkdir rm cp mv echo test which tree'.split(' '),
);

/** What an episode holds, before what all episodes share is weighted out. */
export function featuresOf({ memory, prompt, steps }: Episode): EpisodeFeatures {
  const goal = termsOf(memory.goal);
  const approach = termsOf((memory.approach?.text ?? '').slice(0, APPROACH_CHARS));
  return {
    goal: damped(goal.map((term, index) => [term, half(index, GOAL_HALF)])),
    opening: damped(once(goal.slice(0, OPENING_TERMS))),
    concepts: damped(
      goal
        .slice(0, CONCEPT_TERMS)
        .flatMap(conceptsOf)
        .map((concept, index) => [concept, half(index, CONCEPT_HALF)]),
    ),
    acts: damped(once([...goal.slice(0, ACT_TERMS), ...approach.slice(0, ACT_TERMS)].flatMap(actsOf))),
    approach: damped(once(approach)),
    approachConcepts: damped(once(approach.flatMap(conceptsOf))),
    result: damped(once(termsOf(memory.result?.text ?? ''))),
    deeds: damped(once(deedsOf(steps))),
    commands: damped(once(steps.flatMap(commandFeatures))),
    slash: fact(slashCommand(prompt) ?? 'none'),
    question: fact(/\?\s*$/.test(memory.goal)),
    edits: fact(steps.some(({ kind }) => kind === 'edit')),
  };
}

function commandFeatures(step: Step): string[] {
  if (step.kind !== 'command') return [];
  return step.template
    .split(' && ')
    .map(commandHead)
    .filter((head) => head !== '' && !LOOKING.has(head.split(' ')[0] ?? ''));
}

const half = (index: number, at: number) => 1 / (1 + index / at);
const once = (names: readonly string[]): [string, number][] => names.map((name) => [name, 1]);
const fact = (value: string | boolean): Weights => new Map([[String(value), 1]]);

/** Sums the weights of each name; repeats beyond the first add less and less. */
function damped(entries: readonly (readonly [string, number])[]): Weights {
  const sums = new Map<string, number>();
  for (const [name, weight] of entries) sums.set(name, (sums.get(name) ?? 0) + weight);
  for (const [name, sum] of sums) if (sum > 1) sums.set(name, 1 + Math.log(sum));
  return sums;
}

/**
 * Few episodes say little of what is common: this many more, sharing nothing with them, are assumed. So a feature that
 * all of many episodes have weighs nothing, while three alike episodes alone are still seen to be alike.
 */
const UNSEEN_EPISODES = 3;
/** What a single episode has can match nothing; in full it would only drown what others have too. */
const SEEN_ONCE = 0.25;
/** A block whose features nearly all episodes share stays shorter than 1 instead of being blown up to it. */
const MIN_BLOCK_LENGTH = Math.log(2);

/**
 * One vector an episode, in the same order; the dot product of two is their likeness, from 0 to 1. Inside a block a feature
 * weighs by how few episodes have it (idf), and the block is scaled to the length of its weight's root, so that long
 * sessions do not outweigh short ones.
 */
export function vectorsOf(episodes: readonly EpisodeFeatures[]): SparseVector[] {
  const spread = spreadOf(episodes);
  const numbers = new Map([...spread.keys()].sort().map((name, index) => [name, index]));
  const rarity = (key: string) => {
    const seen = spread.get(key) ?? 1;
    return Math.log((episodes.length + UNSEEN_EPISODES) / seen) * (seen === 1 ? SEEN_ONCE : 1);
  };
  return episodes.map((features) => {
    const weights = new Map<number, number>();
    for (const block of Object.keys(BLOCK_WEIGHTS) as Block[]) {
      const scale = Math.sqrt(BLOCK_WEIGHTS[block]);
      const entries = [...features[block]].map(([name, value]): [string, number] => {
        const key = `${block} ${name}`;
        return [key, FACTS.has(block) ? value : value * rarity(key)];
      });
      const length = Math.max(MIN_BLOCK_LENGTH, Math.hypot(...entries.map(([, value]) => value)));
      for (const [key, value] of entries) weights.set(numbers.get(key) as number, (value / length) * scale);
    }
    return sparse(weights);
  });
}

/** How many episodes have each feature. */
function spreadOf(episodes: readonly EpisodeFeatures[]): Map<string, number> {
  const spread = new Map<string, number>();
  for (const features of episodes) {
    for (const [block, weights] of Object.entries(features)) {
      for (const name of weights.keys()) {
        const key = `${block} ${name}`;
        spread.set(key, (spread.get(key) ?? 0) + 1);
      }
    }
  }
  return spread;
}
