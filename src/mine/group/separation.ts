/**
 * How far a group stands out from everything that is not in it, view by view: moments that share only their subject, or only
 * the files they touch, are alike in one view and not in the others. What lies outside is the measure, not the usual pair of
 * the project, so that a kind of work may be most of what a person does.
 */

import { VIEWS, type View } from './features.ts';
import { type Space, UNSEEN_EPISODES } from './space.ts';
import { evenly, type SparseVector } from './sparse.ts';

/** Nearly the same: separate however alike everything else is. */
const ALIKE = 0.85;
/** Members and outsiders that are looked at, evenly drawn: likeness of all to all would be cubic over a whole tree. */
const MEMBERS = 24;
const OUTSIDERS = 200;

/** For each view, by how many standard deviations a group is more alike inside than towards what lies outside. */
export type Separation = Record<View, number>;

const VIEW_NAMES = Object.keys(VIEWS) as View[];

/**
 * Measures groups of indices into the space's vectors.
 * @param meaning a model's unit vectors of the requests, in the same order, which may speak for the request; null without
 */
export function separationIn(
  space: Space,
  meaning: readonly SparseVector[] | null = null,
): (group: readonly number[]) => Separation {
  const words = separationOf(
    space.vectors,
    boundsOf(space),
    VIEW_NAMES.map((view) => space.weights[view]),
  );
  const taken = meaning === null ? null : separationOf(meaning, [Number.POSITIVE_INFINITY], [1]);
  return (group) => {
    const values = words(group);
    const separation = Object.fromEntries(VIEW_NAMES.map((view, at) => [view, values[at]])) as Separation;
    return { ...separation, request: Math.max(separation.request, taken?.(group)[0] ?? separation.request) };
  };
}

/** The first feature number behind each view; views are numbered in a row. */
const boundsOf = ({ ranges }: Space) => VIEW_NAMES.map((view) => ranges[view][1]);

/**
 * @param bounds of the parts of a vector: the feature number at which each ends, ascending
 * @param full the likeness of a full match in each part
 */
function separationOf(vectors: readonly SparseVector[], bounds: readonly number[], full: readonly number[]) {
  const likeness = likenessByPart(vectors, bounds);
  const everyone = vectors.map((_, index) => index);
  return (group: readonly number[]): number[] => {
    const inside = new Set(group);
    const members = evenly(group, MEMBERS);
    const outside = everyone.length - inside.size;
    const outsiders = evenly(
      everyone.filter((index) => !inside.has(index)),
      OUTSIDERS,
    );
    const within = new Moments(full.length);
    const across = new Moments(full.length);
    for (const [at, member] of members.entries()) {
      for (const other of members.slice(at + 1)) within.add(likeness(member, other));
      for (const other of outsiders) across.add(likeness(member, other));
    }
    // The unseen are like nobody: they only make the mean smaller.
    const seen = outside / (outside + UNSEEN_EPISODES);
    return full.map((most, part) => {
      const own = within.mean(part);
      if (own >= ALIKE * most) return Number.POSITIVE_INFINITY;
      const mean = across.mean(part) * seen;
      const deviation = Math.sqrt(Math.max(0, across.meanSquare(part) * seen - mean ** 2));
      return (own - mean) / Math.max(deviation, Number.EPSILON);
    });
  };
}

/** Sums of values and of their squares, for each part. */
class Moments {
  private count = 0;
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;

  constructor(parts: number) {
    this.sums = new Float64Array(parts);
    this.squares = new Float64Array(parts);
  }

  add(values: Float64Array): void {
    this.count += 1;
    for (let part = 0; part < values.length; part += 1) {
      const value = values[part] as number;
      this.sums[part] = (this.sums[part] as number) + value;
      this.squares[part] = (this.squares[part] as number) + value * value;
    }
  }

  mean = (part: number): number => (this.sums[part] as number) / Math.max(1, this.count);
  meanSquare = (part: number): number => (this.squares[part] as number) / Math.max(1, this.count);
}

/** The likeness of two vectors in each part; the array is reused from call to call. Quick while the first stays the same. */
function likenessByPart(vectors: readonly SparseVector[], bounds: readonly number[]) {
  const length = vectors.reduce((most, { indices }) => Math.max(most, (indices.at(-1) ?? -1) + 1), 0);
  const spread = new Float64Array(length);
  const likenesses = new Float64Array(bounds.length);
  let held: SparseVector | undefined;
  return (a: number, b: number): Float64Array => {
    const first = vectors[a] as SparseVector;
    if (first !== held) {
      for (const index of held?.indices ?? []) spread[index] = 0;
      first.indices.forEach((index, at) => {
        spread[index] = first.values[at] as number;
      });
      held = first;
    }
    likenesses.fill(0);
    const { indices, values } = vectors[b] as SparseVector;
    let part = 0;
    for (let at = 0; at < indices.length; at += 1) {
      const index = indices[at] as number;
      while (index >= (bounds[part] as number)) part += 1;
      likenesses[part] = (likenesses[part] as number) + (spread[index] as number) * (values[at] as number);
    }
    return likenesses;
  };
}
