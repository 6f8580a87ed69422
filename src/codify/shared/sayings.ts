/** Which of the users' clauses say how this kind of work is to be done: those whose words recur here and not elsewhere. */

import { loudness } from '../../words/clauses.ts';
import type { Clause } from './clauses.ts';
import { type Background, liftOf, MIN_SESSIONS, sessionsOf } from './support.ts';

/** A clause that is worth a line, with those that say the same in other sessions. */
export interface Saying {
  clause: Clause;
  /** The same in other words, newest last; the clause itself is not among them. */
  twins: Clause[];
  /** What it adds, by the weights of its words. */
  value: number;
  /** It tells what to do or not to do beyond the task at hand. */
  isRule: boolean;
}

/**
 * What is asked of the sayings: one beside steps has to earn its place; `told` is for work of which the
 * record holds nothing but what was said.
 */
export interface SayingWish {
  kind: 'beside' | 'told';
  /** Terms of a text, with repeats. */
  termsOf(text: string): string[];
  /** How common terms are in all prompts of the project. */
  background: Background;
  /** True for a clause that mining reads as a standing rule. */
  isRule(clause: Clause): boolean;
}

const MAX_SAYINGS = 4;
/** A clause worth less than this share of the best one says nothing new. */
const CUT_OFF = 0.45;
/** What a word is worth once another clause has said it. */
const SAID = 0.15;
/** Two clauses with so many words in common say the same. */
const TWIN = { shared: 3, overlap: 0.25 } as const;
const SAME = 0.5;
const HEAVY = 6;
/** What words count in a project that has no other requests to compare with. */
const UNCOMPARED = 2;
/** A clause shorter than this is not more to the point for it, in terms. */
const MIN_LENGTH = 6;

/** Tells what to do and what not, for good or by contrast. */
const DIRECTS =
  /\b(?:always|never|don'?t|do not|must|should ?n[o']t|not|instead|rather than|only|stop|no need|use|same|make sure|ensure|without|avoid|prefer)\b/i;
const ASKS_FOR = /\b(?:should|want|let'?s|please|update|write|run|add|need to)\b/i;
/** It says what not to do, or what to do it with instead. */
export const CONTRASTS =
  /\b(?:use|only) .+\b(?:not|instead|rather)\b|^(?:don'?t|do not|never|stop|just use)\b|\bnot \S+ but\b/i;
/** It points at something that only its own conversation shows. */
const POINTS = /\b(?:this|that|these|those|above|below|it)\b/i;
const REPORTS =
  /^(?:i (?:have|had|got|see|think|jsut|just)\b|i'?(?:ve|m)\b|it(?:'s| is)\b|there(?:'s|s| is| are)\b|we (?:have|had)\b)/i;

/** The best sayings, each once, the most telling first. */
export function sayingsOf(clauses: readonly Clause[], wish: SayingWish): Saying[] {
  const told = clauses.map((clause) => ({ clause, terms: new Set(wish.termsOf(clause.text)) }));
  const weigh = weights(told, wish.background);
  const heaviest = new Set(
    [...new Set(told.flatMap(({ terms }) => [...terms]))]
      .sort((a, b) => weigh(b) - weigh(a) || (a < b ? -1 : 1))
      .slice(0, HEAVY)
      .filter((term) => weigh(term) > 0),
  );
  const chosen: Told[] = [];
  const covered = new Set<string>();
  let best = 0;
  while (chosen.length < MAX_SAYINGS) {
    const open = told.filter((one) => !chosen.some((other) => isSame(one, other)));
    const valued = open
      .map((one) => ({ one, value: worthOf(one, told, { weigh, heaviest, covered, wish }) }))
      .sort(byValue);
    const [next] = valued;
    const isWeak = next !== undefined && next.value < best * CUT_OFF;
    if (next === undefined || next.value <= 0 || (isWeak && !isForGood(next.one, wish))) break;
    best = Math.max(best, next.value);
    chosen.push(next.one);
    for (const term of next.one.terms) covered.add(term);
  }
  return chosen.map((one) =>
    clearest(one, told, worthOf(one, told, { weigh, heaviest, covered: new Set(), wish }), wish),
  );
}

interface Told {
  clause: Clause;
  terms: ReadonlySet<string>;
}

interface Valuing {
  weigh(term: string): number;
  heaviest: ReadonlySet<string>;
  covered: ReadonlySet<string>;
  wish: SayingWish;
}

const byValue = (a: { one: Told; value: number }, b: { one: Told; value: number }): number =>
  b.value - a.value ||
  loudness(a.one.clause.text) - loudness(b.one.clause.text) ||
  a.one.clause.at - b.one.clause.at ||
  (a.one.clause.text < b.one.clause.text ? -1 : 1);

/** How telling a word is: how much commoner here than elsewhere, times its share of the sessions; one session's words are its own. */
function weights(told: readonly Told[], background: Background): (term: string) => number {
  const all = sessionsOf(told.map(({ clause }) => clause)).size;
  const prompts = new Map<string, Set<string>>();
  const sessions = new Map<string, Set<string>>();
  for (const { clause, terms } of told) {
    for (const term of terms) {
      prompts.set(term, (prompts.get(term) ?? new Set()).add(clause.eventId));
      sessions.set(term, (sessions.get(term) ?? new Set()).add(clause.sessionId));
    }
  }
  const members = new Set(told.map(({ clause }) => clause.eventId)).size;
  const enough = all < 3 ? 1 : MIN_SESSIONS;
  return (term) => {
    const own = sessions.get(term)?.size ?? 0;
    if (own < enough) return 0;
    const lift = liftOf(term, prompts.get(term)?.size ?? 0, members, background) ?? UNCOMPARED;
    return Math.max(0, Math.log2(lift)) * (own / all);
  };
}

/** A rule for good stands by itself, even where it was said once. */
const isForGood = ({ clause }: Told, { isRule }: SayingWish): boolean =>
  isRule(clause) && DIRECTS.test(clause.text) && !POINTS.test(clause.text);
/** What such a rule is worth at least. */
const FOR_GOOD = 0.5;

function worthOf(one: Told, told: readonly Told[], { weigh, heaviest, covered, wish }: Valuing): number {
  const { text } = one.clause;
  const hasTwin = twinsOf(one, told, weigh).length > 0;
  const isDirecting = DIRECTS.test(text) || (wish.kind === 'told' && ASKS_FOR.test(text));
  if (!wish.isRule(one.clause) && !(hasTwin && isDirecting)) return 0;
  const words = [...one.terms].reduce((sum, term) => sum + weigh(term) * (covered.has(term) ? SAID : 1), 0);
  const length = Math.sqrt(Math.max(MIN_LENGTH, one.terms.size));
  const strong = [...one.terms].some((term) => heaviest.has(term)) ? 1 : 0.4;
  const worth = (words / length) * force(text, wish.isRule(one.clause)) * strong * (hasTwin ? 1.25 : 1);
  return isForGood(one, wish) ? Math.max(worth, FOR_GOOD) : worth;
}

/** How much a clause tells others to do, and how far beyond its own conversation it holds. */
function force(text: string, isRule: boolean): number {
  const directs =
    isRule || DIRECTS.test(text) ? 2 : ASKS_FOR.test(text) ? 1.3 : /[^\x20-\x7e]/.test(text) ? 1 : 0.6;
  const asks = /[?？]\s*$/.test(text) ? 0.5 : 1;
  const numbered = /\d|\.\w+\/|\/\//.test(text) ? 0.75 : 1;
  const points = POINTS.test(text) ? 0.7 : 1;
  const reports = REPORTS.test(text) ? 0.6 : 1;
  const contrasts = CONTRASTS.test(text) && text.length < 140 ? 1.6 : 1;
  return directs * asks * numbered * points * reports * contrasts * (text.length > 160 ? 0.75 : 1);
}

/** Clauses of other sessions that say the same. */
function twinsOf(one: Told, told: readonly Told[], weigh: (term: string) => number): Told[] {
  const heavy = [...one.terms].filter((term) => weigh(term) > 0);
  return told.filter((other) => {
    if (other.clause.sessionId === one.clause.sessionId) return false;
    const shared = heavy.filter((term) => other.terms.has(term)).length;
    return (
      shared >= Math.min(TWIN.shared, Math.max(2, one.terms.size)) &&
      overlap(one.terms, other.terms) >= TWIN.overlap
    );
  });
}

const isSame = (a: Told, b: Told): boolean => a === b || overlap(a.terms, b.terms) > SAME;

/** Of wordings that share most words, the calmest and then the shortest. */
function clearest(one: Told, told: readonly Told[], value: number, { isRule }: SayingWish): Saying {
  const wordings = told
    .filter((other) => overlap(one.terms, other.terms) >= NEARLY_SAME)
    .sort(
      (a, b) =>
        loudness(a.clause.text) - loudness(b.clause.text) ||
        a.clause.text.length - b.clause.text.length ||
        a.clause.at - b.clause.at,
    );
  const clause = (wordings[0] ?? one).clause;
  const twins = told
    .filter((other) => other.clause !== clause && overlap(one.terms, other.terms) >= TWIN.overlap)
    .map((other) => other.clause)
    .sort((a, b) => a.at - b.at);
  return { clause, twins, value, isRule: DIRECTS.test(clause.text) || isRule(clause) };
}

/** From here on two clauses are one sentence, spelled twice. */
const NEARLY_SAME = 0.8;

/** Words in common, as a share of all words of both. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((term) => b.has(term)).length;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}
