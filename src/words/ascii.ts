/** Spells words of any script in ASCII letters, for names of files and skills. */

import anyAscii from 'any-ascii';
import { wordsIn } from './words.ts';

/** Scripts that write no vowels, or whose reading depends on the language: what comes out tells a reader nothing. */
const UNREADABLE = /[\p{Script=Han}\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** The ASCII words of a text in lower case: `añade`, `добавь` → `anade`, `dobav`. Han and Arabic words are left out. */
export function asciiWords(text: string): string[] {
  return wordsIn(text)
    .filter((word) => !UNREADABLE.test(word))
    .map((word) =>
      anyAscii(word)
        .toLowerCase()
        .replace(/[^a-z0-9]/g, ''),
    )
    .filter((word) => word !== '');
}

/** Whether ASCII letters can say what every word of the text says. */
export const isSpellable = (text: string): boolean => !UNREADABLE.test(text);
