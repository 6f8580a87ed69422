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
   current latest everything something anything bit little currently instead try trying
   applicable valid possible various several minor major remaining related different existing correct proper different
   okay great nice perfect thanks wait maybe actually theres there's back come came ive i've dont don't im i'm whats what's`.split(
    /\s+/,
  ),
);

/** The content words of a request in their order, in base form. */
export function goalWords(goal: string): string[] {
  return goalRuns(goal).flat();
}

/** Content words that stand side by side, in base form: `the review comments of the bot` → [review, comment], [bot]. */
function goalRuns(goal: string): string[][] {
  const runs: string[][] = [[]];
  for (const spelled of spelledWords(goal)) {
    const word = baseForm(spelled);
    const isContent =
      /[a-z]/.test(word) && word.length > 1 && !STOP_WORDS.has(spelled) && !STOP_WORDS.has(word);
    if (isContent) runs.at(-1)?.push(word);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** The words and marks of a request as spelled, in lower case. Code, addresses and paths leave a mark. */
function spelledWords(goal: string): string[] {
  const prose = goal
    .replace(/```[\s\S]*?(?:```|$)/g, ' , ')
    .replace(/`[^`]*`/g, ' , ')
    .replace(/\b[a-z]+:\/\/\S+/gi, ' , ')
    .replace(/\S*[/\\_@=<>{}$]\S*/g, ' , ')
    .toLowerCase();
  return prose.match(/[a-z][a-z'-]*[a-z]|[a-z]|[^\sa-z'-]+/g) ?? [];
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
  /** The verb most requests share, with or without an object. */
  verb: string | null;
  /** The words that name this kind of work, as the requests spell them; empty when they share too little. */
  name: string[];
  /** Words that recur in the requests, commonest first, in base form. */
  terms: string[];
}

const MAX_TERMS = 8;
/** Verb and object, or the two words most requests share. */
const MAX_NAME_WORDS = 3;

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
  const terms = [...counts].filter(([, count]) => count >= 2).map(([word]) => word);
  const name = slashName(episodes, needed) ?? nameWords(common, sessions, needed, episodes);
  return {
    verb: common.find((word) => VERBS.has(word)) ?? null,
    name: name.map((word) => commonSpelling(word, episodes)),
    terms: terms.slice(0, MAX_TERMS),
  };
}

/** The slash command that most requests gave: `/gsd:check-todos` → check, todos. */
function slashName(episodes: readonly Episode[], needed: number): string[] | null {
  const commands = new Map<string, Set<string>>();
  for (const { sessionId, memory } of episodes) {
    const command = /^\/(?:[\w.-]+:)*([a-z][\w-]*)/i.exec(memory.goal.trim())?.[1]?.toLowerCase();
    if (command !== undefined) commands.set(command, (commands.get(command) ?? new Set()).add(sessionId));
  }
  const [best] = [...commands].sort(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1));
  return best === undefined || best[1].size < needed
    ? null
    : best[0].split(/[-_]+/).slice(0, MAX_NAME_WORDS + 1);
}

/** The commonest verb with its object; else the nouns that most requests share; else nothing. */
function nameWords(
  common: readonly string[],
  sessions: string[][][],
  needed: number,
  episodes: readonly Episode[],
): string[] {
  const countOf = (word: string) => sessions.filter((goals) => goals.flat().includes(word)).length;
  const placeOf = (word: string) => {
    const places = sessions.flat().flatMap((goal) => (goal.includes(word) ? [goal.indexOf(word)] : []));
    return places.reduce((sum, place) => sum + place, 0) / places.length;
  };
  const verbs = common
    .filter((word) => VERBS.has(word))
    .sort((a, b) => countOf(b) - countOf(a) || placeOf(a) - placeOf(b));
  const nouns = common.filter(isNoun);
  for (const verb of verbs) {
    const object = objectOf(verb, sessions, needed, episodes);
    if (object.length > 0) return [verb, ...object].slice(0, MAX_NAME_WORDS);
    if (VERBS.get(verb) === true) return [verb];
  }
  const [verb] = verbs;
  const shared = inOrder(nouns.slice(0, 2), sessions, episodes);
  if (verb !== undefined && shared.length > 0) return [verb, ...shared.filter((word) => word !== verb)];
  return shared.length === 2 ? ['handle', ...shared] : [];
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
  'open closed stale recent old broken ready full whole main good bad big small single fresh failed failing least most'.split(
    ' ',
  ),
);
const isNoun = (word: string): boolean => (!VERBS.has(word) || BOTH.has(word)) && !ADJECTIVES.has(word);

/** Two words as the requests mostly order them; standing side by side counts before standing apart. */
function inOrder(words: string[], sessions: string[][][], episodes: readonly Episode[]): string[] {
  const [a = '', b = ''] = words;
  if (words.length < 2) return words;
  const goals = sessions.flat().filter((goal) => goal.includes(a) && goal.includes(b));
  const lead = (test: (from: number, to: number) => boolean): number =>
    goals.filter((goal) => test(goal.indexOf(a), goal.indexOf(b))).length -
    goals.filter((goal) => test(goal.indexOf(b), goal.indexOf(a))).length;
  const beside = sideBySide(`${a} ${b}`, episodes) - sideBySide(`${b} ${a}`, episodes);
  return (beside === 0 ? lead((from, to) => from < to) : beside) >= 0 ? words : [b, a];
}

/** In how many sessions each key occurs, most first; ties by the alphabet, so that any order gives the same. */
function countSessions(sessions: string[][][], keysOf: (words: string[]) => string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const goals of sessions) {
    for (const key of new Set(goals.flatMap(keysOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}

/** In how many sessions the two words stand side by side. */
function sideBySide(pair: string, episodes: readonly Episode[]): number {
  const holds = ({ memory }: Episode) =>
    goalRuns(memory.goal).some((run) => ` ${run.join(' ')} `.includes(` ${pair} `));
  return new Set(episodes.filter(holds).map(({ sessionId }) => sessionId)).size;
}

/** How far behind its verb an object may stand, in content words. */
const REACH = 3;

function objectOf(
  verb: string,
  sessions: string[][][],
  needed: number,
  episodes: readonly Episode[],
): string[] {
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
  const pair = [...pairs].find(
    ([words, count]) => count >= needed && sideBySide(words, episodes) * 2 >= count,
  );
  if (pair !== undefined) return pair[0].split(' ');
  const single = [...countSessions(sessions, (words) => after(words).flat().filter(isNoun))].find(
    ([, count]) => count >= needed,
  );
  return single === undefined ? [] : [single[0]];
}
