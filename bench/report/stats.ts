/** Order statistics of a sample, and how a quantity grows. */

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

/** What is told of a sample of durations, ms. */
export interface Spread {
  runs: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** @param times ms, at least one */
export function spreadOf(times: readonly number[]): Spread {
  return {
    runs: times.length,
    p50Ms: median(times),
    p95Ms: quantile(times, 0.95),
    p99Ms: quantile(times, 0.99),
    maxMs: Math.max(...times),
  };
}

/**
 * The exponent e of `value ~ size^e` that fits best: the slope of the least-squares line through the logarithms. 0: it
 * does not grow; 1: in proportion.
 * @param sizes at least two different ones, above 0
 * @param values one for each size, above 0
 */
export function growthExponent(sizes: readonly number[], values: readonly number[]): number {
  const x = sizes.map(Math.log);
  const y = values.map(Math.log);
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, each, index) => sum + (each - meanX) * ((y[index] ?? 0) - meanY), 0);
  const variance = x.reduce((sum, each) => sum + (each - meanX) ** 2, 0);
  return covariance / variance;
}
