/** Takes a text apart into words, in scripts that part them with spaces and in those that do not. */

/** A run of letters with their marks (Hindi vowels, Arabic and Vietnamese signs), then digits too. */
const WORD = /\p{L}[\p{L}\p{M}\p{N}]*/gu;
/** Scripts whose sentences run on without spaces. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** No sentence runs on for so long. Every segment holds its whole text, so a long one takes all memory there is. */
const PIECES = /.{1,256}/gsu;

/** Dictionaries come with Node's ICU; one segmenter takes about 1 MB. */
const segmenters = new Map<string, Intl.Segmenter>();

/** The words of a text in lower case and order, with repeats. Text is compared in form NFKC, so full-width letters are ordinary. */
export function wordsIn(text: string): string[] {
  return parted(text).match(WORD) ?? [];
}

/** A text in lower case and form NFKC, with spaces between the words of scripts that have none. */
export function parted(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  return plain.replace(WITHOUT_SPACES, (run) => ` ${segments(run, KANA.test(plain)).join(' ')} `);
}

function segments(run: string, japanese: boolean): string[] {
  const locale = japanese ? 'ja' : /\p{Script=Han}/u.test(run) ? 'zh' : 'th';
  const known = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'word' });
  segmenters.set(locale, known);
  const pieces = run.match(PIECES) ?? [];
  return pieces.flatMap((piece) => [...known.segment(piece)].map(({ segment }) => segment));
}
