/** Lets what k-means cut off from its like join it: each stray finds the group it is most alike. */

import { type SparseVector, sumOf } from './sparse.ts';

/**
 * Puts each stray into the group with whose members it is most alike in the mean, where that is at least `threshold`.
 * All strays are judged by the groups as they were, so no order matters.
 * @param groups lists of indices into `vectors` · strays: indices in none of them
 * @returns the groups with what joined them
 */
export function adopt(
  groups: readonly number[][],
  strays: readonly number[],
  vectors: readonly SparseVector[],
  threshold: number,
): number[][] {
  const grown = groups.map((group) => [...group]);
  const likeness = likenessTo(groups, vectors);
  for (const stray of strays) {
    const likenesses = likeness(vectors[stray] as SparseVector);
    const best = likenesses.reduce(
      (most, value, place) => (value > (likenesses[most] ?? 0) ? place : most),
      0,
    );
    if ((likenesses[best] ?? 0) >= threshold) grown[best]?.push(stray);
  }
  return grown.map((group) => group.sort((a, b) => a - b));
}

/** The mean likeness of a vector to the members of each group; the array is reused from call to call. */
function likenessTo(groups: readonly number[][], vectors: readonly SparseVector[]) {
  // For each feature: the places of the groups that have it, and its mean in each.
  const postings = new Map<number, { places: number[]; means: number[] }>();
  for (const [place, group] of groups.entries()) {
    const sum = sumOf(group.map((index) => vectors[index] as SparseVector));
    sum.indices.forEach((feature, at) => {
      const posting = postings.get(feature) ?? { places: [], means: [] };
      posting.places.push(place);
      posting.means.push((sum.values[at] as number) / group.length);
      postings.set(feature, posting);
    });
  }
  const packed = new Map(
    [...postings].map(([feature, { places, means }]) => [
      feature,
      { places: Uint32Array.from(places), means: Float64Array.from(means) },
    ]),
  );
  const likenesses = new Float64Array(groups.length);
  return ({ indices, values }: SparseVector): Float64Array => {
    likenesses.fill(0);
    for (let at = 0; at < indices.length; at += 1) {
      const posting = packed.get(indices[at] as number);
      if (posting === undefined) continue;
      const { places, means } = posting;
      const value = values[at] as number;
      for (let entry = 0; entry < places.length; entry += 1) {
        const place = places[entry] as number;
        likenesses[place] = (likenesses[place] as number) + value * (means[entry] as number);
      }
    }
    return likenesses;
  };
}
