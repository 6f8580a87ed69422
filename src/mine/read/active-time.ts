/** How long a person was held by a piece of work. */

/** A longer pause is no work: between the idle limits of ActivityWatch (3 minutes) and WakaTime (15 minutes). */
const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * Milliseconds of work between the events, each pause counted up to five minutes.
 * @param times ms since the epoch, ascending
 */
export function activeMs(times: readonly number[]): number {
  return times
    .slice(1)
    .reduce(
      (sum, time, index) => sum + Math.min(LONGEST_PAUSE_MS, Math.max(0, time - (times[index] ?? time))),
      0,
    );
}
