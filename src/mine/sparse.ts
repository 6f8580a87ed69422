/** Sparse vectors over numbered features: sorted indices beside their weights. */

export interface SparseVector {
  /** Ascending. */
  indices: Uint32Array;
  values: Float64Array;
}

/** A vector from feature weights; zeros are left out. */
export function sparse(weights: ReadonlyMap<number, number>): SparseVector {
  const entries = [...weights].filter(([, value]) => value !== 0).sort(([a], [b]) => a - b);
  return {
    indices: Uint32Array.from(entries, ([index]) => index),
    values: Float64Array.from(entries, ([, value]) => value),
  };
}

export function dot(a: SparseVector, b: SparseVector): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.indices.length && j < b.indices.length; ) {
    const left = a.indices[i] as number;
    const right = b.indices[j] as number;
    if (left === right) sum += (a.values[i++] as number) * (b.values[j++] as number);
    else if (left < right) i += 1;
    else j += 1;
  }
  return sum;
}

export function add(a: SparseVector, b: SparseVector): SparseVector {
  const weights = new Map<number, number>();
  for (const { indices, values } of [a, b]) {
    indices.forEach((index, at) => {
      weights.set(index, (weights.get(index) ?? 0) + (values[at] as number));
    });
  }
  return sparse(weights);
}

/** Scaled to length 1; a vector of zeros stays one. */
export function unit(vector: SparseVector): SparseVector {
  const length = Math.sqrt(dot(vector, vector));
  if (length === 0) return vector;
  return { indices: vector.indices, values: vector.values.map((value) => value / length) };
}

/** The part of a vector with features from `from` up to, but not including, `to`; shares its memory. */
export function slice({ indices, values }: SparseVector, from: number, to: number): SparseVector {
  const [start, end] = [firstAtLeast(indices, from), firstAtLeast(indices, to)];
  return { indices: indices.subarray(start, end), values: values.subarray(start, end) };
}

/** The place of the first index that is not below `limit`. */
function firstAtLeast(indices: Uint32Array, limit: number): number {
  let [low, high] = [0, indices.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((indices[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
