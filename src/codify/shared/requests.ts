/** The users' own phrasings: how they ask for a kind of work, and what they ask for next. */

import type { Evidence, RequestLine } from '../../skill/draft.ts';
import { type Episode, isRealPrompt, type SessionEvent } from '../../types.ts';
import type { EvidenceSource } from '../input/evidence.ts';
import type { SharedGoal } from './goal-terms.ts';
import { promptWords } from './quotes.ts';
import { groupBy } from './recurring.ts';
import { goalWords, VERBS } from './request-words.ts';
import { mayQuote, oneLine, ruleKey } from './rules.ts';

/** A longer phrasing is a whole task, not a way of asking. In characters. */
const MAX_REQUEST = 140;
/** What comes next, at most. */
const MAX_NEXT = 4;

/**
 * How users asked for it: requests with words that recur before others, oldest first, so that a new session does not reword
 * the skill; one a session, each wording once.
 */
export function typicalRequests(
  episodes: readonly Episode[],
  goal: SharedGoal,
  source: EvidenceSource,
): Evidence[] {
  const wanted = new Set(goal.terms);
  const spoken = episodes.flatMap(({ promptIds, sessionId }) => {
    const event = source.eventOf(promptIds[0] ?? '');
    const quote = event === undefined ? null : askingSentence(event, wanted);
    return event === undefined || quote === null ? [] : [{ eventId: event.id, quote, sessionId }];
  });
  const once = firstOfEach(
    firstOfEach(spoken, ({ quote }) => ruleKey(quote)),
    ({ sessionId }) => sessionId,
  );
  const isTypical = ({ quote }: Evidence) => goalWords(quote).some((word) => wanted.has(word));
  const chosen = [...once.filter(isTypical), ...once.filter((request) => !isTypical(request))];
  return chosen.map(({ eventId, quote }) => ({ eventId, quote }));
}

/** One bullet for each way of asking. */
export const requestLines = (requests: readonly Evidence[]): RequestLine[] =>
  requests.map((request) => ({
    kind: 'request',
    use: 'trigger',
    quote: request.quote,
    evidence: [request],
  }));

/** The sentence of a prompt that asks: the first one with a word that recurs, else the first; whole or not at all. */
function askingSentence(event: SessionEvent, wanted: ReadonlySet<string>): string | null {
  const words = promptWords(event);
  const sentences = words
    .split(/(?<=[.!?])\s+|\n+/)
    .map(oneLine)
    .filter((sentence) => sentence.length <= MAX_REQUEST && mayQuote(sentence, event, 2));
  const isTypical = (sentence: string) => goalWords(sentence).some((word) => wanted.has(word));
  return sentences.filter(isSpoken).find((one) => isTypical(one) || kindOfRequest(one) !== null) ?? null;
}

/** Not a piece of something pasted: it begins as speech does, and what it opens it closes. */
const isSpoken = (sentence: string): boolean =>
  /^[\p{L}\p{N}/]/u.test(sentence) &&
  (sentence.match(/"/g) ?? []).length % 2 === 0 &&
  !/\berror: /i.test(sentence);

/**
 * What users asked for right after this kind of work, in two sessions at least: one bullet for each kind of request, in the
 * words chosen first.
 */
export function nextLines(episodes: readonly Episode[], source: EvidenceSource): RequestLine[] {
  const asked = episodes.flatMap((episode) =>
    laterPrompts(episode, source).flatMap((event) => {
      const quote = oneLine(promptWords(event));
      const kind = kindOfRequest(quote);
      const isShort = quote.length <= MAX_REQUEST && mayQuote(quote, event, 1);
      return kind !== null && isShort ? [{ kind, eventId: event.id, quote, sessionId: event.sessionId }] : [];
    }),
  );
  return [...groupBy(asked, ({ kind }) => kind).values()]
    .map((same) => firstOfEach(same, ({ sessionId }) => sessionId))
    .filter((same) => same.length >= 2)
    .sort((a, b) => b.length - a.length || ((a[0]?.kind ?? '') < (b[0]?.kind ?? '') ? -1 : 1))
    .slice(0, MAX_NEXT)
    .map((same) => {
      const evidence = same.map(({ eventId, quote }) => ({ eventId, quote }));
      return { kind: 'request', use: 'next', quote: evidence[0]?.quote ?? '', evidence };
    });
}

/** The user's turns behind the first one of the episode, and the one that opens the next episode. */
function laterPrompts({ sessionId, promptIds }: Episode, source: EvidenceSource): SessionEvent[] {
  const prompts = source.sessionEvents(sessionId).filter(isRealPrompt);
  const first = prompts.findIndex(({ id }) => id === promptIds[0]);
  const last = prompts.findIndex(({ id }) => id === promptIds.at(-1));
  return first < 0 ? [] : prompts.slice(first + 1, last + 2);
}

/** Requests of one kind have one verb, or give one slash command; talk that asks for nothing has none. */
function kindOfRequest(text: string): string | null {
  const command = /^\/([\w:.-]+)/.exec(text)?.[1];
  if (command !== undefined) return `/${command}`;
  return goalWords(text).find((word) => VERBS.has(word)) ?? null;
}

function firstOfEach<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...groupBy(items, keyOf).values()].flatMap((group) => group.slice(0, 1));
}
