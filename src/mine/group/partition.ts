/** Cuts many vectors into partitions by k-means. The only importer of ml-kmeans. */

import { kmeans } from 'ml-kmeans';
import type { SparseVector } from './sparse.ts';

/** The same seed and vectors give the same partitions. */
export const SEED = 20_260;
/** Features are hashed down to this many dimensions (signed feature hashing, Weinberger et al. 2009). */
const DIMENSIONS = 64;
const MAX_ITERATIONS = 20;
/** Below this many vectors there is nothing to partition. */
const MIN_VECTORS = 6;
/** Centres are found on this many vectors, evenly drawn; the others join the nearest. */
const SAMPLE = 500;
/** The numbers of partitions tried. */
const KS = [2, 4, 8, 16, 32, 64];
const MANY_PARTITIONS = 32;
/** Fewer vectors a partition than this say nothing of its centre. */
const VECTORS_PER_CENTRE = 3;
/** A larger partition is cut again: every pair in it will be compared. */
const MAX_PARTITION = 600;

/** Rounds of cutting; what is larger still after them is too alike to be told apart, and is cut by number. */
const MAX_ROUNDS = 3;

/** The indices of the vectors, cut into partitions of at most 600. */
export function partitions(vectors: readonly SparseVector[]): number[][] {
  const all = vectors.map((_, index) => index);
  return cut(all, vectors.map(hashed), MAX_ROUNDS);
}

function cut(indices: number[], points: readonly number[][], rounds: number): number[][] {
  if (rounds === 0) return slices(indices);
  const parts = new Map<number, number[]>();
  const numbers = partitionNumbers(indices.map((index) => points[index] as number[]));
  for (const [at, number] of numbers.entries()) {
    const index = indices[at] as number;
    const part = parts.get(number);
    if (part === undefined) parts.set(number, [index]);
    else part.push(index);
  }
  return [...parts.values()].flatMap((part) =>
    part.length > MAX_PARTITION ? cut(part, points, rounds - 1) : [part],
  );
}

function slices(indices: readonly number[]): number[][] {
  const count = Math.ceil(indices.length / MAX_PARTITION);
  return Array.from({ length: count }, (_, slice) => indices.filter((_, at) => at % count === slice));
}

/**
 * A partition number for each point. k is the one of 2, 4, 8, … 64 (a third of the points at most) with the best simplified
 * silhouette (Hruschka et al. 2004): how much nearer each point is to its own centre than to the next. Sets that must become
 * smaller in any case are only offered many partitions.
 */
function partitionNumbers(points: number[][]): number[] {
  if (points.length < MIN_VECTORS) return points.map(() => 0);
  const step = Math.ceil(points.length / SAMPLE);
  const sample = points.filter((_, index) => index % step === 0);
  let best: { score: number; centres: number[][] } = { score: Number.NEGATIVE_INFINITY, centres: [] };
  const least = points.length > MAX_PARTITION ? MANY_PARTITIONS : 2;
  for (const k of KS.filter((k) => k >= least && k * VECTORS_PER_CENTRE <= sample.length)) {
    const { centroids } = kmeans(sample, k, { seed: SEED, maxIterations: MAX_ITERATIONS });
    const score = silhouette(sample, centroids);
    if (score > best.score) best = { score, centres: centroids };
  }
  return points.map((point) => nearestTwo(point, best.centres).own);
}

function hashed(vector: SparseVector): number[] {
  const dense = new Array<number>(DIMENSIONS).fill(0);
  vector.indices.forEach((index, at) => {
    const hash = Math.imul(index + 1, 0x9e3779b1) >>> 0;
    const slot = hash % DIMENSIONS;
    const sign = (hash >>> 16) % 2 === 0 ? 1 : -1;
    dense[slot] = (dense[slot] as number) + sign * (vector.values[at] as number);
  });
  return dense;
}

function silhouette(points: readonly number[][], centres: readonly number[][]): number {
  let sum = 0;
  for (const point of points) {
    const { inner, outer } = nearestTwo(point, centres);
    sum += (outer - inner) / Math.max(outer, Number.EPSILON);
  }
  return sum / points.length;
}

/** The nearest centre's number, and the distances to it and to the next. */
function nearestTwo(point: readonly number[], centres: readonly number[][]) {
  let own = 0;
  let inner = Number.POSITIVE_INFINITY;
  let outer = Number.POSITIVE_INFINITY;
  for (const [number, centre] of centres.entries()) {
    const distance = euclidean(point, centre);
    if (distance < inner) {
      outer = inner;
      inner = distance;
      own = number;
    } else if (distance < outer) outer = distance;
  }
  return { own, inner, outer };
}

function euclidean(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += ((a[at] as number) - (b[at] as number)) ** 2;
  return Math.sqrt(sum);
}
