/** Joins kinds that are one: the same work asked for in words that share nothing, or a kind that k-means cut apart. */

import type { Episode } from '../../types.ts';
import type { Space } from './space.ts';
import { dot, type SparseVector, slice, sumOf } from './sparse.ts';

/**
 * The groups, the larger first, each joined to the first before it with whose members its own are alike in the mean.
 * @param groups lists of indices into `vectors`
 * @param enough the mean likeness from which on two groups are one
 */
export function joinAlike(
  groups: readonly (readonly number[])[],
  vectors: readonly SparseVector[],
  enough: number,
): number[][] {
  const joined: { members: number[]; sum: SparseVector }[] = [];
  for (const group of bySize(groups)) {
    const sum = sumOf(group.map((index) => vectors[index] as SparseVector));
    const like = joined.find((other) => dot(sum, other.sum) >= enough * group.length * other.members.length);
    if (like === undefined) joined.push({ members: [...group], sum });
    else {
      like.members = [...like.members, ...group].sort((a, b) => a - b);
      like.sum = sumOf([like.sum, sum]);
    }
  }
  return joined.map(({ members }) => members);
}

/**
 * The same by the work alone; groups of talk have none.
 * @param share of a full match in the view of the work
 */
export function joinSameWork(
  groups: readonly (readonly number[])[],
  moments: readonly Episode[],
  space: Space,
  share: number,
): number[][] {
  const [from, to] = space.ranges.work;
  const work = space.vectors.map((vector) => slice(vector, from, to));
  const [working, talk] = [true, false].map((does) =>
    groups.filter((group) => works(group, moments) === does),
  );
  return [
    ...joinAlike(working ?? [], work, share * space.weights.work),
    ...(talk ?? []).map((group) => [...group]),
  ];
}

/** True where at least half of a group did something: exports without tool calls tell nothing of the work. */
function works(group: readonly number[], moments: readonly Episode[]): boolean {
  return group.filter((index) => (moments[index]?.steps.length ?? 0) > 0).length * 2 >= group.length;
}

const bySize = (groups: readonly (readonly number[])[]) =>
  [...groups].sort((a, b) => b.length - a.length || (a[0] as number) - (b[0] as number));
