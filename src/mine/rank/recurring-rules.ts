/** Finds the user's standing rules: what they said in several sessions. */

import type { Episode } from '../../types.ts';
import { stem } from '../../words/stem.ts';
import { termsOf } from '../../words/terms.ts';

/** One rule with the episodes in which it was stated, oldest first. */
export interface RecurringRule {
  kind: 'preference';
  /** In the user's words. */
  subject: string;
  episodes: Episode[];
}

/** Share of their words that two wordings of one rule have in common. */
const SAME_RULE = 0.5;
/** One shared word is no shared rule. */
const MIN_SHARED_TERMS = 2;
/** Words that turn a rule into its opposite count as much as its subject. */
const TURNS = /\b(?:not|never|always|only|no|without|instead|before|after|don'?t|must|use)\b/gi;

/**
 * The rules that came up in two episodes or more; each joins the oldest one it is another wording of. The order of the input
 * does not matter.
 */
export function recurringRules(episodes: readonly Episode[]): RecurringRule[] {
  const ordered = [...episodes].sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  const rules: (RecurringRule & { words: ReadonlySet<string> })[] = [];
  // What a program says again and again is no person's rule.
  for (const episode of ordered.filter(({ headless }) => !headless)) {
    for (const { text } of episode.memory.preferences) {
      const words = wordsOfRule(text);
      const known = rules.find((rule) => isSameRule(rule.words, words) && !contradict(rule.subject, text));
      if (known === undefined) rules.push({ kind: 'preference', subject: text, episodes: [episode], words });
      else if (!known.episodes.includes(episode)) known.episodes.push(episode);
    }
  }
  return rules.map(({ words: _, ...rule }) => rule).filter((rule) => rule.episodes.length > 1);
}

function wordsOfRule(text: string): Set<string> {
  const turns = text.toLowerCase().match(TURNS) ?? [];
  return new Set([...termsOf(text), ...turns.map((word) => stem(word.replace("'", '')))]);
}

/** What a rule says must, and must not, be done: the first term behind each "always" and each "never". */
function stances(text: string): { wanted: Set<string>; unwanted: Set<string> } {
  const behind = (pattern: RegExp) =>
    new Set([...text.matchAll(pattern)].flatMap((match) => termsOf(match[1] ?? '').slice(0, 1)));
  return {
    wanted: behind(/\balways\b(.*)/gi),
    unwanted: behind(/\b(?:never|do not|don'?t|must not|should not)\b(.*)/gi),
  };
}

function contradict(a: string, b: string): boolean {
  const [left, right] = [stances(a), stances(b)];
  const meet = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    [...one].some((term) => other.has(term));
  return meet(left.wanted, right.unwanted) || meet(right.wanted, left.unwanted);
}

function isSameRule(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared >= MIN_SHARED_TERMS && shared / (a.size + b.size - shared) >= SAME_RULE;
}
