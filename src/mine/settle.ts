/** Lets each vector find the group it is most alike, so that it does not matter where it was put at first. */

import { add, dot, type SparseVector } from './sparse.ts';

/** A few passes suffice; the bound keeps two groups from trading a member for ever. */
const PASSES = 3;

/**
 * Moves each vector to the group with whose members it is most alike in the mean, where that is at least `threshold`.
 * All moves of a pass are decided before any is made, so the order of vectors and groups does not matter.
 * @param groups lists of indices into `vectors`, each index in exactly one
 */
export function settle(
  groups: readonly number[][],
  vectors: readonly SparseVector[],
  threshold: number,
): number[][] {
  let current = groups.map((group) => [...group]);
  for (let pass = 0; pass < PASSES; pass += 1) {
    const next = moveAll(current, vectors, threshold);
    if (next === null) break;
    current = next;
  }
  return current;
}

/** One pass; null when nothing moved. */
function moveAll(groups: number[][], vectors: readonly SparseVector[], threshold: number): number[][] | null {
  const postings = postingsOf(groups, vectors);
  const next: number[][] = groups.map(() => []);
  let moved = false;
  for (const [from, group] of groups.entries()) {
    for (const index of group) {
      const to = bestGroup(vectors[index] as SparseVector, from, groups, postings, threshold);
      (next[to] as number[]).push(index);
      moved ||= to !== from;
    }
  }
  return moved ? next.filter((group) => group.length > 0).map((group) => group.sort((a, b) => a - b)) : null;
}

function bestGroup(
  vector: SparseVector,
  from: number,
  groups: readonly number[][],
  postings: Postings,
  threshold: number,
): number {
  const sums = new Float64Array(groups.length);
  vector.indices.forEach((feature, at) => {
    const value = vector.values[at] as number;
    for (const [group, weight] of postings.get(feature) ?? [])
      sums[group] = (sums[group] as number) + value * weight;
  });
  const others = (groups[from] as number[]).length - 1;
  let best = from;
  let value = others === 0 ? 0 : ((sums[from] as number) - dot(vector, vector)) / others;
  value = Math.max(value, threshold);
  for (const [group, members] of groups.entries()) {
    const here = (sums[group] as number) / members.length;
    if (group !== from && here > value) {
      best = group;
      value = here;
    }
  }
  return best;
}

/** For each feature: the groups that have it, with its weight in the group's sum. */
type Postings = ReadonlyMap<number, readonly (readonly [number, number])[]>;

function postingsOf(groups: readonly number[][], vectors: readonly SparseVector[]): Postings {
  const postings = new Map<number, [number, number][]>();
  for (const [number, group] of groups.entries()) {
    const sum = group.map((index) => vectors[index] as SparseVector).reduce(add);
    sum.indices.forEach((feature, at) => {
      const entry: [number, number] = [number, sum.values[at] as number];
      const list = postings.get(feature);
      if (list === undefined) postings.set(feature, [entry]);
      else list.push(entry);
    });
  }
  return postings;
}
