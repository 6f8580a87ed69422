/** The words by which requests of a kind are told from the project's other requests, in any language, as users spell them. */

import { languageOf } from '../../words/language.ts';
import { stem } from '../../words/stem.ts';
import { isStopWord } from '../../words/stop-words.ts';
import { wordsIn } from '../../words/words.ts';
import { type Background, groupBy, liftOf, sessionsOf } from './support.ts';

/** A request of the kind. */
export interface Request {
  sessionId: string;
  eventId: string;
  text: string;
}

/** A word of the requests. */
export interface RequestTerm {
  /** Its stem: what its forms have in common. */
  term: string;
  /** As most requests spell it, in lower case. */
  word: string;
  sessions: number;
  /** Share of the sessions times how much commoner it is here than elsewhere, in doublings. */
  weight: number;
}

/** Share of the sessions whose requests hold a term. */
const TERM_SHARE = 0.2;
/** What words count in a project that has no other requests to compare with. */
const UNCOMPARED = 2;
/** A word must be so many times as common here as in other requests to say what the kind is about. */
const MIN_LIFT = 1.5;

/** The telling words, the most telling first. */
export function requestTerms(requests: readonly Request[], background: Background): RequestTerm[] {
  const all = sessionsOf(requests).size;
  const needed = Math.max(Math.min(2, all), Math.ceil(all * TERM_SHARE));
  const language = languageOf(requests.map(({ text }) => spokenPart(text)).join('\n'));
  const spelled = requests.flatMap(({ sessionId, eventId, text }) =>
    wordsIn(spokenPart(text))
      .filter((word) => !isStopWord(word, language))
      .map((word) => ({ term: stem(word, language), word, sessionId, eventId })),
  );
  return [...groupBy(spelled, ({ term }) => term)]
    .flatMap(([term, uses]): RequestTerm[] => {
      const sessions = sessionsOf(uses).size;
      const lift =
        liftOf(term, new Set(uses.map(({ eventId }) => eventId)).size, requests.length, background) ??
        UNCOMPARED;
      if (sessions < needed || lift < MIN_LIFT || term.length < 2) return [];
      const words = [...groupBy(uses, ({ word }) => word)].sort(
        ([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1),
      );
      return [{ term, word: words[0]?.[0] ?? term, sessions, weight: (sessions / all) * Math.log2(lift) }];
    })
    .sort((a, b) => b.weight - a.weight || b.sessions - a.sessions || (a.word < b.word ? -1 : 1));
}

/** The words of a text that say what it is about, as spelled. */
export function tellingWords(text: string): string[] {
  const language = languageOf(text);
  return wordsIn(text).filter((word) => word.length > 1 && !isStopWord(word, language));
}

/** Addresses, paths and code name one session's things. */
const spokenPart = (text: string): string =>
  text.replace(/```[\s\S]*?(?:```|$)/g, ' ').replace(/\S+:\/\/\S+|\S*[/\\@_=<>{}$]\S*|`[^`]*`/g, ' ');

/** Asks for an answer, not for work: such requests name no kind of work. */
const ASKS =
  /^(?:so |and |but |ok,? |hm+,? )*(?:why|what|how|which|where|who|when|is|are|was|were|does|did|do (?:we|you|i)|has|have|am)\b[^.!]*\?\s*$/i;

/** Whether a request is a question, which ends the search for anything to do. */
export const isQuestion = (text: string): boolean => {
  const [first = ''] = text.trim().split(/\n/);
  return ASKS.test(first.trim());
};
