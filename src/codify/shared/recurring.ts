/** Aligns the actions of several episodes: which recurred, in which order, and what varied in them. */

import { doesOf } from '../../commands/deeds.ts';
import type { Deed } from '../../commands/programs/program.ts';
import { provenBy } from '../../commands/proves.ts';
import type { Episode } from '../../types.ts';
import { type Action, type ActionKind, actionsOf } from './actions.ts';
import { type Placeholder, withPlaceholders } from './placeholders.ts';

/** One action that recurred. */
export interface Recurring {
  kind: ActionKind;
  /** Words with what varied replaced by placeholders: `npm version <bump>`. */
  text: string;
  placeholders: Placeholder[];
  /** See {@link withPlaceholders}; such an action is not worth a line. */
  opaque: boolean;
  /** Actions that are exactly `text` with something in each placeholder's place, oldest first. */
  instances: Action[];
  /** The same command with other flags, in sessions that have no exact instance or besides it. */
  others: Action[];
  /** Distinct sessions in which it, or the same command with other flags, was done. */
  sessions: number;
  /** Typical place among the others, from 0 to 1. */
  place: number;
}

/** Share of the episodes' sessions in which an action must have been done to be called part of the procedure. */
const MAJORITY = 0.5;
/** Files of the program itself differ from task to task: one that does not must be in nearly all sessions. */
const CODE_SHARE = 0.75;
/** Two sessions at least, whatever the share: what was done once does not recur. */
const MIN_SESSIONS = 2;
/** A longer command is a program in disguise, written anew each time; a query that sessions agree on may be longer. In characters. */
const MAX_COMMAND = 200;
const MAX_WITH_QUERY = 500;
const MAX_PLACEHOLDERS = 4;

/** What recurs in a kind of work. */
export interface RecurringWork {
  /** What most of the sessions have in common, in the typical order. */
  steps: Recurring[];
  /** What more than one session did, but not most of them. */
  sometimes: Recurring[];
}

/** Whether these actions recur often enough to be part of the procedure. */
type Recurs = (actions: readonly Action[]) => boolean;

/**
 * The actions that the episodes' sessions have in common. Only actions that worked count. An action is a step when most of
 * the accepted sessions took it, or most of all that nobody objected to.
 * @param episodes accepted ones, and ones of unknown outcome
 * @param root absolute path of the project's work tree
 */
export function recurringActions(episodes: readonly Episode[], root: string): RecurringWork {
  const actions = episodes.flatMap((episode) => actionsOf(episode, root)).filter(worked);
  const accepted = new Set(acceptedAmong(episodes).map(({ sessionId }) => sessionId));
  const isAccepted = ({ sessionId }: Action) => accepted.has(sessionId);
  const all = sessionCount(episodes);
  const work: RecurringWork = { steps: [], sometimes: [] };
  for (const family of groupBy(actions, ({ stem }) => stem).values()) {
    const isOfProgram = family[0]?.kind === 'edit' && isCode(family[0].words[0] ?? '');
    const share = isOfProgram ? CODE_SHARE : MAJORITY;
    const isMost = (part: number, whole: number) => part >= Math.max(MIN_SESSIONS, Math.ceil(whole * share));
    const recurs: Recurs = (some) =>
      isMost(sessionCount(some), all) ||
      (!isOfProgram && isMost(sessionCount(some.filter(isAccepted)), accepted.size));
    if (recurs(family)) work.steps.push(...withoutTwins(alignFamily(family, recurs)));
    else work.sometimes.push(...occasional(family));
  }
  const edited = new Set(work.steps.flatMap(({ kind, text }) => (kind === 'edit' ? text : [])));
  const tidy = (found: readonly Recurring[]) =>
    found
      .filter((one) => isWorthALine(one) && !(one.kind === 'read' && edited.has(one.text)))
      .sort((a, b) => a.place - b.place || (a.text < b.text ? -1 : 1));
  return { steps: handedInInOrder(tidy(work.steps)), sometimes: tidy(work.sometimes) };
}

/** One can only follow the other, whatever the typical places say of sessions that did both several times. */
const HAND_IN = [/^git add\b/, /^git commit\b/, /^git push\b/, /^(?:gh pr|glab mr) create\b/];

/** The steps that hand work in, among themselves in the only order that they can have. */
function handedInInOrder(steps: readonly Recurring[]): Recurring[] {
  const rank = ({ text }: Recurring) => HAND_IN.findIndex((pattern) => pattern.test(text));
  const ordered = steps.filter((step) => rank(step) >= 0).sort((a, b) => rank(a) - rank(b));
  return steps.map((step) => (rank(step) < 0 ? step : (ordered.shift() ?? step)));
}

/** Spellings that more than one session used alike: commands only, for files differ with the task. */
function occasional(family: readonly Action[]): Recurring[] {
  if (family[0]?.kind !== 'command') return [];
  return [...groupBy(family, ({ key }) => key).values()]
    .filter((actions) => sessionCount(actions) >= MIN_SESSIONS)
    .map((actions) => toRecurring(actions, actions));
}

const isWorthALine = ({ text, placeholders, opaque }: Recurring): boolean =>
  !opaque &&
  !EMPTY.test(text) &&
  !/[`\n]/.test(text) &&
  text.replace(/'[^']*'/g, '').length <= MAX_COMMAND &&
  text.length <= MAX_WITH_QUERY &&
  placeholders.length <= MAX_PLACEHOLDERS;

/** With nothing but placeholders behind them, these say nothing that an agent does not know. */
const EMPTY =
  /^(?:git (?:add|merge|rebase|cherry-pick)|gh api|curl|wget|python3?|node|bash|sh)(?: -\S+)* "?<[^>]*>"?(?: |$)/;

/** Commands that differ in what of their output they show are one step: the commonest stays. */
function withoutTwins(steps: readonly Recurring[]): Recurring[] {
  const plain = ({ text }: Recurring) =>
    text
      .replace(/ (?:--(?:json|jq|limit|state|format|template)|-[qL])(?:[ =]("[^"]*"|'[^']*'|\S+))?/g, '')
      .replace(/\S*<[^>]*>\S*/g, '<>');
  return [...groupBy(steps, plain).values()].flatMap(
    (twins) => twins.sort((a, b) => b.sessions - a.sessions || (a.text < b.text ? -1 : 1))[0] ?? [],
  );
}

/** True for a file of the program itself. */
export const isCode = (path: string): boolean =>
  /\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|kt|swift|c|cc|cpp|h|hpp|cs|php|vue|svelte|scss|css|html|sql|sh|ex|exs|scala|dart)$/i.test(
    path,
  );

/** The episodes that the user accepted. */
export const acceptedAmong = (episodes: readonly Episode[]): Episode[] =>
  episodes.filter(({ outcome }) => outcome === 'accepted');

/** Agents report a plan as refused when the user takes it up in a new session, so its result says nothing. */
const worked = (action: Action): boolean =>
  action.kind === 'plan' || (action.ok === true && action.proven && action.errorSignature === null);

/**
 * One family (the same program and sub-command): each spelling that recurs by itself is a step, unless it is one of
 * several that differ in a value only. Where none recurs, the commonest shape stands for all.
 */
function alignFamily(family: readonly Action[], recurs: Recurs): Recurring[] {
  const shapes = mergeByShape(family);
  const recurring = shapes.flatMap((shape) => {
    const spellings = [...groupBy(shape, ({ key }) => key).values()];
    const alone = spellings.filter(recurs);
    const [first] = alone;
    const isOneOfSeveral =
      first !== undefined && alone.length === 1 && sessionCount(shape) > sessionCount(first);
    if (alone.length > 0 && !isOneOfSeveral) return alone;
    return recurs(shape) ? [shape] : [];
  });
  if (recurring.length > 0) return recurring.map((actions) => toRecurring(actions, actions));
  // Flags that differ every time: the commonest spelling is shown, if the command says enough without them.
  const [best] = shapes.sort(byCommonness);
  return best === undefined || best[0]?.kind !== 'command' || VARIES.test(best[0].stem)
    ? []
    : [toRecurring(best, family)];
}

/** What these do depends on their arguments alone, so one spelling cannot stand for another. */
const VARIES =
  /^\$ (?:git (?:add|commit|checkout|switch|merge|rebase)|curl|wget|docker exec|ssh|psql|sqlite3|python3?|node|bash|sh)\b/;

/** Spellings with the same flags in the same places and as many words: they differ in values only. */
function mergeByShape(family: readonly Action[]): Action[][] {
  const shape = ({ kind, words }: Action) =>
    kind === 'command'
      ? words.map((word) => (word.startsWith('-') ? word.replace(/=.*/, '=') : '*')).join(' ')
      : kind;
  return [...groupBy(family, shape).values()];
}

function byCommonness(a: readonly Action[], b: readonly Action[]): number {
  return (
    sessionCount(b) - sessionCount(a) ||
    b.length - a.length ||
    ((a[0]?.key ?? '') < (b[0]?.key ?? '') ? -1 : 1)
  );
}

function toRecurring(instances: readonly Action[], family: readonly Action[]): Recurring {
  const { text, placeholders, exact, opaque } = withPlaceholders(instances, (word) => isShared(word, family));
  return {
    kind: instances[0]?.kind ?? 'command',
    text,
    placeholders,
    opaque,
    instances: exact,
    others: family.filter((action) => !exact.includes(action)),
    sessions: sessionCount(family),
    place: median(placesOf(instances)),
  };
}

/** True for a word that at least half of the family's sessions, and more than one, have in the command. */
function isShared(word: string, family: readonly Action[]): boolean {
  const sessionsOf = (actions: readonly Action[]) => new Set(actions.map(({ sessionId }) => sessionId)).size;
  const having = sessionsOf(family.filter(({ words }) => words.includes(word)));
  return having >= 2 && having * 2 >= sessionsOf(family);
}

/** Work ends with these, however often it was done in between. */
const ENDS: ReadonlySet<Deed> = new Set(['stage', 'commit', 'push', 'tag', 'merge', 'propose', 'publish']);

/** Where each session did it: a check where it last had to pass, other work in the middle of its repetitions. */
function placesOf(actions: readonly Action[]): number[] {
  const words = actions[0]?.kind === 'command' ? actions[0].words : [];
  const does = doesOf(words);
  return [...groupBy(actions, ({ sessionId }) => sessionId).values()].map((own) => {
    const places = own.map(({ place }) => place);
    const first = Math.min(...places);
    const last = Math.max(...places);
    // Work starts on a branch, whatever comes back to it later.
    if (does === 'branch') return first;
    return ENDS.has(does) || provenBy(words) !== null ? last : (first + last) / 2;
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor((sorted.length - 1) / 2);
  return ((sorted[middle] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
}

function sessionCount(actions: readonly { sessionId: string }[]): number {
  return new Set(actions.map(({ sessionId }) => sessionId)).size;
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
