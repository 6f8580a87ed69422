/** Says what a skill is expected to save. */

import type { ListedCandidate } from '../../views/ledger.ts';

/** Minutes that round to none over months are not worth a number. */
const NOTHING = 0.5;

/** `would save about 1.5 min each time, 30 min over the next months`, from minutes each time and in all. */
export const wouldSave = ({
  minutesSaved,
  score,
}: Pick<ListedCandidate, 'minutesSaved' | 'score'>): string =>
  score < NOTHING
    ? 'would save hardly any time'
    : `would save about ${minutesSaved.toFixed(1)} min each time, ${score.toFixed(0)} min over the next months`;
