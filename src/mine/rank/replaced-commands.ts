/**
 * Finds rules that deeds tell: upon a correction the agent does the same job by another command, and in another session again.
 * What the user said each time need not be alike, nor in any language that we know.
 */

import type { RuleSaying } from '../../candidates.ts';
import { replaces, wayOf } from '../../commands/replaces.ts';
import type { Episode, LaterTurn, MemoryNote, SignalKind, Step } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import { byTime } from '../read/by-time.ts';
import type { RecurringRule } from './recurring-rules.ts';

/** What a prompt says against the work before it. */
const AGAINST: ReadonlySet<SignalKind> = new Set<SignalKind>([
  'undone',
  'refused',
  'complained',
  'change-asked',
  'shouted',
]);
const MIN_SESSIONS = 2;

/** A correction upon which one command took the place of another. */
interface Replaced {
  episode: Episode;
  eventId: string;
  /** The ways that were taken instead, and before; see `wayOf`. */
  used: string;
  instead: string;
}

/**
 * One rule for each pair of ways that corrections in two sessions exchanged, unless one of `said` tells it already.
 * @param said the rules that the user put into words
 */
export function replacedCommands(
  episodes: readonly Episode[],
  said: readonly RecurringRule[],
): RecurringRule[] {
  const pairs = new Map<string, Replaced[]>();
  for (const one of episodes.filter(({ headless }) => !headless).flatMap(replacedIn)) {
    const key = `${one.used}, not ${one.instead}`;
    pairs.set(key, [...(pairs.get(key) ?? []), one]);
  }
  return [...pairs].flatMap(([subject, replaced]) => {
    const sessions = (some: readonly Replaced[]) =>
      new Set(some.map(({ episode }) => episode.sessionId)).size;
    const isTold = said.some(({ sayings }) => {
      const events = new Set(sayings.map(({ eventId }) => eventId));
      return sessions(replaced.filter(({ eventId }) => events.has(eventId))) >= MIN_SESSIONS;
    });
    return sessions(replaced) < MIN_SESSIONS || isTold ? [] : [ruleOf(subject, replaced)];
  });
}

function replacedIn(episode: Episode): Replaced[] {
  const { later = [], steps } = episode;
  const against = new Set(
    [episode, ...later]
      .flatMap(({ signals }) => signals)
      .flatMap(({ kind, eventId }) => (AGAINST.has(kind) ? [eventId] : [])),
  );
  return later.filter(({ id }) => against.has(id)).flatMap((turn) => exchangedIn(turn, steps, episode));
}

function exchangedIn(
  { id, steps: [from, to] }: LaterTurn,
  steps: readonly Step[],
  episode: Episode,
): Replaced[] {
  const before = waysIn(steps.slice(0, from));
  const after = waysIn(steps.slice(from, to).filter(({ ok }) => ok !== false));
  const since = waysIn(steps.slice(from));
  return [...after]
    .filter(([way]) => !before.has(way))
    .flatMap(([used, words]) =>
      [...before]
        .filter(([instead, older]) => !since.has(instead) && replaces(words, older))
        .map(([instead]) => ({ episode, eventId: id, used, instead })),
    );
}

/** The commands that the agent ran, by what they are known by. */
function waysIn(steps: readonly Step[]): Map<string, string[]> {
  const commands = steps.flatMap(({ kind, by, template }) =>
    kind === 'command' && by === 'agent' ? template.split(' && ') : [],
  );
  return new Map(commands.map((command) => [wayOf(command.split(' ')), command.split(' ')]));
}

function ruleOf(subject: string, replaced: readonly Replaced[]): RecurringRule {
  const ordered = [...replaced].sort((a, b) => byTime(a.episode, b.episode));
  return {
    kind: 'preference',
    subject,
    episodes: [...new Set(ordered.map(({ episode }) => episode))],
    sayings: ordered.map(sayingOf),
  };
}

/** The prompt, in the clause that names what is to be used where there is one. */
function sayingOf({ episode, eventId, used, instead }: Replaced): RuleSaying {
  const old = new Set(termsOf(instead));
  const names = new Set(termsOf(used).filter((term) => !old.has(term)));
  const { preferences, asides = [] } = episode.memory;
  const isNaming = ({ text }: MemoryNote) => termsOf(text).some((term) => names.has(term));
  const clause = [...preferences, ...asides].find((note) => note.eventId === eventId && isNaming(note));
  return { text: clause?.text ?? '', eventId, sessionId: episode.sessionId };
}
