/** Whether one command does in another way what another one does: by another program, or with a flag more. */

import { doesOf } from './deeds.ts';
import { meaningOf } from './stem.ts';

/** What a command is known by when ways of doing are compared: its program and action, and its flags without their values. */
export function wayOf(words: readonly string[]): string {
  const { stem } = meaningOf(words);
  return [...stem, ...flagsOf(words)].join(' ');
}

const flagsOf = (words: readonly string[]): string[] => [
  ...new Set(words.filter((word) => /^--?[A-Za-z]/.test(word)).map((word) => word.replace(/=.*$/, ''))),
];

/**
 * True where `newer` is the job of `older` done otherwise: `uv pip install x` for `pip install x`, `pnpm test` for `npm test`,
 * `git commit -s` for `git commit`. What only looks, and a check that is narrowed or widened, are other questions, not other ways.
 */
export function replaces(newer: readonly string[], older: readonly string[]): boolean {
  const [after, before] = [meaningOf(newer).stem, meaningOf(older).stem];
  if (doesOf(newer) === 'look' || doesOf(older) === 'look') return false;
  if (after.join(' ') !== before.join(' ')) return after[0] !== before[0] && sharesAction(after, before);
  if (doesOf(newer) === 'check') return false;
  const [own, others] = [flagsOf(newer), flagsOf(older)];
  return own.length > others.length && others.every((flag) => own.includes(flag));
}

/** The same action of two programs, or a program that another one starts: `npm test` and `pnpm test`, `pip` and `uv pip`. */
const sharesAction = (after: readonly string[], before: readonly string[]): boolean =>
  after.slice(1).some((word) => before.includes(word)) ||
  before.slice(1).some((word) => after.includes(word));
