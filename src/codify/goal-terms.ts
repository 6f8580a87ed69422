/** What the users' requests have in common: a verb, an object, and the words a next request will use again. */

import type { Episode } from '../types.ts';

/** Verbs that users ask with, in their base form. Those marked true name a kind of work without an object. */
const VERBS = new Map<string, boolean>([
  ...['release', 'deploy', 'publish', 'triage', 'benchmark', 'onboard', 'rollback'].map(
    (verb) => [verb, true] as const,
  ),
  ...`add address analyze apply archive audit backport bootstrap build bump cherry-pick clean close commit compare configure
   convert cover create debug document draft extract fix format generate implement import export improve inspect install
   integrate investigate lint localize merge migrate monitor move optimize pick plan port prepare profile prune push
   rebase refactor regenerate remove rename reproduce resolve restore review rewrite rotate run scaffold seed set ship
   simplify split squash start summarize sync tag test tidy trace translate update upgrade validate verify wire write`
    .split(/\s+/)
    .map((verb) => [verb, false] as const),
]);

/** Words that say nothing about the kind of work. */
const STOP_WORDS = new Set(
  `a about above after again all also an and any are as at be because been before below both but by can cannot could did
   do does doing done down each else etc every few first for from get give go going good got had has have having he hello
   help her here hey hi him his how i if in into is it its just know last let lets like look make makes making many may me
   might more most much must my need needs new next no not now of off ok okay on once one only or other our out over own
   please put really right same see she should so some still such sure take than thank thanks that the their them then
   there these they thing things think this those through to today tomorrow too two under until up us use using very want
   was way we well were what when where which while who why will with work would yes yet you your yourself
   implement following plan context session continue proceed file files code repo repository project branch change changes
   current latest everything something anything bit little also currently currently instead currently try trying`.split(
    /\s+/,
  ),
);

/** The content words of a request in their order, in base form. */
export function goalWords(goal: string): string[] {
  return spelledWords(goal)
    .map(baseForm)
    .filter((word) => word.length > 1 && !STOP_WORDS.has(word));
}

/** The words of a request as spelled, in lower case. Code, addresses, paths and numbers are left out. */
function spelledWords(goal: string): string[] {
  const prose = goal
    .replace(/```[\s\S]*?(?:```|$)/g, ' ')
    .replace(/`[^`]*`/g, ' ')
    .replace(/\b[a-z]+:\/\/\S+/gi, ' ')
    .replace(/\S*[/\\_@=<>{}$]\S*/g, ' ')
    .toLowerCase();
  return prose.match(/[a-z][a-z'-]*[a-z]|[a-z]/g) ?? [];
}

/** How the requests mostly spell a word: `comments` where its base form is `comment`. */
function commonSpelling(base: string, episodes: readonly Episode[]): string {
  const counts = new Map<string, number>();
  for (const word of episodes.flatMap(({ memory }) => spelledWords(memory.goal))) {
    if (baseForm(word) === base) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best?.[0] ?? base;
}

/** `releases`, `releasing`, `released` → `release`; a plural loses its `s`. */
export function baseForm(word: string): string {
  const plain = word.replace(/'s?$|'(?:ll|re|ve|d)$/, '');
  const candidates = [
    plain.replace(/(?:ing|ed|es|s)$/, ''),
    plain.replace(/(?:ing|ed)$/, 'e'),
    plain.replace(/(.)\1(?:ing|ed)$/, '$1'),
    plain.replace(/d$|s$/, ''),
    plain.replace(/ies$/, 'y'),
  ];
  return candidates.find((candidate) => VERBS.has(candidate)) ?? singular(plain);
}

function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is|ous|ics)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss|z)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

export interface SharedGoal {
  /** The verb most requests share, or null. */
  verb: string | null;
  /** What the verb is done to: one or two words, or empty. */
  object: string[];
  /** Words that recur in the requests, commonest first, the verb and object among them. */
  terms: string[];
  /** Whether verb (and object) name a kind of work by themselves. */
  namesWork: boolean;
}

const MAX_TERMS = 8;

/** What the goals of the episodes share; counted in sessions, so that one long talk does not decide. */
export function sharedGoal(episodes: readonly Episode[]): SharedGoal {
  const bySession = new Map<string, string[][]>();
  for (const { sessionId, memory } of episodes) {
    bySession.set(sessionId, [...(bySession.get(sessionId) ?? []), goalWords(memory.goal)]);
  }
  const sessions = [...bySession.values()];
  const needed = Math.max(2, Math.ceil(sessions.length / 2));
  const counts = countSessions(sessions, (words) => words);
  const common = [...counts].filter(([, count]) => count >= needed).map(([word]) => word);
  const recurring = [...counts].filter(([, count]) => count >= 2).map(([word]) => word);
  const verb = common.find((word) => VERBS.has(word)) ?? null;
  const object =
    verb === null
      ? []
      : objectOf(verb, sessions, needed).map((word, index, words) =>
          index === words.length - 1 ? commonSpelling(word, episodes) : word,
        );
  return {
    verb,
    object,
    terms: recurring.slice(0, MAX_TERMS),
    namesWork: verb !== null && (VERBS.get(verb) === true || object.length > 0),
  };
}

/** In how many sessions each key occurs, most first; ties by the alphabet, so that any order gives the same. */
function countSessions(sessions: string[][][], keysOf: (words: string[]) => string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const goals of sessions) {
    for (const key of new Set(goals.flatMap(keysOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}

/** How far behind its verb an object may stand, in content words. */
const REACH = 3;

function objectOf(verb: string, sessions: string[][][], needed: number): string[] {
  const after = (words: string[]): string[][] =>
    words.flatMap((word, index) => (word === verb ? [words.slice(index + 1, index + 1 + REACH)] : []));
  const isNoun = (word: string) =>
    !VERBS.has(word) || word === 'review' || word === 'test' || word === 'release';
  const pairs = countSessions(sessions, (words) =>
    after(words).flatMap((near) =>
      near.slice(1).flatMap((word, index) => {
        const left = near[index] ?? '';
        return isNoun(left) && isNoun(word) ? [`${left} ${word}`] : [];
      }),
    ),
  );
  const pair = [...pairs].find(([, count]) => count >= needed);
  if (pair !== undefined) return pair[0].split(' ');
  const single = [...countSessions(sessions, (words) => after(words).flat().filter(isNoun))].find(
    ([, count]) => count >= needed,
  );
  return single === undefined ? [] : [single[0]];
}
