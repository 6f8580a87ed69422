/** A text as terms that survive paraphrase: stemmed, without stop words, with names split. */

import { languageOf } from './language.ts';
import type { Language } from './languages.ts';
import { stem } from './stem.ts';
import { isStopWord } from './stop-words.ts';
import { wordsIn } from './words.ts';

const MAX_TERMS = 120;
/** More text than this gives no further terms; what is pasted behind a request is long. */
const MAX_CHARS = 12_000;

/**
 * The terms of a text, in order, with repeats, at most 120; identifiers give their parts, URLs their kind.
 * @param language the one the text is written in; pass the project's where the texts are short
 */
export function termsOf(text: string, language?: Language): string[] {
  const start = text.slice(0, MAX_CHARS);
  const spoken = language ?? languageOf(start);
  const plain = start
    .replace(/https?:\/\/[^\s)>\]]+/g, urlTerms)
    .replace(/(?<![\w.@~-])[\w.@~-]*\/[\w./@-]+/g, (path) => ` ${path.split('/').slice(-2).join(' ')} `)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2');
  const terms: string[] = [];
  for (const word of wordsIn(plain)) {
    if (isStopWord(word, spoken) || isTooShort(word)) continue;
    terms.push(stem(word, spoken));
    if (terms.length >= MAX_TERMS) break;
  }
  return terms;
}

/** One letter says nothing, nor do two hiragana, which are particles and endings; one Han character is a word. */
const isTooShort = (word: string) => /^(?:\P{Script=Han}|\p{Script=Hiragana}{2})$/u.test(word);

/** `https://github.com/o/r/pull/12#discussion_r3` says: a pull request, a discussion. */
function urlTerms(url: string): string {
  const [, host = '', rest = ''] = /^https?:\/\/([^/]+)(.*)$/.exec(url) ?? [];
  const kinds =
    rest.match(/\b(?:pull|issues?|actions|runs|discussion|commit|blob|tree|releases?|compare)\b/g) ?? [];
  return ` ${host.split('.').slice(-2, -1).join('')} ${kinds.join(' ')} `;
}
