/** Lets a loop sleep until something happens or a time has come. */

/** Timers hold at most this, ms (2^31 - 1). */
const LONGEST_MS = 2_147_483_647;

export interface Wake {
  /** Ends the sleep, or the next one when nobody sleeps. */
  now(): void;
  /** Does the same after so long, ms, for what can wait; once for all calls until a sleep has ended. */
  within(ms: number): void;
  /** Sleeps at most so long, ms. */
  sleep(ms: number): Promise<void>;
}

export function createWake(): Wake {
  let isDue = false;
  let end: (() => void) | null = null;
  let later: NodeJS.Timeout | undefined;
  const now = () => {
    isDue = true;
    end?.();
  };
  return {
    now,
    within: (ms) => {
      later ??= setTimeout(now, ms).unref();
    },
    sleep: async (ms) => {
      if (!isDue) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(Math.max(0, ms), LONGEST_MS));
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      end = null;
      isDue = false;
      // What was to be told later is seen by whoever is awake now.
      clearTimeout(later);
      later = undefined;
    },
  };
}
