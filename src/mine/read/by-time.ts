/** The order in which work began. */

import type { Episode } from '../../types.ts';

/** Compares for the oldest first, of two of one instant the smaller id: the same in every run. */
export const byTime = (a: Pick<Episode, 'id' | 'startedAt'>, b: Pick<Episode, 'id' | 'startedAt'>): number =>
  a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);
