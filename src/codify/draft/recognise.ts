/** Tries descriptions on the user's own history: past requests of the kind should match, other requests should not. */

import type { Evidence } from '../../skill/draft.ts';
import { goalWords } from '../shared/request-words.ts';

/** A request of the kind, as it was made. */
export interface OwnRequest {
  eventId: string;
  text: string;
}

/** Quotes a description may hold. */
const MAX_QUOTES = 4;
/** A further quote must tell own requests from others by so much more of the area under the curve to be worth its length. */
const MIN_GAIN = 0.01;
/** A word must be so many times as common in own requests as in others to say what the kind is about. */
const MIN_LIFT = 2;

/**
 * The quotes that make a description recognise the kind best, in the order given. Each request is matched against a
 * description without its own words, so that no quote is chosen for matching itself.
 * @param base the description without quotes
 * @param others requests of other kinds in the project; with none, the first quotes serve
 */
export function chooseQuotes(
  base: string,
  quotes: readonly Evidence[],
  own: readonly OwnRequest[],
  others: readonly string[],
): Evidence[] {
  if (others.length === 0 || own.length < 2) return quotes.slice(0, MAX_QUOTES);
  const weigh = weights([...own.map(({ text }) => text), ...others]);
  const telling = (chosen: readonly Evidence[]) => separation(base, chosen, own, others, weigh);
  let chosen: Evidence[] = [];
  let best = telling(chosen);
  while (chosen.length < MAX_QUOTES) {
    const tries = quotes
      .filter((quote) => !chosen.includes(quote))
      .map((quote) => ({ quote, value: telling([...chosen, quote]) }))
      .sort((a, b) => b.value - a.value);
    const [next] = tries;
    if (next === undefined || next.value < best + MIN_GAIN) break;
    chosen = [...chosen, next.quote];
    best = next.value;
  }
  return quotes.filter((quote) => chosen.includes(quote));
}

/** The words that own requests have more often than others do; all of them where there are no others. */
export function tellingTerms(
  terms: readonly string[],
  own: readonly OwnRequest[],
  others: readonly string[],
): string[] {
  const shareOf = (term: string, texts: readonly string[]) =>
    texts.filter((text) => goalWords(text).includes(term)).length / Math.max(1, texts.length);
  const texts = own.map(({ text }) => text);
  return terms.filter((term) => shareOf(term, texts) >= MIN_LIFT * shareOf(term, others));
}

/** How rare a word is among all requests. */
function weights(texts: readonly string[]): (word: string) => number {
  const documents = texts.map((text) => new Set(goalWords(text)));
  const counts = new Map<string, number>();
  for (const word of documents.flatMap((words) => [...words])) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => Math.log(1 + documents.length / (1 + (counts.get(word) ?? 0)));
}

/** Chance that an own request matches better than another one; ties count half. */
function separation(
  base: string,
  quotes: readonly Evidence[],
  own: readonly OwnRequest[],
  others: readonly string[],
  weigh: (word: string) => number,
): number {
  const wordsWithout = (eventId: string | null) =>
    new Set(
      [base, ...quotes.filter((quote) => quote.eventId !== eventId).map(({ quote }) => quote)].flatMap(
        goalWords,
      ),
    );
  const match = (words: ReadonlySet<string>, text: string) =>
    [...new Set(goalWords(text))].reduce((sum, word) => sum + (words.has(word) ? weigh(word) : 0), 0);
  const all = wordsWithout(null);
  const other = others.map((text) => match(all, text));
  const won = own.flatMap(({ eventId, text }) => {
    const mine = match(wordsWithout(eventId), text);
    return other.map((value): number => (mine > value ? 1 : mine === value ? 0.5 : 0));
  });
  return won.reduce((sum, value) => sum + value, 0) / Math.max(1, won.length);
}
