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
const RUSSIAN = /[ыэъё]/iu;

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

/** A text of fewer words needs more to be taken for another language than the one that is spoken around it. */
const SHORT_WORDS = 5;
const SHORT_MARGIN = 1.5;
const MARGIN = 0.25;

/**
 * @param text one prompt, or many joined: the more, the surer
 * @param spoken the language that is spoken around it, which a text has that tells nothing to the contrary
 */
export function languageOf(text: string, spoken: Language = 'en'): Language {
  const start = text.slice(0, MAX_CHARS).normalize('NFKC');
  return languageOfScript(start, spoken) ?? languageOfWords(start, spoken);
}

function languageOfScript(text: string, spoken: Language): Language | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const found = SCRIPTS.find(([script]) => (text.match(script)?.length ?? 0) > letters * SCRIPT_SHARE)?.[1];
  if (found === 'ru' && (spoken === 'uk' || UKRAINIAN.test(text))) return RUSSIAN.test(text) ? 'ru' : 'uk';
  // A few Han letters alone are Japanese as well as Chinese.
  return found === 'zh' && spoken === 'ja' ? 'ja' : (found ?? null);
}

function languageOfWords(text: string, spoken: Language): Language {
  const around = LATIN.includes(spoken) ? spoken : 'en';
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{M}]+/gu));
  const hits = new Map<Language, number>();
  const add = (language: Language, worth: number) => hits.set(language, (hits.get(language) ?? 0) + worth);
  for (const word of words) {
    const speakers = LATIN.filter((language) => isFunctionWord(word, language));
    for (const language of speakers) add(language, 1 / speakers.length);
  }
  for (const [letters, language] of LETTERS) if (letters.test(text)) add(language, LETTER_HITS);
  const most = Math.max(0, ...hits.values());
  const margin = words.size < SHORT_WORDS ? SHORT_MARGIN : MARGIN;
  if (most - (hits.get(around) ?? 0) < margin) return around;
  return LATIN.find((language) => hits.get(language) === most) ?? around;
}
