/**
 * Whether a group is one kind of work in several respects: episodes that share only their subject, or only the files they
 * touch, look alike in one view and not in the others.
 */

import { VIEWS, type View } from './features.ts';
import { type Space, UNSEEN_EPISODES } from './space.ts';
import { dot, type SparseVector, slice, sumOf } from './sparse.ts';

/** Of the four views, one may fail: exports lack tool calls, a bare number says nothing. */
const VIEWS_TO_AGREE = 3;
/** Likeness in a view that is enough however alike the whole project is. */
const ALIKE = 0.5;
/** Pairs of episodes looked at to learn what likeness is usual. */
const SAMPLED_PAIRS = 20_000;

/** Tells of a group, given by indices into the space's vectors, whether enough views see one kind of work in it. */
export function agreementIn({ vectors, ranges, weights }: Space): (group: readonly number[]) => boolean {
  const views = (Object.keys(VIEWS) as View[]).map((view) => {
    const [from, to] = ranges[view];
    const parts = vectors.map((vector) => slice(vector, from, to));
    const weight = weights[view];
    return { parts, weight, needed: Math.min(ALIKE, unusual(parts, weight)) };
  });
  return (group) =>
    views.filter(
      ({ parts, weight, needed }) =>
        meanLikeness(group.map((index) => parts[index] as SparseVector)) / weight >= needed,
    ).length >= VIEWS_TO_AGREE;
}

/** Mean likeness of all pairs; 0 where there is none. */
export function meanLikeness(members: readonly SparseVector[]): number {
  const comparisons = (members.length * (members.length - 1)) / 2;
  if (comparisons === 0) return 0;
  const sum = sumOf(members);
  const own = members.reduce((total, vector) => total + dot(vector, vector), 0);
  return (dot(sum, sum) - own) / 2 / comparisons;
}

/** One standard deviation above the mean likeness of two of the project's episodes, evenly drawn, and of the unseen ones. */
function unusual(parts: readonly SparseVector[], weight: number): number {
  const count = parts.length;
  const strides = Math.min(Math.floor(count / 2), Math.ceil(SAMPLED_PAIRS / count));
  let [pairs, sum, squares] = [0, 0, 0];
  for (let number = 1; number <= strides; number += 1) {
    const stride = Math.max(number, Math.floor((number * count) / 2 / strides));
    for (let at = 0; at < count; at += 1) {
      const likeness = dot(parts[at] as SparseVector, parts[(at + stride) % count] as SparseVector) / weight;
      pairs += 1;
      sum += likeness;
      squares += likeness ** 2;
    }
  }
  const all = count + UNSEEN_EPISODES;
  // The unseen episodes are like none, so their pairs only make the mean smaller.
  const share = (count * (count - 1)) / (all * (all - 1)) / Math.max(1, pairs);
  const mean = sum * share;
  return mean + Math.sqrt(Math.max(0, squares * share - mean ** 2));
}
