/** Words recurring actions as lines: numbered steps, what to check, what the placeholders stand for. */

import { provenBy } from '../../commands/proves.ts';
import { imperative } from '../../commands/say.ts';
import { unquote } from '../../commands/unquote.ts';
import type {
  Act,
  AlternativeLine,
  CheckLine,
  Evidence,
  PlaceholderLine,
  SometimesLine,
  StepLine,
} from '../../skill/draft.ts';
import type { Action } from '../shared/actions.ts';
import type { Placeholder } from '../shared/placeholders.ts';
import type { Recurring } from '../shared/recurring.ts';
import { type KnownRepair, stemOf } from '../shared/repairs.ts';

/** Receipts a line keeps: enough sessions to look into, not all of them. */
const MAX_RECEIPTS = 5;
/** In characters. */
const MAX_QUOTE = 200;

/**
 * The steps in order. A check that more work follows says that it must pass first; below a step stands what got past its
 * failure.
 */
export function stepLines(
  steps: readonly Recurring[],
  branches: readonly KnownRepair[],
): (StepLine | AlternativeLine)[] {
  const grouped = handedOnTogether(steps);
  return grouped.flatMap((group, index) => {
    const [step] = group;
    if (step === undefined) return [];
    const goesOn = roleOf(step) !== null && grouped.slice(index + 1).some(([next]) => next && isWork(next));
    const own = branches.filter(({ failed }) => stemOf(failed) === stemOf(step.text)).map(branchLine);
    const line: StepLine = {
      kind: 'step',
      ...actOf(
        step,
        group.map(({ text }) => text),
      ),
      only: null,
      until: goesOn ? 'pass' : null,
      evidence: group.flatMap((one) => receiptsOf(one)),
    };
    return [line, ...own];
  });
}

/** What runs side by side is one step: subagents that stand in a row. */
function handedOnTogether(steps: readonly Recurring[]): Recurring[][] {
  const groups: Recurring[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (step.kind === 'delegate' && last?.[0]?.kind === 'delegate') last.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** What to do when a step fails, from the sessions in which it did. */
const branchLine = ({ error, worked, evidence }: KnownRepair): AlternativeLine => ({
  kind: 'alternative',
  error,
  worked,
  evidence,
});

/** What some sessions did besides, one bullet each. */
export const sometimesLines = (steps: readonly Recurring[]): SometimesLine[] =>
  steps.map((step) => ({ kind: 'sometimes', ...actOf(step, [step.text]), evidence: receiptsOf(step) }));

/** @param names of all that work was handed to side by side */
function actOf({ kind, text }: Recurring, names: readonly string[]): Act {
  switch (kind) {
    case 'edit':
      return { do: 'edit', change: 'update', paths: [text], marks: [] };
    case 'read':
      return { do: 'read', paths: [text] };
    case 'script':
      return { do: 'script', start: text };
    case 'delegate':
      return { do: 'delegate', to: names };
    case 'skill':
      return { do: 'skill', skill: text };
    case 'ask':
    case 'plan':
      return { do: kind };
    case 'command':
      return { do: 'run', label: imperative(text.split(' ')), command: text };
  }
}

const roleOf = (step: Recurring) => (step.kind === 'command' ? provenBy(step.text.split(' ')) : null);
const isWork = (step: Recurring): boolean =>
  step.kind === 'script' || (step.kind === 'command' && roleOf(step) === null);

/** The commands that proved the work: each exited without an error in the sessions behind it. */
export const checkLines = (steps: readonly Recurring[]): CheckLine[] =>
  steps
    .filter((step) => roleOf(step) !== null)
    .map((step) => ({ kind: 'check', test: 'exits', commands: [step.text], evidence: receiptsOf(step) }));

/** One line for each placeholder whose values can be shown. The others say by their name what they are. */
export function placeholderLines(steps: readonly Recurring[]): PlaceholderLine[] {
  const lines = new Map<string, PlaceholderLine>();
  for (const step of steps) {
    for (const placeholder of step.placeholders) {
      if (placeholder.seen.length === 0 || lines.has(placeholder.name)) continue;
      lines.set(placeholder.name, {
        kind: 'placeholder',
        name: `<${placeholder.name}>`,
        meaning: null,
        seen: placeholder.seen,
        evidence: receiptsFor(placeholder, step),
      });
    }
  }
  return [...lines.values()];
}

/** A receipt for each value shown, then others. */
function receiptsFor({ seen }: Placeholder, step: Recurring): Evidence[] {
  const holds = (value: string) =>
    step.instances.find(({ words }) =>
      words.some((word) => unquote(word.replace(/^--?[\w-]+=/, '')) === value),
    );
  const shown = seen.flatMap((value) => holds(value) ?? []).map(receiptOf);
  return [
    ...shown,
    ...receiptsOf(step).filter(({ eventId }) => !shown.some((other) => other.eventId === eventId)),
  ];
}

/** Commit messages and the like make long commands; their beginning tells which one is meant. */
const receiptOf = ({ eventId, words }: Action): Evidence => ({
  eventId,
  quote: words.join(' ').slice(0, MAX_QUOTE).trim(),
});

/** One receipt a session, the newest sessions: the call as it was made, an exact one where the session has one. */
export function receiptsOf(step: Recurring): Evidence[] {
  const bySession = new Map<string, Action>();
  for (const action of [...step.others, ...step.instances]) bySession.set(action.sessionId, action);
  const exact = new Set(step.instances);
  return [...bySession.values()]
    .sort((a, b) => Number(exact.has(a)) - Number(exact.has(b)))
    .slice(-MAX_RECEIPTS)
    .map(receiptOf);
}
