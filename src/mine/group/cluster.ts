/** Groups moments into kinds of work: one tree of likeness, of which those nodes are taken that stand out. */

import type { Episode } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import { byTime } from '../read/by-time.ts';
import { slashCommand } from '../read/turns.ts';
import { adopt } from './adopt.ts';
import { kindsIn } from './descent.ts';
import { featuresOf } from './features.ts';
import { GROUPING, type GroupingRules } from './grouping-rules.ts';
import { joinAlike, joinSameWork } from './join-alike.ts';
import { dendrogram } from './linkage.ts';
import { partitions } from './partition.ts';
import { type SemanticVectors, semanticView, withView } from './semantic.ts';
import { type Separation, separationIn } from './separation.ts';
import { variesIn } from './shared-deeds.ts';
import { spaceOf } from './space.ts';
import { productsOf, type SparseVector } from './sparse.ts';

/** So many are compared pair by pair: it takes time and memory by their square. */
const MAX_COMPARED = 5_000;
/** Moments as alike as this are of one kind whatever else the project holds. */
const SURE = 0.6;

/** Moments that are the same kind of work. */
export interface Kind {
  /** Two or more, oldest first. */
  moments: Episode[];
  /** What was done in them has no more in common than with any other work: they share a subject, not a way of working. */
  varies: boolean;
}

/**
 * The kinds of work among moments (episodes, and what was asked later in one); everything else is left alone. The result does
 * not depend on the order of the input.
 * @param semantic an embedding model's vectors by the moments' ids, where the user named a model
 */
export function clusterMoments(
  moments: readonly Episode[],
  rules: GroupingRules = GROUPING,
  semantic: SemanticVectors | null = null,
): Kind[] {
  const ordered = moments.filter(saysSomething).sort((a, b) => (a.id < b.id ? -1 : 1));
  const features = featuresOf(ordered);
  const space = spaceOf(features, rules.views);
  const varies = variesIn(features);
  const view = semanticView(ordered, semantic);
  const vectors = view === null ? space.vectors : withView(space.vectors, view);
  const separate = separationIn(space, view);
  const groups = groupsAmong(ordered, vectors, separate, rules);
  const kinds = joinSameWork(groups, ordered, space, rules.sameWork)
    .flatMap((group) => partByCommand(group, (index) => slashCommand(ordered[index]?.prompt ?? '')))
    .filter(
      (group) =>
        group.length > 1 &&
        group.filter((index) => isTalk(ordered[index] as Episode)).length * 2 <= group.length,
    );
  return withoutParts(kinds, ordered).map((group) => ({
    moments: group.map((index) => ordered[index] as Episode).sort(byTime),
    varies: group.some((index) => (ordered[index]?.steps.length ?? 0) > 0) && varies(group),
  }));
}

/** A request without a word ("8", "…") tells its kind by what was done about it, if anything was. */
const saysSomething = ({ prompt, memory, steps }: Episode) =>
  slashCommand(prompt) !== null || steps.length > 0 || termsOf(memory.goal).length > 0;

/**
 * Kinds as lists of indices. Where there are too many moments for one tree, k-means cuts them into partitions with a tree each;
 * then kinds that were cut apart are joined, and what stayed alone joins the kind that it is like.
 */
function groupsAmong(
  ordered: readonly Episode[],
  vectors: readonly SparseVector[],
  separate: (group: readonly number[]) => Separation,
  rules: GroupingRules,
): number[][] {
  const kindsAmong = (indices: readonly number[]): number[][] => {
    const at = (leaf: number) => indices[leaf] as number;
    const own = indices.map((index) => vectors[index] as SparseVector);
    const joins = dendrogram(own.length, productsOf(own));
    const sessionOf = (leaf: number) => ordered[at(leaf)]?.sessionId ?? '';
    const separateLeaves = (leaves: readonly number[]) => separate(leaves.map(at));
    return kindsIn(joins, indices.length, sessionOf, separateLeaves, rules).map((kind) => kind.map(at));
  };
  const all = ordered.map((_, index) => index);
  if (all.length <= MAX_COMPARED) return kindsAmong(all);
  const kinds = joinAlike(partitions(vectors).flatMap(kindsAmong), vectors, SURE);
  const placed = new Set(kinds.flat());
  const strays = all.filter((index) => !placed.has(index));
  return adopt(kinds, strays, vectors, SURE);
}

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

const isTalk = ({ within, steps }: Episode) => within !== undefined && steps.length === 0;

/** Leaves out kinds of later turns that all stand in the episodes of one other kind: they are a part of that work. */
function withoutParts(groups: readonly (readonly number[])[], ordered: readonly Episode[]) {
  const groupOf = new Map(
    groups.flatMap((group, number) => group.map((index) => [ordered[index]?.id, number] as const)),
  );
  return groups.filter((group, number) => {
    const around = new Set(group.map((index) => groupOf.get(ordered[index]?.within?.episodeId)));
    const [only] = around;
    return around.size > 1 || only === undefined || only === number;
  });
}
