/** Groups episodes into kinds of work: k-means partitions, then only cohesive groups are kept. */

import type { Episode } from '../types.ts';
import { featuresOf, vectorsOf } from './features.ts';
import { averageLinkage } from './linkage.ts';
import { partitions } from './partition.ts';
import { settle } from './settle.ts';
import { add, dot, type SparseVector } from './sparse.ts';

/** Mean likeness that members of one kind of work have at least; chosen with the weights of the features. */
export const COHESION = 0.48;
/** A group of two rests on one comparison, so it must be this much clearer; of n comparisons, a root of n less. */
const FEW_COMPARISONS = 0.11;

/**
 * The kinds of work among the episodes, each as a list of two or more; everything else is left alone.
 * The result does not depend on the order of the input. k-means cuts the episodes into partitions, so that the
 * pairwise step stays small; average linkage splits each partition into cohesive groups; groups that k-means cut apart
 * are joined again by the same measure.
 */
export function clusterEpisodes(episodes: readonly Episode[]): Episode[][] {
  const ordered = [...episodes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const vectors = vectorsOf(ordered.map(featuresOf));
  return cohesiveGroups(vectors, COHESION)
    .filter((group) => isClear(group.map((index) => vectors[index] as SparseVector)))
    .map((group) => group.map((index) => ordered[index] as Episode).sort(byTime));
}

const byTime = (a: Episode, b: Episode) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);

/** Whether the mean likeness of a group's members is enough for the number of comparisons behind it. */
function isClear(members: readonly SparseVector[]): boolean {
  const comparisons = (members.length * (members.length - 1)) / 2;
  if (comparisons === 0) return false;
  const sum = members.reduce(add);
  const own = members.reduce((total, vector) => total + dot(vector, vector), 0);
  return (dot(sum, sum) - own) / 2 / comparisons >= COHESION + FEW_COMPARISONS / Math.sqrt(comparisons);
}

/** Groups of indices into `vectors`; singletons included. */
export function cohesiveGroups(vectors: readonly SparseVector[], threshold: number): number[][] {
  const groups = partitions(vectors).flatMap((part) =>
    averageLinkage(
      part.map(() => 1),
      (a, b) => dot(vectors[part[a] as number] as SparseVector, vectors[part[b] as number] as SparseVector),
      threshold,
    ).map((group) => group.map((index) => part[index] as number)),
  );
  const mended = mend(groups, vectors, threshold);
  return vectors.length > MAX_SETTLED ? mended : settle(mended, vectors, threshold);
}

/** Beyond this many groups only those of two and more are compared with one another, then none: the cost is quadratic. */
const MAX_COMPARED = 1_200;
/** Beyond this many episodes they stay where the partitions put them. */
const MAX_SETTLED = 20_000;

/** Joins groups across partitions. The mean likeness of two groups is the product of their sums over their sizes. */
function mend(groups: number[][], vectors: readonly SparseVector[], threshold: number): number[][] {
  const compared = groups.length > MAX_COMPARED ? groups.filter((group) => group.length > 1) : groups;
  if (compared.length > MAX_COMPARED) return groups;
  const sums = compared.map((group) => group.map((index) => vectors[index] as SparseVector).reduce(add));
  const sizes = compared.map((group) => group.length);
  const mean = (a: number, b: number) =>
    dot(sums[a] as SparseVector, sums[b] as SparseVector) / ((sizes[a] as number) * (sizes[b] as number));
  const joined = averageLinkage(sizes, mean, threshold).map((list) =>
    list.flatMap((index) => compared[index] as number[]),
  );
  return compared === groups ? joined : [...joined, ...groups.filter((group) => group.length === 1)];
}
