/**
 * Finds the user's standing rules: what they said in several sessions, in whatever words, and what they said once to hold from
 * then on. A rule that is said again is a correction, whatever became of the work.
 */

import type { RuleSaying } from '../../candidates.ts';
import type { Episode, MemoryNote } from '../../types.ts';
import { contradict, type Stances, stancesOf, wordsOfRule } from '../../words/rule-words.ts';
import { termsOf } from '../../words/terms.ts';
import { isLasting, isReminder } from '../episodes/preferences.ts';
import { byTime } from '../read/by-time.ts';
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
/** A short wording of which so much stands in a long one is the same rule, where it has so many words. */
const HELD = 0.65;
const MANY_WORDS = 3;
/** One shared word is no shared rule. */
const MIN_SHARED_WORDS = 2;
/** What turns a rule and is no term counts as much as a word that every prompt has. */
const TURN_WEIGHT = Math.LN2;

/** A clause that may be a rule. */
interface Said extends RuleSaying {
  episode: Episode;
  /** Only what reads as a rule is one by itself; a reminder is one said again; an aside is a task, or talk about one. */
  force: 'rule' | 'reminder' | 'aside';
  words: ReadonlySet<string>;
  stances: Stances;
}

/** The rules of a project; the order of the input does not matter. */
export function recurringRules(episodes: readonly Episode[]): RecurringRule[] {
  // What a program says again and again is no person's rule.
  const own = episodes.filter(({ headless }) => !headless).sort(byTime);
  const stated = own.flatMap((episode) => saidIn(episode, episode.memory.preferences, () => 'rule'));
  const asides = own.flatMap((episode) =>
    saidIn(episode, episode.memory.asides ?? [], (text) => (isReminder(text) ? 'reminder' : 'aside')),
  );
  const weigh = rarity(own, [...stated, ...asides]);
  const rules: Said[][] = [];
  const holding = new Map<string, Set<Said[]>>();
  for (const saying of [...stated, ...asides]) {
    const known = nearest(saying, rulesNear(saying, holding), weigh);
    if (known === null && saying.force === 'aside') continue;
    const rule = known ?? [];
    if (known === null) rules.push(rule);
    rule.push(saying);
    for (const word of saying.words) holding.set(word, (holding.get(word) ?? new Set()).add(rule));
  }
  return rules.filter((rule) => isStanding(rule, rules)).map(ruleOf);
}

/** The rules in whose wordings enough of a saying's words stand. */
function rulesNear({ words }: Said, holding: ReadonlyMap<string, ReadonlySet<Said[]>>): Said[][] {
  const counts = new Map<Said[], number>();
  for (const word of words)
    for (const rule of holding.get(word) ?? []) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].flatMap(([rule, count]) => (count >= MIN_SHARED_WORDS ? [rule] : []));
}

/** The rule that a saying is another wording of, the most alike one. */
function nearest(saying: Said, rules: readonly Said[][], weigh: Weighing): Said[] | null {
  let best: { rule: Said[] | null; likeness: number } = { rule: null, likeness: 1 };
  for (const rule of rules.filter((one) => !contradictIn([saying], one))) {
    const likeness = Math.max(...rule.map((other) => likenessOf(saying, other, weigh)));
    if (likeness > best.likeness) best = { rule, likeness };
  }
  return best.rule;
}

/**
 * Said in two sessions, one of them as a rule or both as a reminder; in one only where the user said it twice, or so that it
 * holds from then on, and never said the opposite.
 */
function isStanding(sayings: readonly Said[], all: readonly (readonly Said[])[]): boolean {
  const stated = sayings.filter(({ force }) => force === 'rule');
  const meant = stated.length > 0 ? sayings : sayings.filter(({ force }) => force === 'reminder');
  if (new Set(meant.map(({ sessionId }) => sessionId)).size > 1) return true;
  const isFirm =
    new Set(stated.map(({ eventId }) => eventId)).size > 1 || stated.some(({ text }) => isLasting(text));
  return isFirm && !all.some((other) => contradictIn(sayings, other));
}

const contradictIn = (some: readonly Said[], others: readonly Said[]): boolean =>
  some.some(({ stances }) => others.some((other) => contradict(stances, other.stances)));

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

const saidIn = (
  episode: Episode,
  notes: readonly MemoryNote[],
  forceOf: (text: string) => Said['force'],
): Said[] =>
  notes.map(({ text, eventId }) => ({
    text,
    eventId,
    sessionId: episode.sessionId,
    episode,
    force: forceOf(text),
    words: wordsOfRule(text),
    stances: stancesOf(text),
  }));

/** How alike two sayings are as rules; above 1 they are one. */
function likenessOf(a: Said, b: Said, weigh: Weighing): number {
  const sum = (words: readonly string[]) => words.reduce((total, word) => total + weigh(word), 0);
  const common = [...a.words].filter((word) => b.words.has(word));
  const enough =
    a.sessionId === b.sessionId && a.force === 'rule' && b.force === 'rule' ? SAID_AGAIN : SAME_RULE;
  const shared = sum(common);
  const share = shared / sum([...new Set([...a.words, ...b.words])]);
  if (common.length < MANY_WORDS) return share / enough;
  const held = shared / Math.min(sum([...a.words]), sum([...b.words]));
  return Math.max(share / enough, Math.min(held / HELD, share / SAID_AGAIN));
}

type Weighing = (word: string) => number;

/** What a word tells: the fewer of the project's prompts hold it the more, and never nothing. */
function rarity(episodes: readonly Episode[], said: readonly Said[]): Weighing {
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
