/** What a standing rule says as words: two wordings of one rule share most of them, a rule and its opposite do not agree. */

import { stem } from './stem.ts';
import { termsOf } from './terms.ts';

/** Words that turn a rule into another one, or into its opposite, though they carry no subject. */
const TURNS = /\b(?:not|never|always|only|no|without|instead|before|after|don['’]?t|must|use)\b/gi;
/** Those of them by which something is forbidden. */
const DENIES = /\b(?:not|never|no|without|don['’]?t|avoid|stop)\b/i;
/** Share of a rule's terms that a sentence of a document holds which states it. */
const STATED = 0.8;
/** With fewer terms a sentence about the same things holds them by chance. */
const MIN_TERMS = 3;

/** The terms of a rule and the words that turn it. */
export function wordsOfRule(text: string): Set<string> {
  const turns = text.toLowerCase().match(TURNS) ?? [];
  return new Set([...termsOf(text), ...turns.map((word) => stem(word.replace(/['’]/, '')))]);
}

/** What a rule says must, and must not, be done: the first term behind each "always" and each "never". */
export interface Stances {
  wanted: ReadonlySet<string>;
  unwanted: ReadonlySet<string>;
}

/** Reads the stances of a rule, in English. */
export function stancesOf(text: string): Stances {
  const behind = (pattern: RegExp) =>
    new Set([...text.matchAll(pattern)].flatMap((match) => termsOf(match[1] ?? '').slice(0, 1)));
  return {
    wanted: behind(/\balways\b(.*)/gi),
    unwanted: behind(/\b(?:never|do not|don['’]?t|must not|should not)\b(.*)/gi),
  };
}

/** Whether one rule wants what the other one forbids. */
export function contradict(a: Stances, b: Stances): boolean {
  const meet = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    [...one].some((term) => other.has(term));
  return meet(a.wanted, b.unwanted) || meet(b.wanted, a.unwanted);
}

/**
 * The line of a document, from 1, on which a sentence begins that states the rule in whatever words; null where none does. A
 * rule of one or two terms is known by its very words alone.
 */
export function lineThatStates(document: string, rule: string): number | null {
  const terms = new Set(termsOf(rule));
  if (terms.size < MIN_TERMS) return null;
  const lines = document.split('\n');
  const at = lines.findIndex((line, index) =>
    sentencesFrom(lines, index).some(({ text, start }) => start <= line.length && states(text, rule, terms)),
  );
  return at < 0 ? null : at + 1;
}

/** A sentence goes over so many lines at most. */
const WRAPPED_LINES = 4;
/** A line that begins something new: an item, a heading, a quotation, a row, a paragraph. */
const BEGINS = /^\s*(?:[-*+#>|]|\d+[.)]|$)/;

/** The sentences of a line and of those that go on with it, each with its place. */
function sentencesFrom(lines: readonly string[], from: number): { text: string; start: number }[] {
  const rest = lines.slice(from + 1, from + WRAPPED_LINES);
  const end = rest.findIndex((line) => BEGINS.test(line));
  const text = [lines[from] ?? '', ...(end < 0 ? rest : rest.slice(0, end))].join('\n');
  return [...text.matchAll(/[^.!?\s](?:[^.!?]|[.!?](?!\s))*/g)].map((match) => ({
    text: match[0],
    start: match.index,
  }));
}

function states(sentence: string, rule: string, terms: ReadonlySet<string>): boolean {
  if (DENIES.test(sentence) !== DENIES.test(rule) || contradict(stancesOf(sentence), stancesOf(rule)))
    return false;
  const said = new Set(termsOf(sentence));
  return [...terms].filter((term) => said.has(term)).length >= STATED * terms.size;
}
