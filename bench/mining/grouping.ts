/** Measures of a grouping against labelled kinds: pairs, BCubed, families found. */

/** One labelled episode with what was said of it and where it was put. */
export interface Item {
  project: string;
  session: string;
  family: string;
  /** Its cluster; a name of its own when it is in none. */
  cluster: string;
  /** Which time a session was drawn, when resampled: an episode is no pair with its own copy. */
  draw?: number;
}

export interface Grouping {
  pairPrecision: number;
  pairRecall: number;
  pairF1: number;
  bcubedF1: number;
  /** The mean of that over the projects. */
  macroBcubed: number;
  /** Families seen in three or more sessions, and those of them that have a pure cluster of three sessions. */
  families: number;
  found: number;
  /** Clusters of three or more sessions, and those that are pure. */
  clusters: number;
  pure: number;
  /** Families with a pure cluster of three sessions that holds half of them or more. */
  useful: number;
  /** Harmonic mean of the share of pure clusters and of useful families: what a user would have of it. */
  skillF: number;
}

const FOUND_SESSIONS = 3;
const PURE_SHARE = 0.75;
const USEFUL_SHARE = 0.5;

/** Families and clusters are only ever compared inside one project. */
export function measureGrouping(items: readonly Item[]): Grouping {
  const pooled = measurePairs(items);
  const projects = [...groupBy(items, ({ project }) => project).values()];
  const macroBcubed = projects.reduce((sum, own) => sum + measurePairs(own).bcubedF1, 0) / projects.length;
  return { ...pooled, macroBcubed, ...measureFamilies(items) };
}

function measurePairs(items: readonly Item[]) {
  const pairs = { both: 0, cluster: 0, family: 0 };
  const bcubed = { precision: 0, recall: 0 };
  for (const [at, a] of items.entries()) {
    let both = 1;
    let cluster = 1;
    let family = 1;
    for (const [other, b] of items.entries()) {
      if (other === at || a.project !== b.project || isCopy(a, b)) continue;
      const sameCluster = a.cluster === b.cluster;
      const sameFamily = a.family === b.family;
      both += Number(sameCluster && sameFamily);
      cluster += Number(sameCluster);
      family += Number(sameFamily);
    }
    pairs.both += both - 1;
    pairs.cluster += cluster - 1;
    pairs.family += family - 1;
    bcubed.precision += both / cluster / items.length;
    bcubed.recall += both / family / items.length;
  }
  const pairPrecision = ratio(pairs.both, pairs.cluster);
  const pairRecall = ratio(pairs.both, pairs.family);
  return {
    pairPrecision,
    pairRecall,
    pairF1: harmonic(pairPrecision, pairRecall),
    bcubedF1: harmonic(bcubed.precision, bcubed.recall),
  };
}

const isCopy = (a: Item, b: Item) => a.session === b.session && a.draw !== b.draw;

function measureFamilies(items: readonly Item[]) {
  const families = groupBy(items, familyOf);
  const clusters = groupBy(items, ({ project, cluster }) => `${project} ${cluster}`);
  const recurring = [...families].filter(([, members]) => sessionsOf(members) >= FOUND_SESSIONS);
  const large = [...clusters.values()].filter((members) => sessionsOf(members) >= FOUND_SESSIONS);
  const owned = large.map((members) => ({ members, owner: ownerOf(members) }));
  const pure = owned.filter(({ owner }) => owner !== null);
  const found = recurring.filter(([name]) => pure.some(({ owner }) => owner === name));
  const useful = found.filter(([name, family]) =>
    pure.some(
      ({ owner, members }) =>
        owner === name &&
        members.filter((item) => familyOf(item) === name).length >= USEFUL_SHARE * family.length,
    ),
  );
  return {
    families: recurring.length,
    found: found.length,
    clusters: large.length,
    pure: pure.length,
    useful: useful.length,
    skillF: harmonic(ratio(pure.length, large.length), ratio(useful.length, recurring.length)),
  };
}

const familyOf = ({ project, family }: Item) => `${project} ${family}`;

/** The family that a cluster belongs to, null when it is mixed. */
function ownerOf(members: readonly Item[]): string | null {
  for (const [name, own] of groupBy(members, familyOf)) {
    if (own.length / members.length >= PURE_SHARE) return name;
  }
  return null;
}

const sessionsOf = (items: readonly Item[]) => new Set(items.map(({ session }) => session)).size;

export const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
export const harmonic = (a: number, b: number) => (a + b === 0 ? 0 : (2 * a * b) / (a + b));

export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
