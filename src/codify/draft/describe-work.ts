/** Words what a skill is for and when to use it, from what users asked; the steps stand in the body. */

import type { DescriptionLine, Evidence } from '../../skill/draft.ts';
import type { Episode } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import type { EvidenceSource } from '../input/evidence.ts';
import { type Clause, clausesOf } from '../shared/clauses.ts';
import { promptWords, sentenceWith } from '../shared/quotes.ts';
import { isQuestion, type RequestTerm } from '../shared/request-terms.ts';
import { groupBy } from '../shared/support.ts';
import { chooseQuotes, type OwnRequest } from './recognise.ts';

/** A phrasing that the description repeats, for an agent to recognise the next one by. In characters. */
const MAX_QUOTE = 80;
const MAX_TOPICS = 8;

/** What a description is made from. */
export interface Asked {
  name: string;
  terms: readonly RequestTerm[];
  /** Members whose requests count. */
  members: readonly Episode[];
  /** Requests of the project's other work. */
  others: readonly string[];
  source: EvidenceSource;
}

/** The description: what it is for, then when to use it, in the words by which the users' requests are told from others. */
export function describe({ name, terms, members, others, source }: Asked): DescriptionLine {
  const work = workOf(name);
  const inName = new Set(termsOf(work));
  const topics = terms
    .filter(({ term, word }) => !inName.has(term) && word.length > 2)
    .slice(0, MAX_TOPICS)
    .map(({ word }) => word);
  const requests = cleanRequests(members, terms, source);
  const own = members.map(
    ({ promptIds, memory }): OwnRequest => ({ eventId: promptIds[0] ?? '', text: memory.goal }),
  );
  const quotes = chooseQuotes(`${work} ${topics.join(' ')}`, requests, own, others);
  return {
    kind: 'description',
    of: 'work',
    work,
    briefs: [],
    topics,
    quotes: quotes.map(({ quote }) => quote),
    evidence: [...requestReceipts(members, terms, source), ...quotes],
  };
}

const workOf = (name: string): string => name.replaceAll('-', ' ');

/** One receipt a session: the sentence of the request that holds most of the telling words. */
function requestReceipts(
  members: readonly Episode[],
  terms: readonly RequestTerm[],
  source: EvidenceSource,
): Evidence[] {
  const words = terms.map(({ word }) => word);
  return [...groupBy(members, ({ sessionId }) => sessionId).values()].flatMap((own) =>
    own.slice(0, MAX_RECEIPTS).flatMap(({ promptIds }) => {
      const eventId = promptIds[0] ?? '';
      const quote = sentenceWith(promptWords(source.eventOf(eventId)), words);
      return quote === '' ? [] : [{ eventId, quote }];
    }),
  );
}
/** Requests of one session that stand behind a description. */
const MAX_RECEIPTS = 3;

/**
 * Short phrasings without anything of one session: no numbers, names, paths, and mostly words that come back; oldest first, so
 * that a new session does not reword the skill; each wording and each session once.
 */
function cleanRequests(
  members: readonly Episode[],
  terms: readonly RequestTerm[],
  source: EvidenceSource,
): Evidence[] {
  const telling = new Set(terms.map(({ term }) => term));
  const clauses = members.flatMap(({ promptIds }): Clause[] => {
    const event = source.eventOf(promptIds[0] ?? '');
    const fit = event === undefined ? [] : clausesOf(event).filter(({ text }) => isClean(text, telling));
    return fit.slice(0, 1);
  });
  const once = firstOfEach(
    firstOfEach(clauses, ({ text }) => [...new Set(termsOf(text))].sort().join(' ')),
    ({ sessionId }) => sessionId,
  );
  return once.map(({ text, eventId }) => ({ eventId, quote: text }));
}

/** At least so many of a phrasing's terms come back in other sessions. */
const TELLING_SHARE = 0.34;

function isClean(text: string, telling: ReadonlySet<string>): boolean {
  if (text.length > MAX_QUOTE || /[\d@/\\#$=]|\w\.\w|[A-Z]\w*[A-Z]/.test(text) || isQuestion(`${text}?`))
    return false;
  const own = new Set(termsOf(text));
  const shared = [...own].filter((term) => telling.has(term)).length;
  return shared > 0 && shared >= own.size * TELLING_SHARE;
}

const firstOfEach = <T>(items: readonly T[], keyOf: (item: T) => string): T[] =>
  [...groupBy(items, keyOf).values()].flatMap((group) => group.slice(0, 1));
