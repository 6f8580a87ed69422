/** What tools and the agent's own record report of an episode, whatever anybody says. */

import { callKind } from '../../agents/call.ts';
import { provenRunOf } from '../../commands/run.ts';
import type { StoredEvent } from '../../store/events.ts';
import type { Signal, SignalKind, Step } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import { promptText, type Turn } from '../read/turns.ts';
import { isHandInTerm } from './hand-in.ts';

/** Denials, interrupts, checks and hand-ins, each with the event that shows it. */
export function machineSignals(turns: readonly Turn[], steps: readonly Step[]): Signal[] {
  return [...turns.flatMap(turnSignals), ...checkSignals(steps), ...handedIn(turns, steps)];
}

/** A plan that was not accepted as it stood is no refusal of work: leaving plan mode is often how it is accepted. */
const isDenial = (event: StoredEvent) => event.meta?.denied === true && callKind(event) !== 'plan';

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
    ({ command, ok }) => command !== null && ok !== null && provenRunOf(command) === 'check',
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

/** The request itself was to hand work in, and the command that does so succeeded. */
function handedIn(turns: readonly Turn[], steps: readonly Step[]): Signal[] {
  const asked = turns.some(({ prompt }) => termsOf(promptText(prompt)).some(isHandInTerm));
  const last = steps.findLast(({ command }) => command !== null && provenRunOf(command) === 'commit');
  return asked && last?.ok === true ? [machineSignal('handed-in', last)] : [];
}

function machineSignal(kind: SignalKind, step: Step): Signal {
  return { kind, eventId: step.resultId ?? step.eventId };
}
