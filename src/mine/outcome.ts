/** What became of an episode, read from what happened after and during it. */

import type { Outcome, Signal, Step } from '../types.ts';
import { checkRun } from './check-command.ts';
import { cuesOf } from './cues.ts';
import { promptText, type Turn } from './turns.ts';

/**
 * The rule that fuses the signals: each kind's weight for acceptance (above 0) or against it (below 0).
 * Corrections stay visible even when praise follows: `CORRECTING` decides which word the sum gets.
 */
const WEIGHTS = {
  praised: 3,
  'commit-asked': 2,
  'next-step': 2,
  assented: 1,
  'moved-on': 1,
  'check-turned-green': 1,
  'commit-ran': 0.5,
  refused: -3,
  complained: -2,
  undone: -3,
  'error-pasted': -2,
  denied: -1,
  interrupted: -1,
  'check-left-red': -2,
  'api-error': -1,
} as const satisfies Record<string, number>;
export type SignalKind = keyof typeof WEIGHTS;

const ACCEPTED_FROM = 1;

export interface Judgement {
  outcome: Outcome;
  signals: Signal[];
}

/**
 * Judges one episode.
 * @param turns its turns · next: the turn after it in the session, null at the end · steps: its steps
 */
export function judgeOutcome(turns: readonly Turn[], next: Turn | null, steps: readonly Step[]): Judgement {
  const signals = [
    ...turns.slice(1).flatMap((turn) => followUpSignals(turn)),
    ...turns.flatMap(turnSignals),
    ...checkSignals(steps),
    ...(next === null ? [] : nextSignals(next)),
  ];
  return { outcome: fuse(signals, turns, next), signals };
}

function fuse(signals: readonly Signal[], turns: readonly Turn[], next: Turn | null): Outcome {
  const kinds = signals.map((signal) => signal.kind as SignalKind);
  const has = (...wanted: SignalKind[]) => wanted.some((kind) => kinds.includes(kind));
  const sum = kinds.reduce((total, kind) => total + WEIGHTS[kind], 0);
  if (has('refused', 'complained', 'undone', 'error-pasted'))
    return sum >= ACCEPTED_FROM + 2 ? 'accepted' : 'corrected';
  if (has('check-left-red') && next === null) return 'failed';
  if (next === null && turns.at(-1)?.events.at(-1)?.meta?.interrupted === true) return 'abandoned';
  return sum >= ACCEPTED_FROM &&
    has('praised', 'commit-asked', 'next-step', 'assented', 'moved-on', 'check-turned-green')
    ? 'accepted'
    : 'unknown';
}

/** What a further prompt of the same request says about the work before it. */
function followUpSignals(turn: Turn): Signal[] {
  const text = promptText(turn.prompt);
  const cues = cuesOf(text);
  const signal = (kind: SignalKind): Signal[] => [{ kind, eventId: turn.prompt.id }];
  if (cues.undoes) return signal('undone');
  if (cues.refuses) return signal('refused');
  if (cues.pastedError) return signal('error-pasted');
  if (cues.complains) return signal('complained');
  if (cues.praises) return signal('praised');
  if (cues.presupposes) return signal('next-step');
  return cues.assents ? signal('assented') : [];
}

/** A new request right after means that the user went on, unless its words say otherwise. */
function nextSignals(next: Turn): Signal[] {
  const said = followUpSignals(next);
  return said.length > 0 ? said : [{ kind: 'moved-on', eventId: next.prompt.id }];
}

function turnSignals(turn: Turn): Signal[] {
  return turn.events.flatMap((event): Signal[] => {
    if (event.meta?.denied === true) return [{ kind: 'denied', eventId: event.id }];
    if (event.meta?.interrupted === true) return [{ kind: 'interrupted', eventId: event.id }];
    return event.meta?.apiError === true ? [{ kind: 'api-error', eventId: event.id }] : [];
  });
}

/** Tests, builds and linters: whether a red one turned green, or the last one stayed red; and work handed in. */
function checkSignals(steps: readonly Step[]): Signal[] {
  const told = steps.filter((step) => step.kind === 'command' && step.ok !== null);
  const at = (kind: SignalKind, step: Step): Signal => ({ kind, eventId: step.resultId ?? step.eventId });
  const checks = told.filter(({ template }) => checkRun(template) === 'check');
  const commits = told.filter(({ template, ok }) => ok && checkRun(template) === 'commit');
  const repaired = checks.filter(({ ok }, index) => ok && checks[index - 1]?.ok === false);
  const last = checks.at(-1);
  return [
    ...repaired.map((step) => at('check-turned-green', step)),
    ...commits.map((step) => at('commit-ran', step)),
    ...(last?.ok === false ? [at('check-left-red', last)] : []),
  ];
}
