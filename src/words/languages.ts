/** The languages that words are read in, by ISO 639-1: the twenty that most users of coding agents write. */
export const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'nl',
  'pl',
  'tr',
  'sv',
  'ru',
  'uk',
  'ar',
  'hi',
  'ja',
  'zh',
  'ko',
  'id',
  'vi',
  'th',
] as const;
export type Language = (typeof LANGUAGES)[number];

/** Those of them in scripts of their own; the others are in Latin script. */
const OTHER_SCRIPTS: ReadonlySet<Language> = new Set<Language>([
  'ru',
  'uk',
  'ar',
  'hi',
  'ja',
  'zh',
  'ko',
  'th',
]);

/** Those of them in Latin script, which function words tell apart. */
export const LATIN: readonly Language[] = LANGUAGES.filter((language) => !OTHER_SCRIPTS.has(language));
