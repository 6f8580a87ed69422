/** Recognises a line of code again without keeping its text. */

import { createHash } from 'node:crypto';

/** Shorter lines (`}`, `return;`) are everywhere and tell nothing. */
const MIN_TELLING_LENGTH = 8;

/**
 * A short one-way hash of a line: 8 hex digits (32 bits: among a repository's 10⁵ lines, a line that is not there is
 * taken for one with a chance of 1 in 40,000). White space around the line does not count.
 * @returns null for lines too short to tell anything
 */
export function lineHash(line: string): string | null {
  const text = line.trim();
  return text.length < MIN_TELLING_LENGTH ? null : createHash('sha1').update(text).digest('hex').slice(0, 8);
}
