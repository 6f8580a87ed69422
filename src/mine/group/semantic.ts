/** Takes what an embedding model says of the requests in as one more view of the episodes. */

import type { Episode } from '../../types.ts';
import { type SparseVector, sparse } from './sparse.ts';

/** One vector an episode, by its id; all of one length. */
export type SemanticVectors = ReadonlyMap<string, Float32Array>;

/** What a full match of the model's vectors adds to the likeness of two episodes; the other views keep the rest. */
const SEMANTIC_WEIGHT = 0.3;

/**
 * The model's vectors of the episodes, scaled to length 1. What all have in common is taken out first: any two texts are alike
 * to a model, and more so in one project. One that is like all others becomes zero.
 * @returns null unless there is a vector for every episode
 */
export function semanticView(
  episodes: readonly Episode[],
  semantic: SemanticVectors | null,
): SparseVector[] | null {
  const vectors = episodes.flatMap(({ id }) => semantic?.get(id) ?? []);
  if (vectors.length === 0 || vectors.length < episodes.length) return null;
  const mean = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (let at = 0; at < mean.length; at += 1)
      mean[at] = (mean[at] as number) + (vector[at] as number) / vectors.length;
  }
  return vectors.map((vector) => {
    const apart = Array.from(vector, (value, at) => value - (mean[at] as number));
    const length = Math.hypot(...apart);
    const scale = length < Number.EPSILON ? 0 : 1 / length;
    return sparse(new Map(apart.map((value, at) => [at, value * scale])));
  });
}

/** The vectors with the view appended behind all their features, so that their dot product stays a likeness. */
export function withView(vectors: readonly SparseVector[], view: readonly SparseVector[]): SparseVector[] {
  const first = vectors.reduce((most, { indices }) => Math.max(most, (indices.at(-1) ?? -1) + 1), 0);
  const [own, added] = [Math.sqrt(1 - SEMANTIC_WEIGHT), Math.sqrt(SEMANTIC_WEIGHT)];
  return vectors.map(({ indices, values }, index) => {
    const more = view[index] as SparseVector;
    return {
      indices: Uint32Array.from([...indices, ...more.indices.map((at) => first + at)]),
      values: Float64Array.from([
        ...values.map((value) => value * own),
        ...more.values.map((value) => value * added),
      ]),
    };
  });
}
