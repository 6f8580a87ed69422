/** Intervals by resampling sessions: episodes of one session are not independent of one another. */

import { quantile } from '../report/stats.ts';

const RESAMPLES = 200;
const SEED = 20_260;

/** A seeded generator of numbers from 0 to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The 95 % interval of `measure` over sessions drawn with replacement. */
export function interval<T extends { session: string }>(
  items: readonly T[],
  measure: (sample: T[]) => number,
): [number, number] {
  const sessions = [...new Set(items.map(({ session }) => session))];
  const bySession = new Map(
    sessions.map((session) => [session, items.filter((item) => item.session === session)]),
  );
  const random = seededRandom(SEED);
  const values = Array.from({ length: RESAMPLES }, () => {
    const sample = sessions.flatMap((_, draw) => {
      const session = sessions[Math.floor(random() * sessions.length)] as string;
      return (bySession.get(session) ?? []).map((item) => ({ ...item, draw }));
    });
    return measure(sample);
  });
  return [quantile(values, 0.025), quantile(values, 0.975)];
}
