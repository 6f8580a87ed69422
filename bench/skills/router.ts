/** A stand-in for an agent's choice of skills: lexical match between a request and the descriptions. */

import { groupBy } from '../mining/grouping.ts';

const K1 = 1.2;
const B = 0.75;

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []).map((word) => word.replace(/(?:ing|ed|es|s)$/, ''));

/** Scores requests against one description by BM25 (Robertson and Zaragoza, 2009), with word weights of `corpus`. */
export function matcher(description: string, corpus: readonly string[]): (request: string) => number {
  const documents = corpus.map((text) => new Set(wordsOf(text)));
  const weight = (word: string) => {
    const holding = documents.filter((words) => words.has(word)).length;
    return Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5));
  };
  const own = groupBy(wordsOf(description), (word) => word);
  const length = wordsOf(description).length;
  return (request) =>
    [...new Set(wordsOf(request))].reduce((sum, word) => {
      const count = own.get(word)?.length ?? 0;
      return sum + (weight(word) * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / 60));
    }, 0);
}

/** Chance that a positive scores above a negative, ties half; null without both. */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  let won = 0;
  for (const good of positives) {
    for (const bad of negatives) won += good > bad ? 1 : good === bad ? 0.5 : 0;
  }
  return won / (positives.length * negatives.length);
}
