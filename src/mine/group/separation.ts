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
/**
 * Members that are compared, evenly drawn, and moments that stand for everyone: likeness of all to all would be cubic over a
 * whole tree. Half as many of either change no figure of the bench.
 */
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
  const sample = evenly(
    vectors.map((_, index) => index),
    OUTSIDERS,
  );
  const towards = sumsTowards(sample, likeness, full.length);
  return (group: readonly number[]): number[] => {
    const inside = new Set(group);
    const members = evenly(group, MEMBERS);
    const drawn = sample.filter((index) => inside.has(index));
    const within = new Sums(full.length);
    const across = new Sums(full.length);
    for (const [at, member] of members.entries()) {
      for (const other of members.slice(at + 1)) within.add(likeness(member, other));
      across.addAll(towards(member));
      for (const other of drawn) across.take(likeness(member, other));
    }
    // The unseen are like nobody: they only make the mean smaller.
    const outside = vectors.length - inside.size;
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

/** The likeness of one to all of a sample, summed up; known once asked for. */
function sumsTowards(
  sample: readonly number[],
  likeness: (a: number, b: number) => Float64Array,
  parts: number,
): (index: number) => Sums {
  const known = new Map<number, Sums>();
  return (index) => {
    const before = known.get(index);
    if (before !== undefined) return before;
    const sums = new Sums(parts);
    for (const other of sample) sums.add(likeness(index, other));
    known.set(index, sums);
    return sums;
  };
}

/** Sums of values and of their squares, for each part. */
class Sums {
  private count = 0;
  private readonly values: Float64Array;
  private readonly squares: Float64Array;

  constructor(parts: number) {
    this.values = new Float64Array(parts);
    this.squares = new Float64Array(parts);
  }

  add = (values: Float64Array): void => this.change(values, 1);
  /** Takes one out again that was added. */
  take = (values: Float64Array): void => this.change(values, -1);

  addAll(others: Sums): void {
    this.count += others.count;
    for (let part = 0; part < this.values.length; part += 1) {
      this.values[part] = (this.values[part] as number) + (others.values[part] as number);
      this.squares[part] = (this.squares[part] as number) + (others.squares[part] as number);
    }
  }

  mean = (part: number): number => (this.values[part] as number) / Math.max(1, this.count);
  meanSquare = (part: number): number => (this.squares[part] as number) / Math.max(1, this.count);

  private change(values: Float64Array, by: 1 | -1): void {
    this.count += by;
    for (let part = 0; part < values.length; part += 1) {
      const value = values[part] as number;
      this.values[part] = (this.values[part] as number) + by * value;
      this.squares[part] = (this.squares[part] as number) + by * value * value;
    }
  }
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
