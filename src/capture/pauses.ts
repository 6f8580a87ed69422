/** When the user paused capture, and where. Kept after its end: a hook that ran meanwhile may be read later. */

import { readFileSync } from 'node:fs';
import { HivemindError, messageOf, systemCode } from '../errors.ts';
import { writeFileAtomic } from '../lib/atomic-write.ts';

export interface Pause {
  /** The folder it holds in and below; null for everywhere. */
  root: string | null;
  /** Milliseconds since the epoch. */
  from: number;
  /** Its end, set or yet to come; null while it holds until further notice. */
  until: number | null;
}

/** No record of a hook is read later than this after it was written. */
const KEPT_MS = 90 * 86_400_000;

/**
 * All pauses on record, the oldest first.
 * @throws HivemindError CONFIG_INVALID: without knowing when capture was paused, nothing may be stored
 */
export function readPauses(path: string): Pause[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw unreadable(path, error);
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed) && parsed.every(isPause)) return parsed;
  } catch (error) {
    throw unreadable(path, error);
  }
  throw unreadable(path, null);
}

/** Writes the record, without pauses that ended long ago. The folder must exist. */
export function writePauses(path: string, pauses: readonly Pause[], now: number): void {
  const kept = pauses.filter(({ until }) => until === null || until > now - KEPT_MS);
  writeFileAtomic(path, `${JSON.stringify(kept, null, 2)}\n`, 0o600);
}

/** The pause that holds in `folder` at some time from `from` to `to` (ms since the epoch), or null. */
export function pauseBetween(
  pauses: readonly Pause[],
  folder: string | null,
  from: number,
  to: number,
): Pause | null {
  const holds = (pause: Pause) =>
    coversFolder(pause, folder) && pause.from <= to && (pause.until === null || pause.until > from);
  return pauses.find(holds) ?? null;
}

/** Whether a pause is about this folder. A session that names none is taken to be anywhere. */
export function coversFolder({ root }: Pause, folder: string | null): boolean {
  return root === null || folder === null || folder === root || folder.startsWith(`${root}/`);
}

function isPause(value: unknown): value is Pause {
  if (typeof value !== 'object' || value === null) return false;
  const { root, from, until } = value as Record<string, unknown>;
  const isRoot = root === null || typeof root === 'string';
  return isRoot && typeof from === 'number' && (until === null || typeof until === 'number');
}

function unreadable(path: string, cause: unknown): HivemindError {
  const why = cause === null ? 'it is no list of pauses' : messageOf(cause);
  return new HivemindError('CONFIG_INVALID', `${path} cannot be read: ${why}.`, {
    hint: 'Remove it; then nothing is paused',
    cause,
  });
}
