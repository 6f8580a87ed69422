/** The words of a request: which are verbs, which name things, and how they look in their base form. */

import { languageOf } from '../../words/language.ts';
import type { Language } from '../../words/languages.ts';
import { stem } from '../../words/stem.ts';
import { isStopWord } from '../../words/stop-words.ts';
import { parted } from '../../words/words.ts';

/** Verbs that users ask with, in their base form. Those marked true name a kind of work without an object. */
export const VERBS = new Map<string, boolean>([
  ...['release', 'deploy', 'publish', 'triage', 'benchmark', 'onboard', 'rollback'].map(
    (verb) => [verb, true] as const,
  ),
  ...`add address analyze answer apply archive audit backport bootstrap build bump cherry-pick clean close commit compare configure
   convert cover create debug disable document draft enable extract fix format generate implement import export improve inspect install
   integrate investigate lint list localize merge migrate monitor move optimize pick plan port prepare profile prune push
   rebase refactor regenerate remove rename reproduce resolve restore review rewrite rotate run scaffold seed set ship
   simplify split squash start summarize sync tag test tidy trace translate update upgrade validate verify wire write`
    .split(/\s+/)
    .map((verb) => [verb, false] as const),
]);

/** Words of work that name no kind of it; what only holds sentences together is in words/stop-words.ts. */
const GENERAL = new Set(
  `applicable back bit branch change changes code consider context continue correct current currently different existing
   file files following implement instead latest little major makes making minor plan possible proceed project proper reckon
   related remaining repo repository session several trying valid various work`.split(/\s+/),
);

/** The content words of a request in their order, in base form. */
export function goalWords(goal: string): string[] {
  return goalRuns(goal).flat();
}

/** Content words that stand side by side, in base form: `the review comments of the bot` → [review, comment], [bot]. */
export function goalRuns(goal: string): string[][] {
  const language = languageOf(goal);
  const runs: string[][] = [[]];
  for (const { word, base } of basesOf(goal)) {
    const isContent =
      /\p{L}/u.test(base) && base.length > 1 && !isEmpty(word, language) && !isEmpty(base, language);
    if (isContent) runs.at(-1)?.push(base);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

const isEmpty = (word: string, language: Language) => isStopWord(word, language) || GENERAL.has(word);

/** Each word and mark of a request as spelled, with its base form in the request's language. */
export function basesOf(goal: string): { word: string; base: string }[] {
  const language = languageOf(goal);
  return spelledWords(goal).map((word) => ({ word, base: baseIn(word, language) }));
}

/** The words and marks of a request as spelled, in lower case. Code, addresses and paths leave a mark. */
export function spelledWords(goal: string): string[] {
  const prose = goal
    .replace(/```[\s\S]*?(?:```|$)/g, ' , ')
    .replace(/`[^`]*`/g, ' , ')
    .replace(/\b[a-z]+:\/\/\S+/gi, ' , ')
    .replace(/(?<!\S)\S*[/\\_@=<>{}$]\S*/g, ' , ');
  return parted(prose).match(/\p{L}[\p{L}\p{M}'-]*[\p{L}\p{M}]|\p{L}|[^\s\p{L}\p{M}'-]+/gu) ?? [];
}

/** `releases`, `releasing`, `released` → `release`; a plural loses its `s`: an English word in a form that a name can show. */
export function baseForm(word: string): string {
  return verbOf(word) ?? singular(bare(word));
}

/** Words of other languages are known by their stem; English verbs are mixed into all of them. */
const baseIn = (word: string, language: Language): string =>
  language === 'en' ? baseForm(word) : (verbOf(word) ?? stem(word, language));

/** Words behind which a verb stands in its base form, if any does: who is asked, what is asked of them, what joins two deeds. */
const BEFORE_VERBS = new Set(
  `to and or then now just also please pls you we i us let lets let's can could should shall must may might will would do don't
   not never always help go maybe ok okay yes so but`.split(/\s+/),
);

/** The verbs that a request asks with: `test it` has one, `the test fails` none. */
export function verbUses(goal: string): string[] {
  const words = basesOf(goal);
  return words.flatMap(({ word, base }, at) => {
    const before = words[at - 1]?.word ?? '';
    const isUse = word === base && VERBS.has(base) && (!/\p{L}/u.test(before) || BEFORE_VERBS.has(before));
    return isUse ? [base] : [];
  });
}

const bare = (word: string) => word.replace(/'s?$|'(?:ll|re|ve|d)$/, '');

function verbOf(word: string): string | undefined {
  const plain = bare(word);
  const candidates = [
    plain.replace(/(?:ing|ed|es|s)$/, ''),
    plain.replace(/(?:ing|ed)$/, 'e'),
    plain.replace(/(.)\1(?:ing|ed)$/, '$1'),
    plain.replace(/d$|s$/, ''),
    plain.replace(/ies$/, 'y'),
  ];
  return candidates.find((candidate) => VERBS.has(candidate));
}

function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is|ous|ics)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss|z)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** Verbs that are as often the thing itself. */
const BOTH = new Set([
  'review',
  'test',
  'release',
  'build',
  'deploy',
  'plan',
  'audit',
  'benchmark',
  'document',
]);
const ADJECTIVES = new Set(
  'similar additional important open closed stale recent old broken ready full whole main good bad big small single fresh failed failing fine least most'.split(
    ' ',
  ),
);
/** True for a word that can be what a verb is done to. */
export const isNoun = (word: string): boolean =>
  (!VERBS.has(word) || BOTH.has(word)) && !ADJECTIVES.has(word);
