/**
 * Whether the past already held what later work needed: the distinctive commands, files and corrections of each later episode,
 * against those of the past work it is most like, by its request alone.
 */

import { templateHead } from '../../src/commands/template.ts';
import { clusterMoments } from '../../src/mine/group/cluster.ts';
import { featuresOf } from '../../src/mine/group/features.ts';
import { spaceOf } from '../../src/mine/group/space.ts';
import { dot, type SparseVector, sumOf } from '../../src/mine/group/sparse.ts';
import type { Episode } from '../../src/types.ts';
import { termsOf } from '../../src/words/terms.ts';
import { ratio } from './grouping.ts';

/** The past is this share of a project's episodes, by time. */
const PAST = 0.6;
/** Commands and files that more than this share of the past's episodes have are the project's, not the work's. */
const COMMON = 0.2;
/** The latest session counts as similar from this likeness on; half of the features are not known before work starts. */
const SIMILAR = 0.15;
/** More than this many things at once help nobody. */
const FORETOLD = 5;
const RULE_TERMS = 8;

export interface Foresight {
  /** Later episodes that needed something distinctive. */
  later: number;
  /** Of those, for how many something was foretold, and something right. */
  foretold: number;
  hit: number;
  /** Things foretold, and those of them that were needed. */
  things: number;
  right: number;
}

export const FORETELLERS = {
  'hivemind: like past work': byLikeness,
  'hivemind: best candidate alone': byKind,
  "the project's most frequent": byFrequency,
  'the latest similar session': byNeighbour,
} as const satisfies Record<string, Foreteller>;

/** What a later episode is expected to need. */
type Foreteller = (past: readonly Episode[], later: Episode) => Set<string>;

/** Counts over the episodes of one project. */
export function measureForesight(episodes: readonly Episode[], foretell: Foreteller): Foresight {
  const ordered = [...episodes].sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  const past = ordered.slice(0, Math.floor(ordered.length * PAST));
  const common = commonThings(past);
  const counts: Foresight = { later: 0, foretold: 0, hit: 0, things: 0, right: 0 };
  for (const later of ordered.slice(past.length)) {
    const needed = new Set(thingsOf(later).filter((thing) => !common.has(thing)));
    if (needed.size === 0) continue;
    const expected = [...foretell(past, later)].filter((thing) => !common.has(thing));
    const right = expected.filter((thing) => needed.has(thing)).length;
    counts.later += 1;
    counts.foretold += Number(expected.length > 0);
    counts.hit += Number(right > 0);
    counts.things += expected.length;
    counts.right += right;
  }
  return counts;
}

export const hitRate = ({ hit, later }: Foresight) => ratio(hit, later);
export const precision = ({ right, things }: Foresight) => ratio(right, things);

/** The commands an episode ran, the files it changed, the errors it got past and the rules its user stated. */
function thingsOf({ steps, memory }: Episode): string[] {
  const things = steps.flatMap(({ kind, template, edits }) =>
    kind === 'command' ? template.split(' && ').map(templateHead) : edits.map(({ path }) => path),
  );
  const errors = memory.fixes.map(({ errorSignature }) => `error ${errorSignature}`);
  const rules = memory.preferences.map(({ text }) => `rule ${termsOf(text).slice(0, RULE_TERMS).join(' ')}`);
  return [...new Set([...things, ...errors, ...rules])];
}

function spreadOf(episodes: readonly Episode[]): Map<string, number> {
  const spread = new Map<string, number>();
  for (const thing of episodes.flatMap(thingsOf)) spread.set(thing, (spread.get(thing) ?? 0) + 1);
  return spread;
}

function commonThings(past: readonly Episode[]): Set<string> {
  return new Set(
    [...spreadOf(past)].filter(([, count]) => count > past.length * COMMON).map(([thing]) => thing),
  );
}

/** What is known of a later episode before it starts to work: its request alone. */
const asAsked = (episode: Episode): Episode => ({
  ...episode,
  steps: [],
  memory: { ...episode.memory, approach: null, result: null },
});

interface Asked {
  past: SparseVector[];
  request: SparseVector;
}

const placed = new WeakMap<Episode, Asked>();

/** The past and the request of a later episode in one space, made once. */
function ask(past: readonly Episode[], later: Episode): Asked {
  const known = placed.get(later);
  if (known !== undefined) return known;
  const { vectors } = spaceOf(featuresOf([...past, asAsked(later)]));
  const asked = { past: vectors.slice(0, -1), request: vectors.at(-1) as SparseVector };
  placed.set(later, asked);
  return asked;
}

/** What past work did, each episode weighing by the square of its likeness to the request, and how usual it is in the project. */
function byLikeness(past: readonly Episode[], later: Episode): Set<string> {
  const asked = ask(past, later);
  const weights = asked.past.map((vector) => dot(vector, asked.request) ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, Number.EPSILON);
  const scores = new Map<string, number>();
  for (const [index, episode] of past.entries()) {
    const score = (weights[index] as number) / total + 1 / past.length;
    for (const thing of thingsOf(episode)) scores.set(thing, (scores.get(thing) ?? 0) + score);
  }
  return highest(scores, commonThings(past));
}

/** What the most alike kind of work holds. */
function byKind(past: readonly Episode[], later: Episode): Set<string> {
  const asked = ask(past, later);
  const place = new Map(past.map((episode, index) => [episode.id, index]));
  let best: { cluster: readonly Episode[]; likeness: number } = { cluster: [], likeness: 0 };
  for (const cluster of clustersOf(past)) {
    const sum = sumOf(cluster.map(({ id }) => asked.past[place.get(id) as number] as SparseVector));
    const likeness = dot(sum, asked.request) / cluster.length;
    if (likeness > best.likeness) best = { cluster, likeness };
  }
  return highest(spreadOf(best.cluster), commonThings(past));
}

/** The five things with the highest counts that are not the whole project's. */
function highest(counts: ReadonlyMap<string, number>, common: ReadonlySet<string>): Set<string> {
  const rest = [...counts]
    .filter(([thing]) => !common.has(thing))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Set(rest.slice(0, FORETOLD).map(([thing]) => thing));
}

const mined = new WeakMap<Episode, Episode[][]>();

/** The past's kinds of work, mined once. */
function clustersOf(past: readonly Episode[]): Episode[][] {
  const [first] = past;
  if (first === undefined) return [];
  const clusters = mined.get(first) ?? clusterMoments(past).map(({ moments }) => moments);
  mined.set(first, clusters);
  return clusters;
}

function byFrequency(past: readonly Episode[]): Set<string> {
  return highest(spreadOf(past), commonThings(past));
}

function byNeighbour(past: readonly Episode[], later: Episode): Set<string> {
  const asked = ask(past, later);
  const latest = past.findLast(
    (_, index) => dot(asked.past[index] as SparseVector, asked.request) >= SIMILAR,
  );
  return new Set(latest === undefined ? [] : thingsOf(latest));
}
