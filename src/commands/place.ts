/** Where commands run: what `cd` changes, and what `set -e` makes of a row of commands. */

import { posix } from 'node:path';
import type { Word } from './command-line.ts';

/**
 * The folder after `cd web` or `pushd web`, from where the line began: relative until something absolute or unknown is gone to.
 * @returns null for any other command
 */
export function placeAfter(words: readonly Pick<Word, 'value'>[], place: string): string | null {
  const [program, ...rest] = words.map(({ value }) => value);
  if (program !== 'cd' && program !== 'pushd' && program !== 'popd') return null;
  const target = rest.find((word) => !/^-[A-Za-z-]/.test(word)) ?? (program === 'cd' ? '~' : '-');
  return target === '-' || program === 'popd' ? '' : placeIn(place, target);
}

/** `target` as seen from where the line began, when it is named in `place`; one that is absolute or expanded stays as it is. */
export function placeIn(place: string, target: string): string {
  if (/^[/~$]|^[A-Za-z]:/.test(target)) return target;
  return posix.join(place, target).replace(/^\.$|\/$/, '');
}

/** `set -e`, after which each command must succeed for the script to go on. */
export function isStrict(words: readonly Pick<Word, 'value'>[]): boolean {
  const [program, ...flags] = words.map(({ value }) => value);
  return program === 'set' && flags.some((flag) => /^-[a-z]*e[a-z]*$/.test(flag) || flag === 'errexit');
}
