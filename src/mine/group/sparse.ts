/** Sparse vectors over numbered features: sorted indices beside their weights. */

export interface SparseVector {
  /** Ascending. */
  indices: Uint32Array;
  values: Float64Array;
}

/** A vector from feature weights; zeros are left out. */
export function sparse(weights: ReadonlyMap<number, number>): SparseVector {
  const indices = new Uint32Array(weights.size);
  let count = 0;
  for (const [index, value] of weights) if (value !== 0) indices[count++] = index;
  const sorted = indices.subarray(0, count).sort();
  return { indices: sorted, values: Float64Array.from(sorted, (index) => weights.get(index) as number) };
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

/** The dot products of all vectors with each other, as the rows of a square matrix; its diagonal is 0. */
export function productsOf(vectors: readonly SparseVector[]): Float64Array {
  const count = vectors.length;
  const matrix = new Float64Array(count * count);
  // For each feature: the vectors before the present one that have it. Most pairs share few features.
  const seen = new Map<number, { places: number[]; values: number[] }>();
  for (const [place, { indices, values }] of vectors.entries()) {
    const row = place * count;
    for (let at = 0; at < indices.length; at += 1) {
      const value = values[at] as number;
      const posting = seen.get(indices[at] as number);
      if (posting === undefined) {
        seen.set(indices[at] as number, { places: [place], values: [value] });
        continue;
      }
      for (let entry = 0; entry < posting.places.length; entry += 1) {
        const cell = row + (posting.places[entry] as number);
        matrix[cell] = (matrix[cell] as number) + value * (posting.values[entry] as number);
      }
      posting.places.push(place);
      posting.values.push(value);
    }
    for (let other = 0; other < place; other += 1)
      matrix[other * count + place] = matrix[row + other] as number;
  }
  return matrix;
}

export function sumOf(vectors: readonly SparseVector[]): SparseVector {
  if (vectors.length === 1) return vectors[0] as SparseVector;
  const weights = new Map<number, number>();
  for (const { indices, values } of vectors) {
    for (let at = 0; at < indices.length; at += 1) {
      const index = indices[at] as number;
      weights.set(index, (weights.get(index) ?? 0) + (values[at] as number));
    }
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

/** At most `count` of the items, evenly drawn; all of them where there are no more. */
export function evenly<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, at) => items[Math.floor((at * items.length) / count)] as T);
}
