/** How fast something grows. */

export interface Slope {
  /** Per unit of x. */
  slope: number;
  /** Half of the width of its 95 % interval. */
  margin: number;
}

/** Least squares through the points; the interval is that of independent errors. */
export function slopeOf(points: readonly { x: number; y: number }[]): Slope {
  const n = points.length;
  const mean = (pick: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / n;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const sum = (term: (dx: number, dy: number) => number) =>
    points.reduce((total, { x, y }) => total + term(x - meanX, y - meanY), 0);
  const spread = sum((dx) => dx * dx);
  const slope = sum((dx, dy) => dx * dy) / spread;
  const rest = sum((dx, dy) => (dy - slope * dx) ** 2);
  return { slope, margin: 1.96 * Math.sqrt(rest / (n - 2) / spread) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
