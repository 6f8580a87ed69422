/** The few numbers by which episodes and later turns are grouped. */

import type { View } from './features.ts';

export interface GroupingRules {
  /** What a full match in each view adds to the likeness of two moments; together 1. */
  views: Readonly<Record<View, number>>;
  /** Mean likeness at which the two halves of a kind of work are joined at least. */
  least: number;
  /** The same for what two sessions alone show: it rests on little. */
  leastOfTwo: number;
  /** From this likeness on a kind need be less separate from what lies outside. */
  alike: number;
  /** Standard deviations by which a kind is separate in a view: loosely, and as is asked of kinds below `alike`. */
  loosely: number;
  clearly: number;
  /** What part of a full match in the work makes two kinds one, whatever their words. */
  sameWork: number;
}

/**
 * Chosen on hand-labelled episodes and on the skills that careful owners wanted, each in the middle of where the figures
 * hardly change; what each project left out would have chosen is part of `npm run bench mining`. The user's words and the
 * agent's tell kinds apart best, deeds least.
 */
export const GROUPING: GroupingRules = {
  views: { request: 0.4, intent: 0.2, account: 0.3, work: 0.1 },
  least: 0.22,
  leastOfTwo: 0.38,
  alike: 0.28,
  loosely: 1,
  clearly: 2,
  sameWork: 0.85,
};
