/** Reads moments and durations as options name them. */

import { HivemindError } from '../../errors.ts';

const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * Milliseconds since the epoch for a duration back from now (`30m`, `12h`, `7d`, `2w`), a local day (`2026-03-09`) or an
 * ISO 8601 moment.
 * @throws HivemindError USAGE
 */
export function parseSince(text: string, now: number): number {
  const duration = durationOf(text);
  if (duration !== null) return now - duration;
  // Without a zone, JavaScript reads a bare day as UTC but a day with a time as local: we mean local days.
  const at = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text);
  if (/^\d{4}-/.test(text) && !Number.isNaN(at)) return at;
  throw new HivemindError('USAGE', `${JSON.stringify(text)} is no moment.`, {
    hint: 'Write a duration (7d, 12h), a day (2026-03-09) or an ISO 8601 time',
  });
}

/**
 * Milliseconds of a duration: `30m`, `12h`, `7d`, `2w`.
 * @throws HivemindError USAGE
 */
export function parseDuration(text: string): number {
  const duration = durationOf(text);
  if (duration !== null && duration > 0) return duration;
  throw new HivemindError('USAGE', `${JSON.stringify(text)} is no duration.`, {
    hint: 'Write one as in 30m, 12h, 7d or 2w',
  });
}

function durationOf(text: string): number | null {
  const [, number, unit] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  return number === undefined ? null : Number(number) * UNITS_MS[unit as keyof typeof UNITS_MS];
}
