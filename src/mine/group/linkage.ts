/** Average linkage by nearest-neighbour chains: exact, and quadratic in time (Murtagh 1983). */

/**
 * Joins the two most alike groups as long as the mean likeness of their members is at least `threshold`.
 * @param sizes how many members each group stands for
 * @param likeness mean likeness of the members of two groups, by index; symmetric
 * @returns the groups' indices, joined, each list ascending, lists in order of their first index
 */
export function averageLinkage(
  sizes: readonly number[],
  likeness: (a: number, b: number) => number,
  threshold: number,
): number[][] {
  const n = sizes.length;
  const weights = [...sizes];
  const members = sizes.map((_, index) => [index]);
  const matrix = new Float64Array(n * n);
  for (let a = 0; a < n; a += 1) {
    for (let b = a + 1; b < n; b += 1) {
      matrix[a * n + b] = matrix[b * n + a] = likeness(a, b);
    }
  }
  // Ascending; a list, since it is gone through for each step of a chain.
  const active = sizes.map((_, index) => index);
  const leave = (index: number) => active.splice(active.indexOf(index), 1);
  const settled: number[][] = [];
  const chain: number[] = [];
  while (active.length > 0) {
    if (chain.length === 0) chain.push(active[0] as number);
    const top = chain.at(-1) as number;
    const before = chain.at(-2);
    const { index: nearest, value } = nearestOf(top, before, active, matrix, n);
    if (nearest < 0 || value < threshold) {
      settled.push(members[top] as number[]);
      leave(top);
      chain.length = 0;
    } else if (nearest === before) {
      chain.length -= 2;
      join(top, nearest, active, matrix, weights, n);
      const [kept, gone] = top < nearest ? [top, nearest] : [nearest, top];
      (members[kept] as number[]).push(...(members[gone] as number[]));
      leave(gone);
    } else {
      chain.push(nearest);
    }
  }
  return settled
    .map((list) => list.sort((a, b) => a - b))
    .sort((a, b) => (a[0] as number) - (b[0] as number));
}

/** The most alike active group; the chain's previous one wins ties, then the lowest index. */
function nearestOf(
  top: number,
  before: number | undefined,
  active: readonly number[],
  matrix: Float64Array,
  n: number,
) {
  let index = before ?? -1;
  let value = before === undefined ? Number.NEGATIVE_INFINITY : (matrix[top * n + before] as number);
  const row = top * n;
  for (let at = 0; at < active.length; at += 1) {
    const other = active[at] as number;
    if (other === top) continue;
    const here = matrix[row + other] as number;
    if (here > value || (here === value && other < index && index !== before)) {
      index = other;
      value = here;
    }
  }
  return { index, value };
}

/** Lance-Williams update for the mean: the joined group's likeness to each other one. */
function join(
  a: number,
  b: number,
  active: readonly number[],
  matrix: Float64Array,
  weights: number[],
  n: number,
): void {
  const [kept, gone] = a < b ? [a, b] : [b, a];
  const keptWeight = weights[kept] as number;
  const goneWeight = weights[gone] as number;
  for (const other of active) {
    if (other === kept || other === gone) continue;
    const mean =
      (keptWeight * (matrix[kept * n + other] as number) +
        goneWeight * (matrix[gone * n + other] as number)) /
      (keptWeight + goneWeight);
    matrix[kept * n + other] = matrix[other * n + kept] = mean;
  }
  weights[kept] = keptWeight + goneWeight;
}
