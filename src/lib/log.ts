/** A log file that cannot grow without bound. Lines hold ids, counts and reasons; never text from a session. */

import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Beyond this the file becomes `<name>.1`, in place of the one before. */
const MAX_BYTES = 1_000_000;

/** Appends one line with its time. A log that cannot be written is no reason to stop. */
export function appendLog(path: string, now: number, line: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > MAX_BYTES) renameSync(path, `${path}.1`);
    const text = line.replace(/\s+/g, ' ').trim();
    appendFileSync(path, `${new Date(now).toISOString()} ${text}\n`, { mode: 0o600 });
  } catch {
    // The disk is full or the folder is not ours: there is no other place to say so.
  }
}
