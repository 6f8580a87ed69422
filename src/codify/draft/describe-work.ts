/** Words what a skill does, as its steps say it, and when to use it, as its users asked for it. */

import type { DescriptionLine, Evidence, StepLine } from '../../skill/draft.ts';
import type { Episode } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import type { EvidenceSource } from '../input/evidence.ts';
import { clausesOf } from '../shared/clauses.ts';
import { promptWords, sentenceWith } from '../shared/quotes.ts';
import { isQuestion, type RequestTerm } from '../shared/request-terms.ts';
import { baseForm, isNoun } from '../shared/request-words.ts';
import { groupBy } from '../shared/support.ts';
import { deedsOf } from './deeds.ts';
import { chooseParts, type Part, type Trial } from './recognise.ts';

/** A phrasing that the description repeats, for an agent to recognise the next one by. In characters. */
const MAX_QUOTE = 80;
/** Phrasings and words that a description holds; several phrasings show what differs between them. */
const QUOTES = { least: 3, most: 4 } as const;
const TOPICS = { least: 3, most: 8 } as const;
/** A word of fewer of the sessions says little about the next request. */
const TOPIC_SHARE = 1 / 3;

/** What a description is made from. */
export interface Asked {
  name: string;
  steps: readonly StepLine[];
  terms: readonly RequestTerm[];
  /** Members whose requests count. */
  members: readonly Episode[];
  /** Requests of the project's other work. */
  others: readonly string[];
  source: EvidenceSource;
}

/** The description: what it does, then when to use it, in the words by which the users' requests are told from others. */
export function describe({ name, steps, terms, members, others, source }: Asked): DescriptionLine {
  const deeds = deedsOf(steps);
  const base = [name.replaceAll('-', ' '), ...deeds.map(({ brief }) => brief)].join(' ');
  const own = members.map(({ sessionId, memory }) => ({ sessionId, text: memory.goal }));
  const trial: Trial = { base, own, others };
  const quotes = chooseParts(trial, cleanRequests(members, terms, source), QUOTES);
  const needed = new Set(own.map(({ sessionId }) => sessionId)).size * TOPIC_SHARE;
  const common = terms.filter(({ word, sessions }) => sessions >= needed && isNoun(baseForm(word)));
  const topics = chooseTopics(trial, quotes, common);
  return {
    kind: 'description',
    of: 'work',
    briefs: deeds.map(({ brief }) => brief),
    topics,
    quotes: quotes.map(({ quote }) => quote),
    evidence: [
      ...requestReceipts(members, terms, source),
      ...quotes.map(({ eventId, quote }) => ({ eventId, quote })),
      ...deeds.flatMap(({ evidence }) => evidence),
    ],
  };
}

/** The telling words that the description does not hold yet; where it quotes nobody, those of its name as well. */
function chooseTopics(trial: Trial, quotes: readonly Part[], terms: readonly RequestTerm[]): string[] {
  const base = [trial.base, ...quotes.map(({ quote }) => quote)].join(' ');
  const said = new Set(quotes.length === 0 ? [] : termsOf(base));
  const words = terms
    .filter(({ term, word }) => !said.has(term) && word.length > 1)
    .map(({ word }) => ({ eventId: '', quote: word, sessionId: null }));
  const chosen = chooseParts({ ...trial, base }, words, TOPICS);
  return words.filter((word) => chosen.includes(word)).map(({ quote }) => quote);
}

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
 * Short phrasings without anything of one session: no numbers, names, paths, and mostly words that come back. Oldest first, so
 * that a new session does not reword the skill; each wording once, and of each session the one that says most by what comes back.
 */
function cleanRequests(
  members: readonly Episode[],
  terms: readonly RequestTerm[],
  source: EvidenceSource,
): Part[] {
  const weights = new Map(terms.map(({ term, weight }) => [term, weight]));
  const parts = [...groupBy(members, ({ sessionId }) => sessionId)].flatMap(([sessionId, own]) => {
    const clean = own.flatMap(({ promptIds }) => {
      const event = source.eventOf(promptIds[0] ?? '');
      const clauses = event === undefined ? [] : clausesOf(event);
      return clauses
        .flatMap(({ eventId, text }) => phrasesOf(text).map((phrase) => ({ eventId, text: phrase })))
        .map((phrase) => ({ ...phrase, worth: worthOf(phrase.text, weights) }))
        .filter(({ worth }) => worth > 0);
    });
    const [best] = clean.sort((a, b) => b.worth - a.worth);
    return best === undefined ? [] : [{ eventId: best.eventId, quote: best.text, sessionId }];
  });
  const byWords = groupBy(parts, ({ quote }) => [...new Set(termsOf(quote))].sort().join(' '));
  return [...byWords.values()].flatMap((group) => group.slice(0, 1));
}

/** What comes before the deed: who is asked, and how politely. */
const ADDRESS =
  /^(?:(?:ok(?:ay)?|so|now|then|and|also|please|pls|just|maybe|let'?s|(?:can|could|would|will|should) (?:you|we|i)|(?:i|we|you) (?:want|need|would like|have|should)(?: you)?(?: to)?|(?:i )?think)(?![\w'])[,\s]*)+/i;

/** A clause's parts between commas and dashes, each from its deed on, as they stand there. */
const phrasesOf = (clause: string): string[] =>
  clause
    .split(/,\s+|\s+[-\u2013\u2014]+\s+|、|，/u)
    .map((part) =>
      part
        .replace(ADDRESS, '')
        .replace(/[\s.,:;!?]+$/, '')
        .trim(),
    )
    .filter((part) => part !== '');

/** At least so many of a phrasing's terms come back in other sessions. */
const TELLING_SHARE = 0.34;
/** One word is a topic. */
const MIN_TERMS = 2;
/** Scripts without blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** How much of a phrasing comes back in the kind's other requests; zero for one that holds something of one session. */
function worthOf(text: string, weights: ReadonlyMap<string, number>): number {
  if (text.length > MAX_QUOTE || /[\d@/\\#$="]|\w\.\w/.test(text) || isQuestion(`${text}?`)) return 0;
  const names = text.match(/\w*[A-Z]\w*[A-Z]\w*/g) ?? [];
  if (names.some((name) => termsOf(name).some((term) => !weights.has(term)))) return 0;
  const own = [...new Set(termsOf(text))];
  if (own.length < MIN_TERMS && !UNSPACED.test(text)) return 0;
  const shared = own.filter((term) => weights.has(term));
  if (shared.length < Math.max(1, own.length * TELLING_SHARE)) return 0;
  return shared.reduce((sum, term) => sum + (weights.get(term) ?? 0), 0) / Math.sqrt(own.length + 1);
}
