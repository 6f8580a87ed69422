/** Groups episodes into kinds of work: k-means partitions, then only cohesive groups are kept. */

import type { Episode } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import { slashCommand } from '../read/turns.ts';
import { adopt } from './adopt.ts';
import { agreementIn, meanLikeness } from './agreement.ts';
import { featuresOf } from './features.ts';
import { GROUPING, type GroupingRules } from './grouping-rules.ts';
import { averageLinkage } from './linkage.ts';
import { partitions } from './partition.ts';
import { type SemanticVectors, semanticView, withView } from './semantic.ts';
import { spaceOf } from './space.ts';
import { products, type SparseVector, sumOf } from './sparse.ts';

/** Episodes as alike as this are of one kind whatever else the project holds. */
const SURE = 0.6;
/** Beyond this many their pairs are too many to compare. */
const MAX_COMPARED = 1_200;
/** Beyond this many episodes a stray stays alone. */
const MAX_ADOPTING = 20_000;

/**
 * The kinds of work among the episodes, each as a list of two or more; everything else is left alone.
 * The result does not depend on the order of the input. k-means cuts the episodes into partitions, so that the
 * pairwise step stays small; average linkage splits each partition into cohesive groups; groups that k-means cut apart
 * are joined again by the same measure. A group stays when it is clear and several views agree on it.
 * @param semantic an embedding model's vectors by the episodes' ids, where the user named a model
 */
export function clusterEpisodes(
  episodes: readonly Episode[],
  rules: GroupingRules = GROUPING,
  semantic: SemanticVectors | null = null,
): Episode[][] {
  const ordered = episodes.filter(saysSomething).sort((a, b) => (a.id < b.id ? -1 : 1));
  const space = spaceOf(ordered.map(featuresOf), rules.views);
  const view = semanticView(ordered, semantic);
  const vectors = view === null ? space.vectors : withView(space.vectors, view);
  const vectorsOf = (group: readonly number[]) => group.map((index) => vectors[index] as SparseVector);
  const agreed = agreementIn(space, view);
  return cohesiveGroups(vectors, rules.cohesion)
    .flatMap((group) => partByCommand(group, (index) => slashCommand(ordered[index]?.prompt ?? '')))
    .filter((group) => isClear(vectorsOf(group), rules) && agreed(group))
    .map((group) => group.map((index) => ordered[index] as Episode).sort(byTime));
}

/** A request without a word ("7", "yes") does not tell what kind of work it opened. */
const saysSomething = ({ prompt, memory }: Episode) =>
  slashCommand(prompt) !== null || termsOf(memory.goal).length > 0;

/**
 * Parts a group so that none holds two different slash commands: a command that the user typed names its kind. What was asked
 * in words stays with the most frequent command.
 */
function partByCommand(group: readonly number[], commandOf: (index: number) => string | null): number[][] {
  const parts = new Map<string | null, number[]>();
  for (const index of group) {
    const command = commandOf(index);
    parts.set(command, [...(parts.get(command) ?? []), index]);
  }
  const inWords = parts.get(null) ?? [];
  parts.delete(null);
  const [main = [], ...others] = [...parts.values()].sort(
    (a, b) => b.length - a.length || (a[0] as number) - (b[0] as number),
  );
  return [[...main, ...inWords], ...others];
}

const byTime = (a: Episode, b: Episode) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);

/** Whether the mean likeness of a group's members is enough for the number of comparisons behind it. */
function isClear(members: readonly SparseVector[], { cohesion, clearer }: GroupingRules): boolean {
  const comparisons = (members.length * (members.length - 1)) / 2;
  return comparisons > 0 && meanLikeness(members) >= cohesion + clearer / Math.sqrt(comparisons);
}

/**
 * Groups of indices into `vectors`; singletons included. Inside the partitions only what is surely alike is joined first, so
 * that where k-means happened to cut does not matter, and the rest across them. Where there are too many episodes to compare
 * across, each partition is joined for itself, and then groups and strays find their like in others.
 */
export function cohesiveGroups(vectors: readonly SparseVector[], threshold: number): number[][] {
  const parts = partitions(vectors).map((part) => part.map((index) => [index]));
  if (vectors.length <= MAX_COMPARED) {
    const sure = parts.flatMap((part) => join(part, vectors, SURE));
    return join(sure, vectors, threshold);
  }
  const groups = parts.flatMap((part) => join(part, vectors, threshold));
  const pairs = groups.filter((group) => group.length > 1);
  const strays = groups.filter((group) => group.length === 1);
  const mended = pairs.length <= MAX_COMPARED ? join(pairs, vectors, threshold) : pairs;
  return vectors.length <= MAX_ADOPTING
    ? adopt(mended, strays.flat(), vectors, threshold)
    : [...mended, ...strays];
}

/** Average linkage of groups. The mean likeness of two is the product of their sums over their sizes. */
function join(groups: readonly number[][], vectors: readonly SparseVector[], threshold: number): number[][] {
  const sums = groups.map((group) => sumOf(group.map((index) => vectors[index] as SparseVector)));
  const sizes = groups.map((group) => group.length);
  const product = products(sums);
  const mean = (a: number, b: number) => product(a, b) / ((sizes[a] as number) * (sizes[b] as number));
  return averageLinkage(sizes, mean, threshold).map((list) =>
    list.flatMap((index) => groups[index] as number[]).sort((a, b) => a - b),
  );
}
