/** Names a skill for the kind of work it is, in the words of those who asked for it: `release`, `address-review-comments`. */

import { doesOf, isEveryday } from '../../commands/deeds.ts';
import { provenBy } from '../../commands/proves.ts';
import { CI_FAILURES, failureOf, slugOf, thingOf } from '../../commands/say.ts';
import { meaningOf } from '../../commands/stem.ts';
import { isSkillName, SKILL_LIMITS } from '../../skill/name.ts';
import { asciiWords, isSpellable } from '../../words/ascii.ts';
import { conceptsOf } from '../../words/concepts.ts';
import { stem } from '../../words/stem.ts';
import { handsWorkIn } from '../shared/asked.ts';
import type { SharedGoal } from '../shared/goal-terms.ts';
import type { RequestTerm } from '../shared/request-terms.ts';
import { baseForm, goalWords, isNoun, VERBS } from '../shared/request-words.ts';

/** What a name is made from. */
export interface Named {
  goal: SharedGoal;
  /** Telling words of the requests, the most telling first. */
  terms: readonly RequestTerm[];
  /** Words of the steps' commands, and the paths that the steps change. */
  commands: readonly (readonly string[])[];
  paths: readonly string[];
}

/** Words of a name made from the telling words alone. */
const MAX_WORDS = 3;

/**
 * The best name that is free, or null when the requests have none in common: nothing is named by commands alone. Made from
 * what the sessions share, never from one of them, so it holds no date, ticket or number and comes out alike in the next run.
 */
export function nameWork({ goal, terms, commands, paths }: Named, taken: ReadonlySet<string>): string | null {
  if (terms.length === 0 && goal.terms.length === 0 && goal.name.length === 0) return null;
  const name = goal.name.filter((word) => !TASK_RUNNERS.has(word));
  const verb = verbOf(goal, terms);
  const purpose = handInName(commands);
  const topic = topicOf([...terms.map(({ word }) => word), goal.topic ?? ''], verb);
  const asked = name[0] === HANDLE && verb !== null ? [verb, ...name.slice(1)] : name;
  const failing = name.find((word) => isFailure(word));
  const byGoal = goalName(
    failing === undefined ? asked : ['fix', ...name.filter((word) => word !== failing && word !== HANDLE)],
  );
  const byWords = wordsName(terms);
  const isWhole = byGoal?.includes('-') === true;
  return firstFree(
    [
      repairName(goal, commands),
      purpose,
      isWhole ? byGoal : null,
      thingName(verb, commands),
      collectionName(verb, paths),
      scriptName(verb, terms, commands),
      topic === null || (verb === null && isGeneral(topic)) ? null : slug([verb ?? HANDLE, topic]),
      isWhole ? null : byGoal,
      byWords,
      longer(byGoal, byWords),
      verb === null ? null : slug([verb, checks(commands) ? 'and-test' : 'changes']),
      commandsName(commands),
    ],
    taken,
  );
}

/** The verb that the requests share; one that is as often a noun (`test`, `review`) only where there is no other. */
function verbOf({ verbs: asked, terms: shared }: SharedGoal, terms: readonly RequestTerm[]): string | null {
  const words = new Set([...shared, ...terms.map(({ word }) => baseForm(word))]);
  const verbs = asked.filter((word) => words.has(word));
  return verbs.find((word) => !isNoun(word)) ?? verbs[0] ?? null;
}

/** The words of a goal, if they are more than verbs. */
function goalName(words: readonly string[]): string | null {
  if (words.length > 1 && words.every((word) => VERBS.has(baseForm(word)) && !isNoun(baseForm(word))))
    return null;
  return slug(words[0] === HANDLE && words.length > 2 ? words.slice(1) : words);
}

/**
 * `fix-ci-failures`: work that begins with what failed, where the requests name the check. What they ask with is then no verb
 * of it ("run the tests"), and what failed stands for many things.
 */
function repairName({ terms }: SharedGoal, commands: readonly (readonly string[])[]): string | null {
  const concepts = new Set(terms.flatMap((word) => conceptsOf(stem(word, 'en'))));
  const failed = commands.map((command) => failureOf(command));
  const thing = failed.find((name) => name === CI_FAILURES) ?? failed.find((name) => name !== '');
  const isRepair = concepts.has('#error') && (concepts.has('#test') || concepts.has('#ci'));
  return isRepair && thing !== undefined ? slug(['fix', thing]) : null;
}

/** `open-pull-request`: work that does nothing but hand in, by how it ends. */
function handInName(commands: readonly (readonly string[])[]): string | null {
  const deeds = commands.map((words) => doesOf(words));
  const last = deeds.findLastIndex((does) => handsWorkIn(does));
  const isHandIn = deeds.every((does) => does === 'look' || does === 'say' || handsWorkIn(does));
  if (last < 0 || !isHandIn) return null;
  const end = slugOf(commands[last] ?? []);
  return end === 'push' && deeds.includes('commit') ? 'commit-and-push' : end;
}

/** `review-pull-request`: what the commands are about. */
function thingName(verb: string | null, commands: readonly (readonly string[])[]): string | null {
  const thing = commands.map((words) => thingOf(words)).find((name) => name !== '');
  return verb === null || thing === undefined ? null : slug([verb, thing]);
}

/** For requests whose words ASCII cannot say: the two most telling commands, nearest to the end, where the purpose shows. */
function commandsName(commands: readonly (readonly string[])[]): string | null {
  const slugs = commands.filter((words) => !isEveryday(words)).map((words) => slugOf(words));
  const parts = [...new Set(slugs.filter((part) => part !== ''))].slice(-MAX_PARTS);
  if (parts.length > 0) return slug([parts.join('-and-')]);
  const scripts = commands.flatMap((words) => meaningOf(words).script ?? []);
  return scripts.length === 0 ? null : slug(['run', scripts.at(-1) ?? '']);
}
const MAX_PARTS = 2;

/** Work that ends with the tests, whatever it is about. */
const checks = (commands: readonly (readonly string[])[]): boolean =>
  commands.some((words) => provenBy(words) === 'test');

/** `failed`, `errors`: says in what state a thing is, not which. */
const isFailure = (word: string): boolean => conceptsOf(stem(word, 'en')).includes('#error');

/** A word of any software work, which names no kind of it alone. */
const isGeneral = (word: string): boolean => conceptsOf(stem(word, 'en')).length > 0;

/** For requests that share a topic and no verb. */
const HANDLE = 'handle';

/** The most telling word that can be an object of the verb. */
function topicOf(spelled: readonly string[], verb: string | null): string | null {
  const words = spelled.filter(
    (word) => word.length > 2 && !TASK_RUNNERS.has(word) && baseForm(word) !== verb,
  );
  return (
    words.find((word) => goalWords(word).some(isNoun)) ??
    words.find((word) => !VERBS.has(baseForm(word))) ??
    null
  );
}

/** `fix-test-ci`: what the project itself calls a command, where the requests speak of it. */
function scriptName(
  verb: string | null,
  terms: readonly RequestTerm[],
  commands: readonly (readonly string[])[],
): string | null {
  const said = new Set(terms.map(({ word }) => word));
  const scripts = commands.flatMap((words) => meaningOf(words).script ?? []);
  const own = scripts
    .map((script) =>
      (script.split('/').at(-1) ?? script)
        .replace(/\.\w+$/, '')
        .split(/[^a-z0-9]+/i)
        .filter(Boolean),
    )
    .find((parts) => parts.length > 1 && parts.some((part) => said.has(part.toLowerCase())));
  return own === undefined ? null : slug([verb ?? 'run', ...own.filter((part) => part !== verb)]);
}

/** Programs that start others: requests name them beside what they are about. */
const TASK_RUNNERS = new Set(
  'mise make just task nx turbo rake npm npx pnpm yarn bun poetry hatch tox'.split(' '),
);

/** The two or three most telling words in any language, spelled in ASCII. */
function wordsName(terms: readonly RequestTerm[]): string | null {
  const telling = terms.filter(({ word }) => isNoun(baseForm(word)));
  const words = telling.slice(0, MAX_WORDS).flatMap(({ word }) => asciiWords(word));
  return words.length < 2 ? null : slug([...new Set(words)].slice(0, MAX_WORDS));
}

const longer = (name: string | null, more: string | null): string | null =>
  name === null || more === null
    ? null
    : slug([...new Set([...name.split('-'), ...more.split('-')])].slice(0, MAX_WORDS + 1));

/** `add-todos`: a collection of documents, named by their folder, that the steps write or move. */
function collectionName(verb: string | null, paths: readonly string[]): string | null {
  const folders = paths.flatMap((path) => {
    const names =
      /^(.*)\/[^/]*<[a-z-]+>[^/]*\.(?:mdx?|txt|rst|adoc|json|ya?ml)$/.exec(path)?.[1]?.split('/') ?? [];
    return names.findLast((name) => /^\.?[a-z]{3,}s$/.test(name)) ?? [];
  });
  return folders[0] === undefined ? null : slug([verb ?? 'write', folders[0]]);
}

/** The first valid name that nothing else has. */
export function firstFree(names: readonly (string | null)[], taken: ReadonlySet<string>): string | null {
  return names.find((name) => name !== null && isSkillName(name) && !taken.has(name)) ?? null;
}

/** Words as a skill's name; null when nothing is left of them, or where ASCII cannot say them. */
export function slug(parts: readonly string[]): string | null {
  if (!parts.every(isSpellable)) return null;
  const words = parts.flatMap(asciiWords);
  // `test-test` says no more than its one word.
  if (new Set(words).size < words.length) return null;
  const text = words.join('-').slice(0, SKILL_LIMITS.name).replace(/-+$/, '');
  return text === '' ? null : text;
}
