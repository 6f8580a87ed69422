/** Groups episodes into kinds of work: k-means partitions, then only cohesive groups are kept. */

import type { Episode } from '../types.ts';
import { featuresOf, vectorsOf } from './features.ts';
import { averageLinkage } from './linkage.ts';
import { partition } from './partition.ts';
import { add, dot, type SparseVector } from './sparse.ts';

/** Mean likeness (cosine) that members of one kind of work have at least. */
export const COHESION = 0.4;

/**
 * The kinds of work among the episodes, each as a list of two or more; everything else is left alone.
 * The result does not depend on the order of the input. k-means cuts the episodes into partitions, so that the
 * pairwise step stays small; average linkage splits each partition into cohesive groups; groups that k-means cut apart
 * are joined again by the same measure.
 */
export function clusterEpisodes(episodes: readonly Episode[]): Episode[][] {
  const ordered = [...episodes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const vectors = vectorsOf(ordered.map(featuresOf));
  const groups = cohesiveGroups(vectors, COHESION);
  return groups
    .filter((group) => group.length > 1)
    .map((group) => group.map((index) => ordered[index] as Episode).sort(byTime));
}

const byTime = (a: Episode, b: Episode) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);

/** Groups of indices into `vectors`; singletons included. */
export function cohesiveGroups(vectors: readonly SparseVector[], threshold: number): number[][] {
  const parts = new Map<number, number[]>();
  for (const [index, part] of partition(vectors).entries())
    parts.set(part, [...(parts.get(part) ?? []), index]);
  const groups = [...parts.values()].flatMap((part) =>
    averageLinkage(
      part.map(() => 1),
      (a, b) => dot(vectors[part[a] as number] as SparseVector, vectors[part[b] as number] as SparseVector),
      threshold,
    ).map((group) => group.map((index) => part[index] as number)),
  );
  return mend(groups, vectors, threshold);
}

/** Joins groups across partitions. The mean likeness of two groups is the product of their sums over their sizes. */
function mend(groups: number[][], vectors: readonly SparseVector[], threshold: number): number[][] {
  const sums = groups.map((group) => group.map((index) => vectors[index] as SparseVector).reduce(add));
  const sizes = groups.map((group) => group.length);
  const mean = (a: number, b: number) =>
    dot(sums[a] as SparseVector, sums[b] as SparseVector) / ((sizes[a] as number) * (sizes[b] as number));
  return averageLinkage(sizes, mean, threshold).map((joined) =>
    joined.flatMap((index) => groups[index] as number[]),
  );
}
