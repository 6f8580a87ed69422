/** Words what recurs as lines: numbered steps, what some sessions did besides, what the placeholders stood for. */

import { imperative } from '../../commands/say.ts';
import type { CheckLine, Act as Deed, PlaceholderLine, SometimesLine, StepLine } from '../../skill/draft.ts';
import { handsWorkIn } from '../shared/asked.ts';
import { commandText, type GapNames, pathTexts, valuesAt } from '../shared/gaps.ts';
import { receiptsFor } from '../shared/receipts-of.ts';
import { doesOf } from '../shared/step-order.ts';
import type { WorkStep } from '../shared/work-step.ts';

/** Steps that stand in a row and are of one sort: files changed alike, subagents side by side. */
type Group = readonly WorkStep[];

/**
 * The steps in order; neighbours that are one thing to do are one line.
 * @param only `asked` for what the user asks for apart
 */
export function stepLines(
  steps: readonly WorkStep[],
  names: GapNames,
  only: StepLine['only'] = null,
): StepLine[] {
  const lines = grouped(steps).map(
    (group): StepLine => ({
      kind: 'step',
      ...deedOf(group, names),
      only,
      until: group[0]?.until ?? null,
      evidence: group.flatMap(({ exact, others }) => receiptsFor(exact, others)),
    }),
  );
  // The same step is said once, whatever it was spelled from.
  return [
    ...new Map(
      lines.map((line) => [JSON.stringify({ ...line, evidence: null, until: null }), line]),
    ).values(),
  ];
}

/** How the work ends: the last check of several steps, where nothing but handing in comes behind it. */
export function endLines(steps: readonly WorkStep[], names: GapNames): CheckLine[] {
  const isCheck = ({ exact, others }: WorkStep) => (exact[0] ?? others[0])?.proves != null;
  const last = steps.findLast((step) => !handsWorkIn(doesOf(step)));
  if (steps.length < 2 || last === undefined || !isCheck(last)) return [];
  const command = commandText(last, names);
  return command.includes('<')
    ? []
    : [{ kind: 'check', test: 'exits', commands: [command], evidence: receiptsFor(last.exact, last.others) }];
}

/** What some sessions did besides, one bullet each. */
export const sometimesLines = (steps: readonly WorkStep[], names: GapNames): SometimesLine[] =>
  steps.map((step) => ({
    kind: 'sometimes',
    ...deedOf([step], names),
    evidence: receiptsFor(step.exact, step.others),
  }));

function grouped(steps: readonly WorkStep[]): Group[] {
  const groups: WorkStep[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    const before = last?.[0];
    const isOfOneSort =
      before !== undefined &&
      before.kind === step.kind &&
      changeOf(before) === changeOf(step) &&
      [before, step].every(({ marks = [] }) => marks.length === 0);
    if (last !== undefined && isOfOneSort && (step.kind === 'edit' || step.kind === 'delegate'))
      last.push(step);
    else groups.push([step]);
  }
  return groups;
}

const changeOf = ({ forms }: WorkStep) => forms[0]?.change ?? 'update';

function deedOf(group: Group, names: GapNames): Deed {
  const [step] = group;
  const words = step?.exact[0]?.words ?? step?.others[0]?.words ?? [];
  switch (step?.kind) {
    case 'edit':
      return {
        do: 'edit',
        change: changeOf(step),
        paths: group.flatMap((one) => pathTexts(one, names)),
        marks: step.marks ?? [],
      };
    case 'read':
      return { do: 'read', paths: group.flatMap(({ exact }) => exact[0]?.words[0] ?? []) };
    case 'delegate':
      return { do: 'delegate', to: group.map(({ exact }) => exact[0]?.words[0] ?? '') };
    case 'skill':
      return { do: 'skill', skill: words[0] ?? '' };
    case 'ask':
    case 'plan':
      return { do: step.kind };
    case 'script':
      return { do: 'script', start: step.start ?? '' };
    default:
      return runOf(step === undefined ? '' : commandText(step, names));
  }
}

function runOf(command: string): Deed {
  const label = imperative(command.split(' '));
  return { do: 'run', label: label === 'Run' ? null : label, command };
}

/** More values than this explain nothing. */
const MAX_SEEN = 3;
/** What names one thing of one session tells nothing of the next. */
const ONE_THING = new Set(['branch', 'commit', 'file', 'id', 'name', 'note', 'test', 'title', 'url']);
/** A value that tells a kind, not one thing and not a text: a short plain word, no number. */
const SAFE_VALUE = /^@?[A-Za-z][A-Za-z._/-]{0,31}$/;

/** One line for each placeholder whose values can be shown. The others say by their name what they are. */
export function placeholderLines(steps: readonly WorkStep[], names: GapNames): PlaceholderLine[] {
  const lines = new Map<string, PlaceholderLine>();
  for (const step of steps) {
    for (const [at, { type, key }] of step.tokens.entries()) {
      if (type === null || ONE_THING.has(type) || /\S<>|<>\S/.test(key.replace(/^"<>"$/, '<>'))) continue;
      const held = valuesAt(step, at);
      const name = names.nameOf(type, held);
      const seen = [...new Set([...held.values()].flatMap((values) => [...values]))].sort();
      const isTelling =
        seen.length > 1 && seen.length <= MAX_SEEN && seen.every((value) => SAFE_VALUE.test(value));
      if (!isTelling || lines.has(name)) continue;
      const rows = seen.flatMap(
        (value) => step.rows.find(({ tokens }) => tokens[at]?.value === value)?.act ?? [],
      );
      lines.set(name, { kind: 'placeholder', name, meaning: null, seen, evidence: receiptsFor(rows) });
    }
  }
  return [...lines.values()];
}
