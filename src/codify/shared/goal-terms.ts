/** What the users' requests have in common: a verb, an object, and the words a next request will use again. */

import type { Episode } from '../../types.ts';
import { languageOf } from '../../words/language.ts';
import type { Language } from '../../words/languages.ts';
import { isFunctionWord } from '../../words/stop-words.ts';
import { basesOf, goalRuns, goalWords, isNoun, spelledWords, VERBS, verbUses } from './request-words.ts';

export interface SharedGoal {
  /** Verbs that requests ask with, those of most sessions first, in base form. */
  verbs: string[];
  /** The words that name this kind of work, as the requests spell them; empty when they share too little. */
  name: string[];
  /** The noun that most requests share, if a third of them do. */
  topic: string | null;
  /** Words that recur in the requests, commonest first, in base form. */
  terms: string[];
}

const MAX_TERMS = 8;
/** Share of the sessions whose requests hold a term. */
const TERM_SHARE = 0.3;
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
  const verbs = verbsIn(episodes, counts);
  const few = Math.max(2, Math.ceil(sessions.length * TERM_SHARE));
  const terms = [...counts].filter(([, count]) => count >= few).map(([word]) => word);
  const name = slashName(episodes, needed) ?? nameWords({ common, terms, verbs, sessions, needed }, episodes);
  const spelled = name.map((word) => commonSpelling(word, episodes));
  return {
    verbs: [...verbs],
    name: spelled.length > 0 ? spelled : sharedPhrase(episodes, needed),
    topic: terms.find((word) => isNoun(word) && word.length > 2) ?? null,
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

/** Of the sessions whose requests hold a word, so many have it as their verb; elsewhere it names a thing. */
const AS_VERB = 1 / 3;

/** The words that are the verbs of requests, by how many sessions hold them. */
function verbsIn(episodes: readonly Episode[], holding: ReadonlyMap<string, number>): Set<string> {
  const uses = new Map<string, Set<string>>();
  for (const { sessionId, memory } of episodes) {
    for (const verb of verbUses(memory.goal)) uses.set(verb, (uses.get(verb) ?? new Set()).add(sessionId));
  }
  const countOf = (verb: string) => holding.get(verb) ?? 0;
  return new Set(
    [...uses]
      .filter(([verb, sessions]) => sessions.size >= countOf(verb) * AS_VERB)
      .map(([verb]) => verb)
      .sort((a, b) => countOf(b) - countOf(a) || (a < b ? -1 : 1)),
  );
}

/** Words of the requests, counted. */
interface Words {
  /** In half of the sessions, and in a third of them. */
  common: readonly string[];
  terms: readonly string[];
  verbs: ReadonlySet<string>;
  sessions: string[][][];
  /** So many sessions are half of them. */
  needed: number;
}

/** The commonest verb with its object; else the nouns that most requests share; else nothing. */
function nameWords(
  { common, terms, verbs: asked, sessions, needed }: Words,
  episodes: readonly Episode[],
): string[] {
  const countOf = (word: string) => sessions.filter((goals) => goals.flat().includes(word)).length;
  const placeOf = (word: string) => {
    const places = sessions.flat().flatMap((goal) => (goal.includes(word) ? [goal.indexOf(word)] : []));
    return places.reduce((sum, place) => sum + place, 0) / places.length;
  };
  const verbs = common
    .filter((word) => asked.has(word))
    .sort((a, b) => countOf(b) - countOf(a) || placeOf(a) - placeOf(b));
  const nouns = common.filter(isNoun);
  for (const verb of verbs) {
    const object = objectOf(verb, sessions, needed, episodes);
    if (object.length > 0) return [verb, ...object].slice(0, MAX_NAME_WORDS);
    if (VERBS.get(verb) === true) return [verb];
  }
  const verb = verbs[0] ?? terms.find((word) => asked.has(word) && !isNoun(word));
  const shared = besideEachOther(nouns.slice(0, 2), sessions, episodes);
  if (verb !== undefined && shared.length > 0) return [verb, ...shared.filter((word) => word !== verb)];
  return shared.length === 2 ? ['handle', ...shared] : [];
}

/** Words in a row that a name may be made of. */
const PHRASE = { min: 2, max: 4 };

/** The longest run of words that most requests have literally, if it says something: `get back to main`. */
function sharedPhrase(episodes: readonly Episode[], needed: number): string[] {
  const bySession = new Map<string, Set<string>>();
  const language = languageOf(episodes.map(({ memory }) => memory.goal).join('\n'));
  for (const { sessionId, memory } of episodes) {
    const words = spelledWords(memory.goal);
    const phrases = bySession.get(sessionId) ?? new Set<string>();
    for (let size = PHRASE.min; size <= PHRASE.max; size += 1) {
      for (let at = 0; at + size <= words.length; at += 1) phrases.add(words.slice(at, at + size).join(' '));
    }
    bySession.set(sessionId, phrases);
  }
  const counts = new Map<string, number>();
  for (const phrase of [...bySession.values()].flatMap((phrases) => [...phrases]))
    counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  const [best] = [...counts]
    .filter(([phrase, count]) => count >= needed && isTelling(phrase.split(' '), language))
    .sort(([a, x], [b, y]) => y - x || b.length - a.length || (a < b ? -1 : 1));
  return best === undefined ? [] : best[0].split(' ');
}

/** A phrase that begins and ends with a word of its own and says what it is about. */
function isTelling(words: readonly string[], language: Language): boolean {
  const edges = [words[0] ?? '', words.at(-1) ?? ''];
  if (
    words.some((word) => !/^[\p{L}\p{M}]+$/u.test(word)) ||
    edges.some((word) => EDGELESS.has(word) || isFunctionWord(word, language))
  )
    return false;
  return goalWords(words.at(-1) ?? '').length > 0;
}

/** Words that neither open nor close a name. */
const EDGELESS = new Set(
  'a an the this that these it its of in on at to for from with by and or but so if we you i can could let lets ok is are be do does not'.split(
    ' ',
  ),
);

/** How the requests mostly spell a word: `comments` where its base form is `comment`. */
function commonSpelling(base: string, episodes: readonly Episode[]): string {
  const counts = new Map<string, number>();
  for (const spelled of episodes.flatMap(({ memory }) => basesOf(memory.goal))) {
    if (spelled.base === base) counts.set(spelled.word, (counts.get(spelled.word) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best?.[0] ?? base;
}

/** Two nouns that name one thing, in their order; of nouns that stand apart the commonest, for a list names nothing. */
function besideEachOther(nouns: string[], sessions: string[][][], episodes: readonly Episode[]): string[] {
  const [a = '', b = ''] = inOrder(nouns, sessions, episodes);
  return nouns.length < 2 || sideBySide(`${a} ${b}`, episodes) >= 2
    ? [a, b].filter(Boolean)
    : nouns.slice(0, 1);
}

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
