/** Average linkage by nearest-neighbour chains: exact, and quadratic in time (Murtagh 1983). */

/** Two nodes of the tree that became one. */
export interface Join {
  /** Nodes: 0 … n - 1 are the n leaves, n + k is the k-th join. */
  left: number;
  right: number;
  /** Mean likeness between the leaves of the two. */
  likeness: number;
}

/**
 * The whole tree of average linkage: n - 1 joins, each behind those that it is made of, the last one the root.
 * @param matrix the likeness of each leaf to each other, n rows; it is used up
 */
export function dendrogram(count: number, matrix: Float64Array): Join[] {
  const nodes = Array.from({ length: count }, (_, leaf) => leaf);
  const sizes = nodes.map(() => 1);
  // Ascending; a list, since it is gone through for each step of a chain.
  const active = [...nodes];
  const joins: Join[] = [];
  const chain: number[] = [];
  while (active.length > 1) {
    if (chain.length === 0) chain.push(active[0] as number);
    const top = chain.at(-1) as number;
    const before = chain.at(-2);
    const { index: nearest, value } = nearestOf(top, before, active, matrix, count);
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [kept, gone] = top < nearest ? [top, nearest] : [nearest, top];
    joins.push({ left: nodes[kept] as number, right: nodes[gone] as number, likeness: value });
    nodes[kept] = count + joins.length - 1;
    active.splice(active.indexOf(gone), 1);
    join(kept, gone, active, matrix, sizes, count);
  }
  return joins;
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
  kept: number,
  gone: number,
  active: readonly number[],
  matrix: Float64Array,
  sizes: number[],
  n: number,
): void {
  const [keptSize, goneSize] = [sizes[kept] as number, sizes[gone] as number];
  for (const other of active) {
    if (other === kept) continue;
    const [own, joined] = [matrix[kept * n + other] as number, matrix[gone * n + other] as number];
    matrix[kept * n + other] = matrix[other * n + kept] =
      (keptSize * own + goneSize * joined) / (keptSize + goneSize);
  }
  sizes[kept] = keptSize + goneSize;
}
