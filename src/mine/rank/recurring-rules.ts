/**
 * Finds the user's standing rules: what they said in several sessions, in whatever words, and what they said once to hold from
 * then on. A rule that is said again is a correction, whatever became of the work.
 */

import type { RuleSaying } from '../../candidates.ts';
import type { Episode, MemoryNote } from '../../types.ts';
import { contradict, wordsOfRule } from '../../words/rule-words.ts';
import { termsOf } from '../../words/terms.ts';
import { isLasting } from '../episodes/preferences.ts';
import type { Recurrence } from './score.ts';

/** One rule with the episodes in which it was said, oldest first. */
export interface RecurringRule extends Recurrence {
  kind: 'preference';
  /** In the user's words, the oldest ones. */
  subject: string;
  episodes: Episode[];
  sayings: RuleSaying[];
}

/** Share of their words, the rare ones counting more, that two wordings of one rule have in common. */
const SAME_RULE = 0.5;
/** In one session a rule is said again sooner than a second one about the same things. */
const SAID_AGAIN = 0.25;
/** One shared word is no shared rule. */
const MIN_SHARED_TERMS = 2;
/** What turns a rule and is no term counts as much as a word that every prompt has. */
const TURN_WEIGHT = Math.LN2;

/** A clause that may be a rule. */
interface Said extends RuleSaying {
  episode: Episode;
  words: ReadonlySet<string>;
}

/** The rules of a project; the order of the input does not matter. */
export function recurringRules(episodes: readonly Episode[]): RecurringRule[] {
  // What a program says again and again is no person's rule.
  const own = episodes.filter(({ headless }) => !headless).sort(byTime);
  const stated = own.flatMap((episode) => saidIn(episode, episode.memory.preferences));
  const asides = own.flatMap((episode) => saidIn(episode, episode.memory.asides ?? []));
  const words = weighing(rarity(own, [...stated, ...asides]));
  const rules: Said[][] = [];
  /** Which rules a telling word stands in: what shares none with a saying cannot be the same rule. */
  const holding = new Map<string, Set<Said[]>>();
  const place = (saying: Said, isRule: boolean) => {
    const telling = words.telling(saying.words);
    const near = [...new Set(telling.flatMap((word) => [...(holding.get(word) ?? [])]))];
    const rule = nearest(saying, near, words) ?? [];
    if (rule.length === 0 && isRule) rules.push(rule);
    if (rule.length === 0 && !isRule) return;
    rule.push(saying);
    for (const word of telling) holding.set(word, (holding.get(word) ?? new Set()).add(rule));
  };
  for (const saying of stated) place(saying, true);
  // By itself an aside is a task, or talk about one; it may be another wording of what reads as a rule.
  for (const saying of asides) place(saying, false);
  return rules.filter((rule) => isStanding(rule, rules)).map(ruleOf);
}

/** The rule that a saying is another wording of, the most alike one. */
function nearest(saying: Said, rules: readonly Said[][], words: Weighing): Said[] | null {
  let best: { rule: Said[] | null; likeness: number } = { rule: null, likeness: 0 };
  for (const rule of rules.filter((one) => !contradictIn([saying], one))) {
    const likeness = Math.max(...rule.map((other) => likenessOf(saying, other, words)));
    if (likeness >= 1 && likeness > best.likeness) best = { rule, likeness };
  }
  return best.rule;
}

const byTime = (a: Episode, b: Episode) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);

/**
 * Said in two sessions; in one only where the user said it twice, or so that it holds from then on, and never said the
 * opposite.
 */
function isStanding(sayings: readonly Said[], all: readonly (readonly Said[])[]): boolean {
  if (new Set(sayings.map(({ sessionId }) => sessionId)).size > 1) return true;
  const isFirm =
    new Set(sayings.map(({ eventId }) => eventId)).size > 1 || sayings.some(({ text }) => isLasting(text));
  return isFirm && !all.some((other) => contradictIn(sayings, other));
}

const contradictIn = (some: readonly Said[], others: readonly Said[]): boolean =>
  some.some(({ text }) => others.some((other) => contradict(text, other.text)));

function ruleOf(sayings: readonly Said[]): RecurringRule {
  const ordered = [...sayings].sort((a, b) => byTime(a.episode, b.episode));
  return {
    kind: 'preference',
    // An older aside that is found later must not rename the rule.
    subject: sayings[0]?.text ?? '',
    episodes: [...new Set(ordered.map(({ episode }) => episode))],
    sayings: ordered.map(({ text, eventId, sessionId }) => ({ text, eventId, sessionId })),
  };
}

const saidIn = (episode: Episode, notes: readonly MemoryNote[]): Said[] =>
  notes.map(({ text, eventId }) => ({
    text,
    eventId,
    sessionId: episode.sessionId,
    episode,
    words: wordsOfRule(text),
  }));

/** How alike two sayings are as rules; from 1 on they are one. */
function likenessOf(a: Said, b: Said, words: Weighing): number {
  const common = [...a.words].filter((word) => b.words.has(word)).length;
  const enough = a.sessionId === b.sessionId ? SAID_AGAIN : SAME_RULE;
  return common < MIN_SHARED_TERMS ? 0 : words.share(a.words, b.words) / enough;
}

interface Weighing {
  /** Weight of the words in common, of that of all words of both. */
  share(a: ReadonlySet<string>, b: ReadonlySet<string>): number;
  /**
   * The rarest words, of which another text has one if its share is {@link SAID_AGAIN} (the prefix filter of Chaudhuri, Ganti
   * and Kaushik, "A primitive operator for similarity joins in data cleaning", ICDE 2006).
   */
  telling(words: ReadonlySet<string>): string[];
}

function weighing(weigh: (word: string) => number): Weighing {
  const sum = (words: Iterable<string>) => [...words].reduce((total, word) => total + weigh(word), 0);
  return {
    share: (a, b) => sum([...a].filter((word) => b.has(word))) / sum(new Set([...a, ...b])),
    telling: (words) => {
      const ordered = [...words].sort((a, b) => weigh(b) - weigh(a) || (a < b ? -1 : 1));
      const all = sum(ordered);
      return ordered.filter((_word, at) => sum(ordered.slice(at)) >= SAID_AGAIN * all);
    },
  };
}

/** What a word tells: the fewer of the project's prompts hold it the more, and never nothing. */
function rarity(episodes: readonly Episode[], said: readonly Said[]): (term: string) => number {
  const holding = new Map<string, Set<string>>();
  const note = (term: string, eventId: string) =>
    holding.set(term, (holding.get(term) ?? new Set()).add(eventId));
  const prompts = episodes.flatMap((episode) => [episode, ...(episode.later ?? [])]);
  for (const { id, memory } of prompts) for (const term of termsOf(memory.goal)) note(term, id);
  for (const { text, eventId } of said) for (const term of termsOf(text)) note(term, eventId);
  const all = new Set([...prompts.map(({ id }) => id), ...said.map(({ eventId }) => eventId)]).size;
  return (term) => {
    const own = holding.get(term)?.size ?? 0;
    return own === 0 ? TURN_WEIGHT : Math.log(1 + all / own);
  };
}
