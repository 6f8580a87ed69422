/** Order statistics of a sample. */

/**
 * The `q` quantile by linear interpolation between order statistics (definition 7 of Hyndman and Fan, 1996).
 * @param values unsorted, at least one
 * @param q from 0 to 1
 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** The median of `values`. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
