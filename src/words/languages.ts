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

/** Those of them in Latin script, which function words tell apart. */
export const LATIN: readonly Language[] = [
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
  'id',
  'vi',
];
