/** Tells which language a text is written in: by its script, and where many share one by their function words. */

import { LATIN, type Language } from './languages.ts';
import { isFunctionWord } from './stop-words.ts';

/** Scripts in the order they are looked for: Japanese has kana beside the Han letters it shares with Chinese. */
const SCRIPTS: readonly (readonly [RegExp, Language])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
];
const UKRAINIAN = /[іїєґ]/iu;

/** Letters that of the languages in Latin script hardly another one writes. */
const LETTERS: readonly (readonly [RegExp, Language])[] = [
  [/ß/u, 'de'],
  [/[œêû]|\b[cdjlmnst]'[aeéêiouy]/iu, 'fr'],
  [/[ñ¿¡]/iu, 'es'],
  [/[ãõ]/iu, 'pt'],
  [/[ìò]/iu, 'it'],
  [/[ąęłńśźż]/iu, 'pl'],
  [/[ğışİ]/u, 'tr'],
  [/å/iu, 'sv'],
  [/[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu, 'vi'],
];

/** Only the beginning of a long text is looked at. */
const MAX_CHARS = 4_000;
/** Names of programs are Latin in every script: so small a share of other letters already tells. */
const SCRIPT_SHARE = 0.15;
/** What letters of its own are worth, in function words. */
const LETTER_HITS = 2;

/**
 * @param text one prompt, or many joined: the more, the surer
 * @param fallback what a text without any evidence is taken for
 */
export function languageOf(text: string, fallback: Language = 'en'): Language {
  const start = text.slice(0, MAX_CHARS).normalize('NFKC');
  const byScript = languageOfScript(start);
  return byScript ?? languageOfWords(start, fallback);
}

function languageOfScript(text: string): Language | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const found = SCRIPTS.find(([script]) => (text.match(script)?.length ?? 0) > letters * SCRIPT_SHARE);
  if (found === undefined) return null;
  return found[1] === 'ru' && UKRAINIAN.test(text) ? 'uk' : found[1];
}

function languageOfWords(text: string, fallback: Language): Language {
  const hits = new Map<Language, number>();
  const add = (language: Language, worth: number) => hits.set(language, (hits.get(language) ?? 0) + worth);
  for (const word of new Set(text.toLowerCase().match(/[\p{L}\p{M}]+/gu))) {
    const speakers = LATIN.filter((language) => isFunctionWord(word, language));
    for (const language of speakers) add(language, 1 / speakers.length);
  }
  for (const [letters, language] of LETTERS) if (letters.test(text)) add(language, LETTER_HITS);
  const most = Math.max(0, ...hits.values());
  if (most === 0 || hits.get(fallback) === most) return fallback;
  return LATIN.find((language) => hits.get(language) === most) ?? fallback;
}
