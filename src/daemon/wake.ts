/** Lets a loop sleep until something happens or a time has come. */

/** Timers hold at most this, ms (2^31 - 1). */
const LONGEST_MS = 2_147_483_647;

export interface Wake {
  /** Ends the sleep, or the next one when nobody sleeps. */
  now(): void;
  /** Sleeps at most so long, ms. */
  sleep(ms: number): Promise<void>;
}

export function createWake(): Wake {
  let isDue = false;
  let end: (() => void) | null = null;
  return {
    now: () => {
      isDue = true;
      end?.();
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
    },
  };
}
