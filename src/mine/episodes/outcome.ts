/** What became of an episode, read from what the user said next and from what the tools reported. */

import { callKind } from '../../agents/call.ts';
import { runOf } from '../../commands/run.ts';
import type { StoredEvent } from '../../store/events.ts';
import type { Outcome, Signal, Step } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import { stepsOf } from '../read/steps.ts';
import { promptText, type Turn } from '../read/turns.ts';
import { type Cues, cuesOf } from './cues.ts';

/**
 * The rule that fuses the signals. Above 0 speaks for acceptance, below 0 against it. The user's first two reactions
 * count, the second at a discount; where they say nothing, what machines and the repository's history report counts, each
 * kind once.
 */
const WEIGHTS = {
  undone: -2,
  refused: -2,
  complained: -1.5,
  'error-pasted': -1.5,
  'output-pasted': -1.5,
  'change-asked': -1,
  shouted: -1,
  're-edited': -0.5,
  denied: -0.5,
  'check-left-red': -1,
  praised: 2,
  assented: 1.5,
  'next-step': 1.5,
  'went-on': 1.5,
  'moved-on': 0.5,
  'check-turned-green': 0.5,
  'handed-in': 0.5,
  'lines-kept': 0.5,
  'lines-rewritten': -0.5,
  'lines-reverted': -2,
  'left-failing': -0.5,
  interrupted: 0,
  'api-error': 0,
} as const satisfies Record<string, number>;
export type SignalKind = keyof typeof WEIGHTS;

/** A reaction whose signals sum to this or less asked for a change. */
const CORRECTED_UP_TO = -1;
/** Some reaction must sum to this for acceptance; talk without any cue says nothing. */
const ACCEPTED_FROM = 0.5;
/** No silent reaction reaches this. */
const SPOKEN_FROM = 1;
/** The second reaction must be this much clearer. */
const SECOND_DISCOUNT = 0.5;
/** Only this many reactions speak of the work; later ones speak of what was done since. */
const REACTIONS = 2;

export interface Judgement {
  outcome: Outcome;
  signals: Signal[];
}

/**
 * Judges one episode.
 * @param turns its turns · next: the turn after it in the session, null at the end · steps: its steps
 * @param later what has been learned of it since, see survival.ts
 */
export function judgeOutcome(
  turns: readonly Turn[],
  next: Turn | null,
  steps: readonly Step[],
  later: readonly Signal[] = [],
): Judgement {
  const reactions = reactionsOf(turns, next);
  const machine = [
    ...turns.flatMap(turnSignals),
    ...checkSignals(steps),
    ...handedIn(turns, steps),
    ...later,
  ];
  return {
    outcome: fuse(reactions, machine, turns, next),
    signals: [...reactions.flat(), ...machine],
  };
}

function fuse(
  reactions: readonly Signal[][],
  machine: readonly Signal[],
  turns: readonly Turn[],
  next: Turn | null,
): Outcome {
  const has = (kind: SignalKind) => machine.some((signal) => signal.kind === kind);
  // Work that was taken back was not what was wanted, whatever was said at the time.
  if (has('lines-reverted')) return 'corrected';
  const [first, second] = reactions.map(sum);
  if (first !== undefined) {
    const worst = Math.min(first, second === undefined ? first : second + SECOND_DISCOUNT);
    if (worst <= CORRECTED_UP_TO) return 'corrected';
    if (Math.max(first, second ?? first) >= acceptedFrom(machine)) return 'accepted';
  }
  if (next === null && endsInterrupted(turns)) return 'abandoned';
  if (first === undefined && has('denied')) return 'corrected';
  if (has('check-left-red')) return 'failed';
  return sum(onceEach(machine)) >= ACCEPTED_FROM ? 'accepted' : 'unknown';
}

/** Moving on without a word is no acceptance of work whose last command failed. */
const acceptedFrom = (machine: readonly Signal[]) =>
  machine.some(({ kind }) => kind === 'left-failing') ? SPOKEN_FROM : ACCEPTED_FROM;

const onceEach = (signals: readonly Signal[]) => [
  ...new Map(signals.map((signal) => [signal.kind, signal])).values(),
];

const sum = (signals: readonly Signal[]) =>
  signals.reduce((total, { kind }) => total + (WEIGHTS[kind as SignalKind] ?? 0), 0);

const endsInterrupted = (turns: readonly Turn[]) =>
  turns.at(-1)?.events.findLast(({ kind }) => kind !== 'session_end')?.meta?.interrupted === true;

/** A plan that was not accepted as it stood is no refusal of work: leaving plan mode is often how it is accepted. */
const isDenial = (event: StoredEvent) => event.meta?.denied === true && callKind(event) !== 'plan';

/** The signals of the user's reactions, a list each; the prompt after the episode is one too. */
function reactionsOf(turns: readonly Turn[], next: Turn | null): Signal[][] {
  const edited = editedBefore(turns);
  const followUps = turns.slice(1).map((turn, index) => {
    const signals = reactionSignals(turn);
    return reEdits(turn, edited[index] ?? new Set()) && sum(signals) <= 0
      ? [...signals, { kind: 're-edited', eventId: turn.prompt.id }]
      : signals;
  });
  if (next === null) return followUps.slice(0, REACTIONS);
  return [...followUps, [...reactionSignals(next), { kind: 'moved-on', eventId: next.prompt.id }]].slice(
    0,
    REACTIONS,
  );
}

/** The cues that speak against the work, each with its signal's name. */
const AGAINST = [
  ['undoes', 'undone'],
  ['refuses', 'refused'],
  ['pastedError', 'error-pasted'],
  ['asksChange', 'change-asked'],
  ['shouts', 'shouted'],
] as const satisfies readonly (readonly [keyof Cues, SignalKind])[];

function reactionSignals({ prompt }: Turn): Signal[] {
  if (prompt.meta?.command !== undefined) return [{ kind: 'went-on', eventId: prompt.id }];
  const cues = cuesOf(promptText(prompt));
  const against: SignalKind[] = AGAINST.filter(([cue]) => cues[cue]).map(([, kind]) => kind);
  // "can you also cover what isn't …": a complaint inside a further request is its subject.
  if (cues.complains && !cues.requests) against.push('complained');
  if (cues.pastedOutput && !cues.pastedError) against.push('output-pasted');
  // "yes, but", "not great": assent and praise that a refusal takes back.
  const kinds = cues.refuses ? against : [...against, ...inFavour(cues)];
  return kinds.map((kind) => ({ kind, eventId: prompt.id }));
}

function inFavour(cues: Cues): SignalKind[] {
  const kinds: SignalKind[] = cues.praises ? ['praised'] : [];
  if (cues.nextStep) kinds.push('next-step');
  else if (cues.requests) kinds.push('went-on');
  else if (cues.assents) kinds.push('assented');
  return kinds;
}

/** For each turn after the first: the files changed before it. */
function editedBefore(turns: readonly Turn[]): Set<string>[] {
  const known = new Set<string>();
  return turns.slice(0, -1).map((turn) => {
    for (const path of editedPaths(turn)) known.add(path);
    return new Set(known);
  });
}

function reEdits(turn: Turn, before: ReadonlySet<string>): boolean {
  return editedPaths(turn).some((path) => before.has(path));
}

function editedPaths(turn: Turn): string[] {
  return stepsOf(turn.events).flatMap(({ edits }) => edits.map(({ path }) => path));
}

function turnSignals(turn: Turn): Signal[] {
  return turn.events.flatMap((event): Signal[] => {
    if (isDenial(event)) return [{ kind: 'denied', eventId: event.id }];
    if (event.meta?.interrupted === true) return [{ kind: 'interrupted', eventId: event.id }];
    return event.meta?.apiError === true ? [{ kind: 'api-error', eventId: event.id }] : [];
  });
}

/** Tests, builds and linters: whether a red one turned green, or the last one stayed red. */
function checkSignals(steps: readonly Step[]): Signal[] {
  const checks = steps.filter(
    ({ command, ok }) => command !== null && ok !== null && runOf(command) === 'check',
  );
  const repaired = checks.filter(({ ok }, index) => ok && checks[index - 1]?.ok === false);
  const last = checks.at(-1);
  const lastCommand = steps.findLast(({ kind, ok }) => kind === 'command' && ok !== null);
  return [
    ...repaired.map((step) => machineSignal('check-turned-green', step)),
    ...(last?.ok === false ? [machineSignal('check-left-red', last)] : []),
    ...(lastCommand?.ok === false ? [machineSignal('left-failing', lastCommand)] : []),
  ];
}

const HANDS_IN = new Set(['commit', 'push', 'merge', 'release', 'publish', 'deploy', 'ship', 'pr', 'tag']);

/** The request itself was to hand work in, and the command that does so succeeded. */
function handedIn(turns: readonly Turn[], steps: readonly Step[]): Signal[] {
  const asked = turns.some(({ prompt }) => termsOf(promptText(prompt)).some((term) => HANDS_IN.has(term)));
  const commits = steps.filter(({ command }) => command !== null && runOf(command) === 'commit');
  const last = commits.at(-1);
  return asked && last?.ok === true ? [machineSignal('handed-in', last)] : [];
}

function machineSignal(kind: SignalKind, step: Step): Signal {
  return { kind, eventId: step.resultId ?? step.eventId };
}
