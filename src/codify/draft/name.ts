/** Names a skill for the kind of work it is: `release`, `address-review-comments`, `bump-version-and-publish`. */

import { provenBy } from '../../commands/proves.ts';
import { slugOf, thingOf } from '../../commands/say.ts';
import { stemWords } from '../../commands/stem.ts';
import { isSkillName, SKILL_LIMITS } from '../../skill/name.ts';
import { asciiWords, isSpellable } from '../../words/ascii.ts';
import type { SharedGoal } from '../shared/goal-terms.ts';
import type { Recurring } from '../shared/recurring.ts';

/** For work that has nothing in common but the checks it ends with. */
export const CHECKS_NAME = 'check-changes';

/** More parts than this make a list of steps, not a name. */
const MAX_PARTS = 2;

/**
 * The best name that is free, or null when the work has none. Made from what the sessions share, never from one of
 * them, so it holds no date, ticket or number and comes out alike in the next run.
 */
export function nameSkill(
  shared: SharedGoal,
  steps: readonly Recurring[],
  taken: ReadonlySet<string>,
): string | null {
  const goal = withoutRunners(shared);
  const byCommands = nameFromCommands(steps);
  const byVerb = verbWithChecks(goal, steps);
  const byGoal = slug(goal.name);
  const longer = byGoal !== null && byCommands !== null ? slug([byGoal, 'by', byCommands]) : null;
  const telling = [byGoal, verbWithThing(goal, steps), nameFromFiles(steps)];
  const plain = byGoal === null ? [byTopic(goal), byVerb, byCommands] : [byCommands, byTopic(goal), byVerb];
  return firstFree([...telling, ...plain, longer, checksName(steps)], taken);
}

/** Programs that start others: requests name them beside what they are about. */
const TASK_RUNNERS = new Set(
  'mise make just task nx turbo rake npm npx pnpm yarn bun poetry hatch tox'.split(' '),
);

const withoutRunners = ({ name, topic, ...goal }: SharedGoal): SharedGoal => ({
  ...goal,
  name: name.filter((word) => !TASK_RUNNERS.has(word)),
  topic: TASK_RUNNERS.has(topic ?? '') ? null : topic,
});

/** `review-pull-request`: a verb without an object, and what the commands are about. */
function verbWithThing({ verb, name }: SharedGoal, steps: readonly Recurring[]): string | null {
  const own = verb ?? (name.length === 1 ? name[0] : undefined);
  const things = steps.flatMap(({ kind, text }) => (kind === 'command' ? thingOf(text.split(' ')) : []));
  const thing = things.find((name) => name !== '');
  return own === undefined || thing === undefined ? null : slug([own, thing]);
}

/** `handle-todos`: a collection of documents that two steps are about. */
function nameFromFiles(steps: readonly Recurring[]): string | null {
  const collections = steps.flatMap(({ text }) => {
    const folders = /(\S*)\/<[a-z-]+>\.\w+/.exec(text)?.[1]?.split('/') ?? [];
    return folders.findLast((folder) => /^[a-z]{3,}s$/.test(folder)) ?? [];
  });
  const best = collections.find((name, index) => collections.indexOf(name) !== index);
  return best === undefined ? null : slug(['handle', best]);
}

/** `handle-feedback`: requests that share a topic and no verb. */
const byTopic = ({ verb, topic }: SharedGoal): string | null =>
  topic === null || topic === verb ? null : slug([verb ?? 'handle', topic]);

/** `fix-and-test`: requests that share a verb alone, and end with the same checks. */
function verbWithChecks({ verb: shared, name }: SharedGoal, steps: readonly Recurring[]): string | null {
  const verb = shared ?? name[0] ?? null;
  const tests = steps.some(({ kind, text }) => kind === 'command' && provenBy(text.split(' ')) === 'test');
  return verb === null || verb === 'test' || !tests ? null : slug([verb, 'and', 'test']);
}

/** The first valid name that nothing else has. */
export function firstFree(names: readonly (string | null)[], taken: ReadonlySet<string>): string | null {
  return names.find((name) => name !== null && isSkillName(name) && !taken.has(name)) ?? null;
}

/** The two most telling commands: those nearest to the end of the work, where its purpose shows. */
function nameFromCommands(steps: readonly Recurring[]): string | null {
  const commands = steps.filter(({ kind }) => kind === 'command').map(({ text }) => text.split(' '));
  const slugs = commands.map((words) => slugOf(words)).filter((part) => part !== '' && !EVERYDAY.has(part));
  const parts = [...new Set(slugs)].slice(-MAX_PARTS);
  if (parts.length > 0) return slug([parts.join('-and-')]);
  const own = commands.flatMap((words) => scriptName(words) ?? []);
  return own.length === 0 ? null : slug(['run', own.at(-1) ?? '']);
}

function checksName(steps: readonly Recurring[]): string | null {
  const checks = steps.filter(({ kind, text }) => kind === 'command' && provenBy(text.split(' ')) !== null);
  return checks.length >= 2 ? CHECKS_NAME : null;
}

/** What the project itself calls a command: `make seed-db`, `npm run seed-db`, `scripts/seed-db.sh` → `seed-db`. */
function scriptName(words: readonly string[]): string | null {
  const [program = '', ...subs] = stemWords(words);
  if (provenBy(words) !== null || slugOf(words) !== '' || /^(?:git|gh|glab)$/.test(program)) return null;
  const script = subs.at(-1) ?? program;
  const base = script.slice(script.lastIndexOf('/') + 1).replace(/\.[a-z]+$/, '');
  const isOwn =
    subs.length !== 1 ||
    /^(?:make|just|task|mise|rake|invoke|nx|turbo)$/.test(program) ||
    /[./]/.test(script);
  const name = isOwn ? base : `${program}-${base}`;
  return /^[a-z][a-z:_-]{2,}$/i.test(name) ? name : null;
}

/** Ends nearly every piece of work, so it tells little about this one. */
const EVERYDAY = new Set(['commit', 'push', 'format', 'switch-branch', 'update-branch', 'merge', 'rebase']);

/** Words as a skill's name; null when nothing is left of them, or where ASCII cannot say them. */
export function slug(parts: readonly string[]): string | null {
  if (!parts.every(isSpellable)) return null;
  const text = parts.flatMap(asciiWords).join('-').slice(0, SKILL_LIMITS.name).replace(/-+$/, '');
  return text === '' ? null : text;
}
