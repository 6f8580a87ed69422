/** How common something is in a kind of work, and how much more than in the project's other work. */

/** What is counted: one member of the kind, or one moment of the project. */
export interface Counted {
  sessionId: string;
}

/** Two sessions at least, whatever the share: what was done once does not recur. */
export const MIN_SESSIONS = 2;
/**
 * Share of the sessions that makes something part of the work. Between .34 and .6 the share of wanted lines hardly changes;
 * see `npm run bench skills`.
 */
const MOST = 0.5;

/** Distinct sessions among these. */
export const sessionsOf = (items: Iterable<Counted>): Set<string> =>
  new Set([...items].map(({ sessionId }) => sessionId));

/** True where `part` of `whole` sessions is most of them. */
export const isMost = (part: number, whole: number, share = MOST): boolean =>
  part >= Math.max(MIN_SESSIONS, Math.ceil(whole * share));

/** Counts of features over groups, each group counted once for a feature. */
export interface Background {
  /** How many moments the project has. */
  size: number;
  /** In how many of them a feature is. */
  holding: ReadonlyMap<string, number>;
}

/** Counts in how many of the groups each feature is. */
export function backgroundOf(groups: Iterable<Iterable<string>>): Background {
  const holding = new Map<string, number>();
  let size = 0;
  for (const features of groups) {
    size += 1;
    for (const feature of new Set(features)) holding.set(feature, (holding.get(feature) ?? 0) + 1);
  }
  return { size, holding };
}

/**
 * How many times as common a feature is in the kind as in all work of the project (the kind's own members are among it).
 * @param own members of the kind that have it, of `all`
 * @returns null where the project has less other work than the kind has members, so that nothing can be said
 */
export function liftOf(
  feature: string,
  own: number,
  all: number,
  { size, holding }: Background,
): number | null {
  if (size < all * 2) return null;
  const known = Math.max(own, holding.get(feature) ?? 0);
  return own / all / (known / size);
}

export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
