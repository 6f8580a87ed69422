/** What became of an episode, read from what the user did and said next and from what the tools reported. */

import type { Outcome, Signal, SignalKind, Step } from '../../types.ts';
import type { Language } from '../../words/languages.ts';
import type { Turn } from '../read/turns.ts';
import { machineSignals } from './machine-signals.ts';
import { reactionSignals } from './reaction.ts';
import { reEditShare } from './turn-work.ts';

/**
 * The rule that fuses the signals, set by hand on the hand-labelled episodes that `npm run bench mining` measures it on. Above 0 speaks for acceptance, below 0 against it. The user's first two reactions
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
  'plan-implemented': 0,
  interrupted: 0,
  'api-error': 0,
} as const satisfies Record<SignalKind, number>;

/** What the user says of work that they stopped only if they want it all the same. */
const SPEAKS_FOR: ReadonlySet<SignalKind> = new Set(['praised', 'next-step']);
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

/** What is known around an episode. */
export interface Around {
  /** What has been learned of it since, see survival.ts. */
  later?: readonly Signal[];
  /** The turn that answers the hand-in which came next: what it says against the work counts where it mends that. */
  answer?: Turn | null;
  /** The language of the session, which short messages do not tell. */
  spoken?: Language;
}

/**
 * Judges one episode.
 * @param turns its turns · next: the turn after it in the session, null at the end · steps: its steps
 */
export function judgeOutcome(
  turns: readonly Turn[],
  next: Turn | null,
  steps: readonly Step[],
  { later = [], answer = null, spoken = 'en' }: Around = {},
): Judgement {
  const reactions = reactionsOf(turns, next, answer, spoken);
  const machine = [...machineSignals(turns, steps), ...later];
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
  if (next !== null && endsInterrupted(turns) && !speaksFor(reactions.at(-1))) return 'abandoned';
  const said = whatWasSaid(reactions, acceptedFrom(machine));
  if (said !== null) return said;
  if (next === null && endsInterrupted(turns)) return 'abandoned';
  if (reactions.length === 0 && has('denied')) return 'corrected';
  if (has('check-left-red')) return 'failed';
  return sum(onceEach(machine)) >= ACCEPTED_FROM ? 'accepted' : 'unknown';
}

/** What the user's reactions come to; null where they say nothing. */
function whatWasSaid(reactions: readonly Signal[][], accepted: number): Outcome | null {
  const [first, second] = reactions.map(sum);
  if (first === undefined) return null;
  const worst = Math.min(first, second === undefined ? first : second + SECOND_DISCOUNT);
  if (worst <= CORRECTED_UP_TO) return 'corrected';
  return Math.max(first, second ?? first) >= accepted ? 'accepted' : null;
}

const speaksFor = (reaction: readonly Signal[] | undefined) =>
  reaction?.some(({ kind }) => SPEAKS_FOR.has(kind)) === true;

/** Moving on without a word is no acceptance of work whose last command failed. */
const acceptedFrom = (machine: readonly Signal[]) =>
  machine.some(({ kind }) => kind === 'left-failing') ? SPOKEN_FROM : ACCEPTED_FROM;

const onceEach = (signals: readonly Signal[]) => [
  ...new Map(signals.map((signal) => [signal.kind, signal])).values(),
];

const sum = (signals: readonly Signal[]) => signals.reduce((total, { kind }) => total + WEIGHTS[kind], 0);

const endsInterrupted = (turns: readonly Turn[]) =>
  turns.at(-1)?.events.findLast(({ kind }) => kind !== 'session_end')?.meta?.interrupted === true;

/**
 * The signals of the user's reactions, a list each; the prompt after the episode is one too, and so is a complaint upon its
 * hand-in that changes the same files again.
 */
function reactionsOf(
  turns: readonly Turn[],
  next: Turn | null,
  answer: Turn | null,
  spoken: Language,
): Signal[][] {
  const followUps = turns.slice(1).map((turn, index) => {
    const before = turns.slice(0, index + 1);
    const signals = reactionSignals(turn, before, spoken);
    return (reEditShare(turn, before) ?? 0) > 0 && sum(signals) <= 0
      ? [...signals, { kind: 're-edited' as const, eventId: turn.prompt.id }]
      : signals;
  });
  if (next === null) return followUps.slice(0, REACTIONS);
  const last: Signal[] = [
    ...reactionSignals(next, turns, spoken),
    { kind: 'moved-on', eventId: next.prompt.id },
  ];
  const mends = answer !== null && (reEditShare(answer, turns) ?? 0) > 0;
  const answered = mends ? reactionSignals(answer, [...turns, next], spoken) : [];
  const against = answered.filter(({ kind }) => WEIGHTS[kind] < 0);
  return [...followUps, last, ...(against.length === 0 ? [] : [against])].slice(0, REACTIONS);
}
