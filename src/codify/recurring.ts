/** Aligns the actions of several episodes: which recurred, in which order, and what varied in them. */

import type { Episode } from '../types.ts';
import { type Action, type ActionKind, actionsOf } from './actions.ts';
import { type Placeholder, withPlaceholders } from './placeholders.ts';

/** One action that recurred. */
export interface Recurring {
  kind: ActionKind;
  /** Words with what varied replaced by placeholders: `npm version <bump>`. */
  text: string;
  placeholders: Placeholder[];
  /** Actions that are exactly `text` with something in each placeholder's place, oldest first. */
  instances: Action[];
  /** Distinct sessions in which it, or the same command with other flags, was done. */
  sessions: number;
  /** Typical place among the others, from 0 to 1. */
  place: number;
}

/** Share of the episodes' sessions in which an action must have been done to be called part of the procedure. */
const MAJORITY = 0.5;
/** Two sessions at least, whatever the share: what was done once does not recur. */
const MIN_SESSIONS = 2;

/**
 * The actions that most of the episodes' sessions have in common, in their typical order.
 * Only actions that worked count.
 * @param root absolute path of the project's work tree
 */
export function recurringActions(episodes: readonly Episode[], root: string): Recurring[] {
  const sessions = new Set(episodes.map(({ sessionId }) => sessionId)).size;
  const needed = Math.max(MIN_SESSIONS, Math.ceil(sessions * MAJORITY));
  const actions = episodes.flatMap((episode) => actionsOf(episode, root)).filter(worked);
  const found: Recurring[] = [];
  for (const family of groupBy(actions, ({ stem }) => stem).values()) {
    if (sessionCount(family) < needed) continue;
    const kept = alignFamily(family, needed);
    found.push(...kept);
  }
  return found.sort((a, b) => a.place - b.place || (a.text < b.text ? -1 : 1));
}

export const worked = (action: Action): boolean =>
  action.ok === true && action.proven && action.errorSignature === null;

/**
 * One family (the same program and sub-command): each spelling that recurs by itself is a step, unless it is one of
 * several that differ in a value only. Where none recurs, the commonest shape stands for all.
 */
function alignFamily(family: readonly Action[], needed: number): Recurring[] {
  const shapes = mergeByShape(family).filter((actions) => sessionCount(actions) >= MIN_SESSIONS);
  const recurring = shapes.flatMap((shape) => {
    const spellings = [...groupBy(shape, ({ key }) => key).values()];
    const alone = spellings.filter((actions) => sessionCount(actions) >= needed);
    const [first] = alone;
    const isOneOfSeveral =
      first !== undefined && alone.length === 1 && sessionCount(shape) > sessionCount(first);
    if (alone.length > 0 && !isOneOfSeveral) return alone;
    return sessionCount(shape) >= needed ? [shape] : [];
  });
  if (recurring.length > 0) return recurring.map((actions) => toRecurring(actions, actions));
  const [best] = shapes.sort(byCommonness);
  return best === undefined ? [] : [toRecurring(best, family)];
}

/** Spellings with the same flags in the same places and as many words: they differ in values only. */
function mergeByShape(family: readonly Action[]): Action[][] {
  const shape = ({ kind, words }: Action) =>
    kind === 'command' ? words.map((word) => (word.startsWith('-') ? word : '*')).join(' ') : kind;
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
  const { text, placeholders } = withPlaceholders(instances);
  return {
    kind: instances[0]?.kind ?? 'command',
    text,
    placeholders,
    instances: [...instances],
    sessions: sessionCount(family),
    place: median(lastPlaces(instances)),
  };
}

/** Where each session did it for the last time: a test that runs all along belongs where it last had to pass. */
function lastPlaces(actions: readonly Action[]): number[] {
  return [...groupBy(actions, ({ sessionId }) => sessionId).values()].map((own) =>
    Math.max(...own.map(({ place }) => place)),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor((sorted.length - 1) / 2);
  return ((sorted[middle] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
}

export function sessionCount(actions: readonly { sessionId: string }[]): number {
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
