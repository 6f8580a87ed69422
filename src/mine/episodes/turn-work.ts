/** What was done in one turn, read once however many rules ask. */

import { runOf } from '../../commands/run.ts';
import type { Step } from '../../types.ts';
import { outputPieces } from '../read/output-pieces.ts';
import { stepsOf } from '../read/steps.ts';
import { takesBack } from '../read/takes-back.ts';
import { promptText, type Turn } from '../read/turns.ts';
import { piecesOfResult } from './printed.ts';

export interface TurnWork {
  steps: readonly Step[];
  /** Files that it changed; an edit that does not say of what stands for itself. */
  edited: ReadonlySet<string>;
  /** It committed, pushed, merged, tagged or published, or proposed the work for review. */
  handsIn: boolean;
  /** It made files what they were before. */
  takesBack: boolean;
  /** The user stopped the agent in it. */
  interrupted: boolean;
  /** What its failed commands printed, without what varies. */
  errors: ReadonlySet<string>;
}

const known = new WeakMap<Turn, TurnWork>();

export function workOf(turn: Turn): TurnWork {
  const work = known.get(turn) ?? readWork(turn);
  known.set(turn, work);
  return work;
}

function readWork({ events }: Turn): TurnWork {
  const steps = stepsOf(events);
  const edited = steps.flatMap(({ kind, edits, eventId }) =>
    kind === 'edit' && edits.length === 0 ? [eventId] : edits.map(({ path }) => path),
  );
  return {
    steps,
    edited: new Set(edited),
    handsIn: steps.some(({ command, ok }) => ok !== false && command !== null && runOf(command) === 'commit'),
    takesBack: steps.some(({ command, ok }) => ok !== false && command !== null && takesBack(command)),
    interrupted: events.some(({ meta }) => meta?.interrupted === true),
    errors: errorsIn(steps, events),
  };
}

function errorsIn(steps: readonly Step[], events: Turn['events']): Set<string> {
  const failed = new Set(
    steps.flatMap(({ kind, ok, resultId }) => (kind === 'command' && ok === false ? [resultId] : [])),
  );
  const results = events.filter(({ id }) => failed.has(id));
  return new Set(results.flatMap(piecesOfResult).map(({ text }) => text));
}

/** A line that failed commands of the turns printed stands in the prompt: the user brings it back. */
export function bringsBackError(turn: Turn, before: readonly Turn[]): boolean {
  const printed = before.map((one) => workOf(one).errors).filter(({ size }) => size > 0);
  if (printed.length === 0) return false;
  return outputPieces(promptText(turn.prompt)).some(({ text }) => printed.some((errors) => errors.has(text)));
}

/** It handed work in and changed nothing. */
export function onlyHandsIn(turn: Turn): boolean {
  const { handsIn, edited } = workOf(turn);
  return handsIn && edited.size === 0;
}

/** Files that the turns changed. */
export function editedIn(turns: readonly Turn[]): ReadonlySet<string> {
  return new Set(turns.flatMap((turn) => [...workOf(turn).edited]));
}

/** Share of the files a turn changed that were changed before it; null when it changed none. */
export function reEditShare(turn: Turn, before: readonly Turn[]): number | null {
  const { edited } = workOf(turn);
  if (edited.size === 0) return null;
  const known = editedIn(before);
  return [...edited].filter((path) => known.has(path)).length / edited.size;
}
