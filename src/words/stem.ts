/** Joins the forms of a word: `releases`, `released`, `releasing` are one term, and so are their like in other languages. */

import { newStemmer } from 'snowball-stemmers';
import { LATIN, type Language } from './languages.ts';

/** Snowball's algorithms (snowballstem.org), by the name the package gives them. */
const SNOWBALL: Partial<Record<Language, string>> = {
  en: 'english',
  de: 'german',
  fr: 'french',
  es: 'spanish',
  pt: 'portuguese',
  it: 'italian',
  nl: 'dutch',
  tr: 'turkish',
  sv: 'swedish',
  ru: 'russian',
  ar: 'arabic',
};
/**
 * Languages that inflect and have no algorithm there: a word is known by its beginning, which retrieves nearly as well
 * (McNamee, Nicholas and Mayfield, "Addressing morphological variation in alphabetic languages", SIGIR 2009).
 */
const KNOWN_BY_BEGINNING: ReadonlySet<Language> = new Set(['pl', 'uk', 'hi', 'id']);
const BEGINNING = 5;
/** Korean particles behind a noun and the forms of 하다 that make it a verb, the longer ones first: both closed classes. */
const PARTICLES =
  /(?<=.{2})(?:해주세요|합니다|하세요|했어요|해줘|했어|하고|하기|하는|하다|해|에서|으로|까지|부터|에게|처럼|보다|을|를|이|가|은|는|에|의|로|와|과|도|만)$/u;

const stemmers = new Map<Language, { stem(word: string): string } | null>();

/** The same few thousand words make up most texts. */
const KNOWN_STEMS = 20_000;
const stems = new Map<string, string>();

/** The stem of a lower-case word. ASCII words are taken for English in languages of other scripts. */
export function stem(word: string, language: Language = 'en'): string {
  const key = `${language} ${word}`;
  const known = stems.get(key);
  if (known !== undefined) return known;
  if (stems.size >= KNOWN_STEMS) stems.clear();
  const root = rootOf(word, language);
  stems.set(key, root);
  return root;
}

function rootOf(word: string, language: Language): string {
  const own = /^[a-z\d]+$/.test(word) && !LATIN.includes(language) ? 'en' : language;
  if (own === 'ko') return word.replace(PARTICLES, '');
  if (KNOWN_BY_BEGINNING.has(own)) return [...word].slice(0, BEGINNING).join('');
  return stemmerOf(own)?.stem(word) || word;
}

function stemmerOf(language: Language): { stem(word: string): string } | null {
  const known = stemmers.get(language);
  if (known !== undefined) return known;
  const algorithm = SNOWBALL[language];
  const made = algorithm === undefined ? null : newStemmer(algorithm);
  stemmers.set(language, made);
  return made;
}
