/** What kind of request it is: for handing work in, so that nobody does it unasked, or for a command of the user's. */

import { doesOf } from '../../commands/deeds.ts';
import type { Deed } from '../../commands/programs/program.ts';
import { imperative } from '../../commands/say.ts';
import { stemWords } from '../../commands/stem.ts';
import { baseForm } from './request-words.ts';

const HAND_IN: ReadonlySet<Deed> = new Set<Deed>(['stage', 'commit', 'push', 'propose', 'merge', 'tag']);
/** What goes along with it. */
const BESIDE: ReadonlySet<Deed> = new Set<Deed>(['look', 'say', 'branch']);

/** True for what puts work where others see it. */
export const handsWorkIn = (does: Deed | null | undefined): boolean => does != null && HAND_IN.has(does);

/**
 * True for a request that is for handing work in: it names what is done with a word of the command, or nothing else was done
 * upon it, which tells it in any language.
 * @param acts the words of each command that was run upon it; null for anything else that was done
 */
export function isRequestToHandIn(request: string, acts: readonly (readonly string[] | null)[]): boolean {
  const commands = acts.flatMap((words) => (words === null ? [] : [words]));
  const handIns = commands.filter((words) => handsWorkIn(doesOf(words)));
  if (handIns.length === 0) return false;
  if (commands.length === acts.length && commands.every(isPartOfIt)) return true;
  const said = new Set((request.toLowerCase().match(/[a-z]{2,}/g) ?? []).map(baseForm));
  return handIns.some((words) => wordsFor(words).some((word) => said.has(word)));
}

const isPartOfIt = (words: readonly string[]): boolean => {
  const does = doesOf(words);
  return HAND_IN.has(does) || BESIDE.has(does);
};

/** Words by which a user may ask for a command: those of what it does, less the program's name. */
export function wordsFor(command: readonly string[]): string[] {
  const stem = stemWords(command);
  const texts = [...(stem.length > 1 ? stem.slice(1) : stem), imperative(command).split(' ')[0] ?? ''];
  return texts
    .flatMap((text) => text.toLowerCase().match(/[a-z]{2,}/g) ?? [])
    .filter((word) => word !== 'run')
    .map(baseForm);
}

/** True for a request that begins with `/name`: what is done upon it, the command's own text says. */
export const isCommandCall = (request: string): boolean =>
  /^\s*\/[A-Za-z][\w-]*(?::[\w-]+)*(?=\s|$)/.test(request);
