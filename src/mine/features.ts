/** Features of an episode that survive paraphrase: what was asked and how it was done, as one unit vector. */

import type { Episode, Step } from '../types.ts';
import { commandHead } from './command-template.ts';
import { fileRole } from './path-role.ts';
import { type SparseVector, sparse, unit } from './sparse.ts';
import { termsOf } from './terms.ts';

/** The blocks of features and how much each adds to the likeness of two episodes that both have it. */
export const BLOCK_WEIGHTS = {
  goal: 0.45,
  slash: 0.35,
  commands: 0.35,
  files: 0.1,
  tools: 0.05,
  errors: 0.1,
} as const satisfies Record<string, number>;
type Block = keyof typeof BLOCK_WEIGHTS;

type Counts = Map<string, number>;
export type EpisodeFeatures = Record<Block, Counts>;

/** What an episode holds, before what all episodes share is weighted out. */
export function featuresOf(episode: Episode): EpisodeFeatures {
  const slash = /^\/([\w:.-]+)/.exec(episode.prompt)?.[1];
  return {
    goal: count(termsOf(episode.memory.goal)),
    slash: count(slash === undefined ? [] : [slash]),
    commands: count(episode.steps.filter((step) => step.kind === 'command').flatMap(commandFeatures)),
    files: count(episode.steps.filter(({ kind }) => kind === 'edit').flatMap(fileFeatures)),
    tools: count(episode.steps.map((step) => step.kind)),
    errors: count(episode.steps.flatMap(({ errorSignature }) => errorSignature ?? [])),
  };
}

function commandFeatures(step: Step): string[] {
  return step.template.split(' && ').flatMap((template) => [template, commandHead(template)]);
}

function fileFeatures(step: Step): string[] {
  return step.path === null ? [] : [fileRole(step.path), step.path];
}

/**
 * One unit vector an episode, in the same order. Inside a block a feature counts by its damped frequency and by how few
 * episodes have it (idf); each block has length 1 before its weight, so that long sessions do not outweigh short ones.
 */
export function vectorsOf(episodes: readonly EpisodeFeatures[]): SparseVector[] {
  const numbers = new Map<string, number>();
  const spread = new Map<string, number>();
  for (const features of episodes) {
    for (const name of allNames(features)) spread.set(name, (spread.get(name) ?? 0) + 1);
  }
  for (const name of [...spread.keys()].sort()) numbers.set(name, numbers.size);
  const idf = (name: string) => Math.log(1 + episodes.length / (spread.get(name) ?? 1));
  return episodes.map((features) => {
    const weights = new Map<number, number>();
    for (const block of Object.keys(BLOCK_WEIGHTS) as Block[]) {
      const entries = [...features[block]].map(
        ([name, times]) => [`${block} ${name}`, (1 + Math.log(times)) * idf(`${block} ${name}`)] as const,
      );
      const length = Math.hypot(...entries.map(([, value]) => value));
      for (const [name, value] of entries) {
        weights.set(numbers.get(name) as number, (value / length) * Math.sqrt(BLOCK_WEIGHTS[block]));
      }
    }
    return unit(sparse(weights));
  });
}

function allNames(features: EpisodeFeatures): string[] {
  return Object.entries(features).flatMap(([block, counts]) =>
    [...counts.keys()].map((name) => `${block} ${name}`),
  );
}

function count(names: readonly string[]): Counts {
  const counts: Counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
