/** Measures of outcomes against labels, and the rules a user would have instead. */

import { cuesOf } from '../../src/mine/episodes/cues.ts';
import type { Outcome } from '../../src/types.ts';
import { harmonic, ratio } from './grouping.ts';
import type { Label } from './labels.ts';

/** One labelled episode with what each rule says of it. */
export interface JudgedItem {
  session: string;
  labelled: Label['outcome'];
  /** The user's next message after the episode's first turn, null when there is none. */
  reaction: string | null;
  judged: Outcome;
}

export interface OutcomeScores {
  precision: number;
  recall: number;
  f1: number;
}

/** Precision and recall of one outcome; `unclear` labels are left out. */
export function scoreOutcome(
  items: readonly JudgedItem[],
  outcome: 'accepted' | 'corrected',
  rule: (item: JudgedItem) => Outcome,
): OutcomeScores {
  const clear = items.filter(({ labelled }) => labelled !== 'unclear');
  const said = clear.filter((item) => rule(item) === outcome);
  const right = said.filter(({ labelled }) => labelled === outcome).length;
  const precision = ratio(right, said.length);
  const recall = ratio(right, clear.filter(({ labelled }) => labelled === outcome).length);
  return { precision, recall, f1: harmonic(precision, recall) };
}

/** Ours and what it is measured beside. */
export const OUTCOME_RULES: Readonly<Record<string, (item: JudgedItem) => Outcome>> = {
  hivemind: ({ judged }) => judged,
  'majority class': () => 'accepted',
  'cue words of the next message': ({ reaction }) => {
    if (reaction === null) return 'unknown';
    const { refuses, complains, faults, undoes, pastedError } = cuesOf(reaction);
    return refuses || complains || faults || undoes || pastedError ? 'corrected' : 'accepted';
  },
};
