/** Leaves out what a record repeats of a conversation that was forgotten, whatever id the record bears. */

import { isForgottenPrompt, type RecordTimes } from '../store/forgotten.ts';
import type { Store } from '../store/open.ts';
import { type AgentId, isRealPrompt, type ParsedEvent } from '../types.ts';

/** Where a reader of one record stands: behind a forgotten prompt, everything up to the next prompt belongs to it. */
export interface TurnFilter {
  /** Whether events were left out so far. */
  readonly hasLeftOut: boolean;
  /** The events, in the record's order, without those of forgotten turns. */
  keep(events: readonly ParsedEvent[]): ParsedEvent[];
}

/** A filter for one reading of one record. */
export function turnFilter(store: Store, agent: AgentId, times: RecordTimes): TurnFilter {
  let isForgotten = false;
  let hasLeftOut = false;
  const keeps = (event: ParsedEvent): boolean => {
    if (isRealPrompt(event)) {
      isForgotten = isForgottenPrompt(store, agent, event.text ?? '', event.at, times);
    }
    hasLeftOut ||= isForgotten;
    return !isForgotten;
  };
  return {
    get hasLeftOut() {
      return hasLeftOut;
    },
    keep: (events) => events.filter(keeps),
  };
}
