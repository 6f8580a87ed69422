/** Which commands a skill has no use for: they only look around, or mean nothing on another machine. */

import { doesOf, isAsking } from '../../commands/deeds.ts';

/**
 * True for a command that only looks around, and for one that can mean nothing elsewhere: it names a folder of one machine,
 * or held a secret. What a code host shows is a step: it is what the work is about.
 */
export function isLooking(words: readonly string[]): boolean {
  const plain = words.filter((word) => !/^\w+=/.test(word));
  const [program] = plain;
  if (program === undefined || isAsking(plain) || /[$`*]/.test(program)) return true;
  if (words.some((word) => OWN_FOLDER.test(word) || MASKED.test(word))) return true;
  if (words.includes('|') || program === 'gh' || program === 'glab') return false;
  if (program === 'git' && words.some((word) => /\w\.\.\.?\w/.test(word))) return false;
  return ['look', 'say', 'tidy'].includes(doesOf(plain));
}

/** Absolute paths below somebody's home or a temporary folder. */
export const OWN_FOLDER =
  /(?:^|[=:"'])(?:~|\/(?:home|Users|root|tmp|private|var\/folders|mnt|media|Volumes)(?=\/|$)|[A-Za-z]:\\)/;

/** What stands in the store for a secret, or for what the user kept private. */
export const MASKED = /«(?:secret:|private)|\bREDACTED\b/;
