/** Joins kinds whose work is the same: people ask for one thing in words that share nothing. */

import type { Episode } from '../../types.ts';
import type { Space } from './space.ts';
import { dot, type SparseVector, slice, sumOf } from './sparse.ts';

interface Group {
  members: number[];
  /** Sum of the members' vectors in the view of the work. */
  work: SparseVector;
}

/**
 * The groups, each joined to the first before it whose members' work is like its own; groups of talk have none. The larger come
 * first.
 * @param share of a full match in the view of the work
 */
export function joinSameWork(
  groups: readonly (readonly number[])[],
  moments: readonly Episode[],
  space: Space,
  share: number,
): number[][] {
  const [from, to] = space.ranges.work;
  const enough = share * space.weights.work;
  const joined: Group[] = [];
  for (const group of bySize(groups)) {
    const work = sumOf(group.map((index) => slice(space.vectors[index] as SparseVector, from, to)));
    const like = works(group, moments)
      ? joined.find(
          (other) =>
            works(other.members, moments) &&
            dot(work, other.work) >= enough * group.length * other.members.length,
        )
      : undefined;
    if (like === undefined) joined.push({ members: [...group], work });
    else {
      like.members = [...like.members, ...group].sort((a, b) => a - b);
      like.work = sumOf([like.work, work]);
    }
  }
  return joined.map(({ members }) => members);
}

/** True where at least half of a group did something: exports without tool calls tell nothing of the work. */
export function works(group: readonly number[], moments: readonly Episode[]): boolean {
  return group.filter((index) => (moments[index]?.steps.length ?? 0) > 0).length * 2 >= group.length;
}

const bySize = (groups: readonly (readonly number[])[]) =>
  [...groups].sort((a, b) => b.length - a.length || (a[0] as number) - (b[0] as number));
