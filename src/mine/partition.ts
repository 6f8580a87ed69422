/** Cuts many vectors into a few partitions by k-means. The only importer of ml-kmeans. */

import { kmeans } from 'ml-kmeans';
import type { SparseVector } from './sparse.ts';

/** Stored with each run; the same seed and vectors give the same partitions. */
export const SEED = 20_260;
/** Features are hashed down to this many dimensions (signed feature hashing, Weinberger et al. 2009). */
const DIMENSIONS = 64;
const MAX_ITERATIONS = 30;
/** Below this many vectors there is nothing to partition. */
const MIN_VECTORS = 6;
const MAX_K = 64;
/** Vectors looked at when judging a k. */
const JUDGED_VECTORS = 1_000;

/**
 * A partition number for each vector. k is the one among 2, 3, 4, 6, 8, 12, … (up to n/3, at most 64) with the best
 * simplified silhouette (Hruschka et al. 2004): how much nearer each vector is to its own centre than to the next.
 */
export function partition(vectors: readonly SparseVector[]): number[] {
  if (vectors.length < MIN_VECTORS) return vectors.map(() => 0);
  const dense = vectors.map(hashed);
  let best = { score: Number.NEGATIVE_INFINITY, clusters: vectors.map(() => 0) };
  for (const k of candidateKs(vectors.length)) {
    const { clusters, centroids } = kmeans(dense, k, { seed: SEED, maxIterations: MAX_ITERATIONS });
    const score = silhouette(dense, clusters, centroids);
    if (score > best.score) best = { score, clusters };
  }
  return best.clusters;
}

function candidateKs(n: number): number[] {
  const grid = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];
  const most = Math.min(MAX_K, Math.max(2, Math.floor(n / 3)));
  const fitting = grid.filter((k) => k <= most);
  // Many vectors: fine partitions only, since each is looked at pair by pair afterwards.
  return n > JUDGED_VECTORS ? fitting.slice(-2) : fitting;
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

function silhouette(points: number[][], clusters: number[], centroids: number[][]): number {
  const step = Math.ceil(points.length / JUDGED_VECTORS);
  let sum = 0;
  let judged = 0;
  for (let at = 0; at < points.length; at += step) {
    const own = clusters[at] as number;
    let nearest = Number.POSITIVE_INFINITY;
    let inner = 0;
    for (const [index, centroid] of centroids.entries()) {
      const distance = euclidean(points[at] as number[], centroid);
      if (index === own) inner = distance;
      else nearest = Math.min(nearest, distance);
    }
    sum += (nearest - inner) / Math.max(nearest, inner, Number.EPSILON);
    judged += 1;
  }
  return sum / judged;
}

function euclidean(a: number[], b: number[]): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += ((a[at] as number) - (b[at] as number)) ** 2;
  return Math.sqrt(sum);
}
