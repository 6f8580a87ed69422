/** Requests that hand finished work in: "commit and push", "open the PR". */

import { stem } from '../../words/stem.ts';
import type { Turn } from '../read/turns.ts';
import type { Cues } from './cues.ts';
import { onlyHandsIn, workOf } from './turn-work.ts';

/** Verbs and things of handing in, which every language of software borrows. */
const HAND_IN_WORDS: ReadonlySet<string> = new Set(
  'commit push merge release publish deploy ship pr tag squash pull rebase'
    .split(' ')
    .map((word) => stem(word)),
);
/** Longer requests say what else is to be done. */
const HAND_IN_TERMS = 6;

/** Whether a stemmed term names handing work in. */
export const isHandInTerm = (term: string): boolean => HAND_IN_WORDS.has(term);

/**
 * Whether a turn does nothing but hand work in. Told by its commands, so in any language; where it ran other ones, by its words.
 * @param terms those of its prompt
 */
export function isHandIn(turn: Turn, terms: readonly string[], cues: Cues): boolean {
  if (
    cues.refuses ||
    cues.complains ||
    cues.faults ||
    cues.undoes ||
    terms.length > HAND_IN_TERMS ||
    workOf(turn).steps.length === 0
  )
    return false;
  if (onlyHandsIn(turn)) return terms.length > 0 || !cues.assents;
  return cues.nextStep && terms.some(isHandInTerm);
}
