/** Where steps stand among one another: what comes first in most members, what loops, what has to pass. */

import type { Act } from './acts.ts';
import { inTypicalOrder, type Places } from './order.ts';
import { groupBy, MIN_SESSIONS, sessionsOf } from './support.ts';
import type { WorkStep } from './work-step.ts';

/** Share of a check's members in which it failed first and then passed. */
const LOOPS = 0.4;

/** Deeds that hand work in, in the only order that they can have. */
const HANDS_IN = ['stage', 'commit', 'push', 'propose'] as const;

export const isHandIn = ({ does }: Act): boolean =>
  does !== null && (HANDS_IN as readonly string[]).includes(does);

/** What a step does; null for one that is no command. */
export const doesOf = ({ exact, others }: WorkStep) => (exact[0] ?? others[0])?.does ?? null;

/** The steps in the order that most members took them in. */
export const inOrder = (steps: readonly WorkStep[]): WorkStep[] =>
  handedInInOrder(inTypicalOrder(steps, ({ places }) => places));

/** Where each member did it: first; last where it has to pass or hands in; in the middle of its repetitions where it changes files. */
export function placesOf(acts: readonly Act[]): Places {
  const [act] = acts;
  const isLast = act !== undefined && (act.proves !== null || isHandIn(act));
  return new Map(
    [...groupBy(acts, ({ member }) => String(member)).values()].map((own) => {
      const places = own.map(({ place }) => place);
      const first = Math.min(...places);
      const last = Math.max(...places);
      return [own[0]?.member ?? 0, isLast ? last : act?.kind === 'edit' ? (first + last) / 2 : first];
    }),
  );
}

/** The steps that hand work in, among themselves in the only order that they can have, and no change behind the commit. */
function handedInInOrder(steps: readonly WorkStep[]): WorkStep[] {
  const rank = (step: WorkStep) => (HANDS_IN as readonly (string | null)[]).indexOf(doesOf(step));
  const ordered = steps.filter((step) => rank(step) >= 0).sort((a, b) => rank(a) - rank(b));
  const placed = steps.map((step) => (rank(step) < 0 ? step : (ordered.shift() ?? step)));
  const commit = placed.findIndex((step) => doesOf(step) === 'stage' || doesOf(step) === 'commit');
  const late = placed.filter((step, at) => commit >= 0 && at > commit && step.kind === 'edit');
  const rest = placed.filter((step) => !late.includes(step));
  const at = rest.findIndex((step) => doesOf(step) === 'stage' || doesOf(step) === 'commit');
  return late.length === 0 ? rest : [...rest.slice(0, at), ...late, ...rest.slice(at)];
}

/** A check that sessions ran until it passed is repeated; one that more work follows has to pass first. */
export function withLoops(steps: readonly WorkStep[], acts: readonly Act[]): WorkStep[] {
  return steps.map((step, at) => {
    const [act] = [...step.exact, ...step.others];
    if (act === undefined || act.proves === null) return step;
    const members = new Set([...step.exact, ...step.others].map(({ member }) => member)).size;
    const again = sessionsOf(step.exact.filter((one) => failedBefore(one, acts))).size;
    if (again >= MIN_SESSIONS && again >= members * LOOPS) return { ...step, until: 'repeat' };
    const goesOn = steps
      .slice(at + 1)
      .some((later) => later.kind === 'command' && (later.exact[0] ?? later.others[0])?.proves === null);
    return goesOn ? { ...step, until: 'pass' } : step;
  });
}

/** True where the very command had failed earlier in its member, and nothing else with it. */
const failedBefore = (act: Act, acts: readonly Act[]): boolean =>
  acts.some(
    (one) =>
      one.member === act.member &&
      one.place < act.place &&
      !one.worked &&
      one.isAlone &&
      one.words.join(' ') === act.words.join(' '),
  );
