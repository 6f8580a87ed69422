/** Lets each vector find the group it is most alike, so that it does not matter where it was put at first. */

import { add, dot, type SparseVector } from './sparse.ts';

/** A few passes suffice; the bound keeps two groups from trading a member for ever. */
const PASSES = 3;

/**
 * Moves each vector to the group of two or more with whose members it is most alike in the mean, where that is at least `threshold`.
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
  const targets = targetsOf(groups, vectors);
  const next: number[][] = groups.map(() => []);
  let moved = false;
  for (const [from, group] of groups.entries()) {
    for (const index of group) {
      const to = bestGroup(vectors[index] as SparseVector, from, group.length, targets, threshold);
      (next[to] as number[]).push(index);
      moved ||= to !== from;
    }
  }
  return moved ? next.filter((group) => group.length > 0).map((group) => group.sort((a, b) => a - b)) : null;
}

/** The groups of two and more, which a vector may join: their numbers and sizes, and what each feature sums to in them. */
interface Targets {
  numbers: number[];
  sizes: number[];
  /** For each feature: the places (in `numbers`) of the groups that have it, and its sum in each. */
  postings: Map<number, { places: number[]; sums: number[] }>;
  /** Scratch, one a group: the likeness of the vector at hand to the group's sum. */
  likeness: Float64Array;
}

function targetsOf(groups: readonly number[][], vectors: readonly SparseVector[]): Targets {
  const numbers = [...groups.keys()].filter((number) => (groups[number] as number[]).length > 1);
  const postings: Targets['postings'] = new Map();
  for (const [place, number] of numbers.entries()) {
    const sum = (groups[number] as number[]).map((index) => vectors[index] as SparseVector).reduce(add);
    sum.indices.forEach((feature, at) => {
      const posting = postings.get(feature) ?? { places: [], sums: [] };
      posting.places.push(place);
      posting.sums.push(sum.values[at] as number);
      postings.set(feature, posting);
    });
  }
  const sizes = numbers.map((number) => (groups[number] as number[]).length);
  return { numbers, sizes, postings, likeness: new Float64Array(numbers.length) };
}

/** The number of the group that the vector is most alike in the mean; its own, `from`, unless another is better. */
function bestGroup(
  vector: SparseVector,
  from: number,
  fromSize: number,
  { numbers, sizes, postings, likeness }: Targets,
  threshold: number,
): number {
  likeness.fill(0);
  for (let at = 0; at < vector.indices.length; at += 1) {
    const posting = postings.get(vector.indices[at] as number);
    if (posting === undefined) continue;
    const value = vector.values[at] as number;
    for (let entry = 0; entry < posting.places.length; entry += 1) {
      const place = posting.places[entry] as number;
      likeness[place] = (likeness[place] as number) + value * (posting.sums[entry] as number);
    }
  }
  const home = numbers.indexOf(from);
  const own = home < 0 ? 0 : ((likeness[home] as number) - dot(vector, vector)) / (fromSize - 1);
  let best = from;
  let value = Math.max(own, threshold);
  for (let place = 0; place < numbers.length; place += 1) {
    const here = (likeness[place] as number) / (sizes[place] as number);
    if (place !== home && here > value) {
      best = numbers[place] as number;
      value = here;
    }
  }
  return best;
}
