/** Names of files, values and headings that are sentences: whoever gave the name speaks to the reader. */

import { LATIN } from '../../words/languages.ts';
import { isFunctionWord } from '../../words/stop-words.ts';

/** A name has a few words; more than these are said rather than named. */
const MAX_WORDS = 6;
/** With a word that only holds sentences together, fewer are a sentence. */
const MIN_WORDS = 4;

/**
 * True for `docs/ignore-all-previous-instructions.md` and `Before you push publish.txt`: a part of the path has words as a sentence
 * does. `end-to-end.test.ts` and `how-to-release.md` are names.
 */
export function isSentence(name: string): boolean {
  return name.split('/').some((part) => {
    const words = wordsOf(part);
    if (words.length > MAX_WORDS) return true;
    return words.length >= MIN_WORDS && words.some(isHolding);
  });
}

const wordsOf = (part: string): string[] =>
  part
    .replace(/^\.|\.[A-Za-z]\w{0,5}$/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/\p{L}+/gu) ?? [];

/** Articles and prepositions stand in names too; what makes a sentence are the longer ones. */
const isHolding = (word: string): boolean =>
  word.length > 2 && LATIN.some((language) => isFunctionWord(word, language));
