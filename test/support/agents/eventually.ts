/** Waiting for what other processes do. */

import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;
/** Far beyond what anything here takes, so that only what never happens fails. */
const PATIENCE_MS = 120_000;

/**
 * Looks again and again until `look` finds something.
 * @param what the thing waited for, for the error
 * @param describe what there was instead
 */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  describe: () => unknown = () => '',
): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`It never happened: ${what}\n${await describe()}`);
    await sleep(POLL_MS);
  }
}
