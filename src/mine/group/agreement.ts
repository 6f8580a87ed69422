/**
 * Whether a group is one kind of work in several respects: episodes that share only their subject, or only the files they
 * touch, look alike in one view and not in the others.
 */

import type { View } from './features.ts';
import { type Space, UNSEEN_EPISODES } from './space.ts';
import { dot, type SparseVector, slice, sumOf } from './sparse.ts';

/** Standard deviations above the usual likeness at which a view agrees, and at which it does so clearly. */
const AGREES = 1;
const CLEARLY = 1.5;
/** Of the views besides the request one may fail: exports lack tool calls, some agents say nothing before they start. */
const OTHERS_TO_AGREE = 2;
/** Nearly the same: enough however alike the whole project is. */
const ALIKE = 0.85;
/** Pairs of episodes looked at to learn what likeness is usual. */
const SAMPLED_PAIRS = 20_000;

/**
 * Tells of a group, given by indices into the space's vectors, whether enough views see one kind of work in it: clearly the
 * user's own words, or what a model takes them to mean, and at least two others; or, whatever the words, clearly both what the
 * agent made of them and what it did.
 * @param semantic a model's unit vectors of the requests, in the same order; null where there is none
 */
export function agreementIn(
  space: Space,
  semantic: readonly SparseVector[] | null = null,
): (group: readonly number[]) => boolean {
  const inView = (view: View) => agreementOf(partsOf(space, view), space.weights[view]);
  const words = inView('request');
  const meaning = semantic === null ? null : agreementOf(semantic, 1);
  const request = (group: readonly number[]) => Math.max(words(group), meaning?.(group) ?? words(group));
  const [intent, account, work] = [inView('intent'), inView('account'), inView('work')];
  return (group) => {
    const deeds = [account(group), work(group)];
    if (request(group) < CLEARLY) return deeds.every((deviation) => deviation >= CLEARLY);
    return [intent(group), ...deeds].filter((deviation) => deviation >= AGREES).length >= OTHERS_TO_AGREE;
  };
}

function partsOf({ vectors, ranges }: Space, view: View): SparseVector[] {
  const [from, to] = ranges[view];
  return vectors.map((vector) => slice(vector, from, to));
}

/**
 * For one view: by how many standard deviations a group is more alike than is usual in the project.
 * @param weight the likeness of a full match
 */
function agreementOf(parts: readonly SparseVector[], weight: number): (group: readonly number[]) => number {
  const usual = usualLikeness(parts);
  return (group) => {
    const likeness = meanLikeness(group.map((index) => parts[index] as SparseVector));
    if (likeness >= ALIKE * weight) return Number.POSITIVE_INFINITY;
    return (likeness - usual.mean) / Math.max(usual.deviation, Number.EPSILON);
  };
}

/** Mean likeness of all pairs; 0 where there is none. */
export function meanLikeness(members: readonly SparseVector[]): number {
  const comparisons = (members.length * (members.length - 1)) / 2;
  if (comparisons === 0) return 0;
  const sum = sumOf(members);
  const own = members.reduce((total, vector) => total + dot(vector, vector), 0);
  return (dot(sum, sum) - own) / 2 / comparisons;
}

/** Mean and standard deviation of the likeness of two episodes of the project, evenly drawn, and of unseen ones. */
function usualLikeness(parts: readonly SparseVector[]): { mean: number; deviation: number } {
  const count = parts.length;
  const strides = Math.min(Math.floor(count / 2), Math.ceil(SAMPLED_PAIRS / count));
  let [pairs, sum, squares] = [0, 0, 0];
  for (let number = 1; number <= strides; number += 1) {
    const stride = Math.max(number, Math.floor((number * count) / 2 / strides));
    for (let at = 0; at < count; at += 1) {
      const likeness = dot(parts[at] as SparseVector, parts[(at + stride) % count] as SparseVector);
      pairs += 1;
      sum += likeness;
      squares += likeness ** 2;
    }
  }
  const all = count + UNSEEN_EPISODES;
  // The unseen episodes are like none, so their pairs only make the mean smaller.
  const share = (count * (count - 1)) / (all * (all - 1)) / Math.max(1, pairs);
  const mean = sum * share;
  return { mean, deviation: Math.sqrt(Math.max(0, squares * share - mean ** 2)) };
}
