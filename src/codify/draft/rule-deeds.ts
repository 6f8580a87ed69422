/** What the agent did once the user had said a rule, and what it had done before: the rule as commands. */

import type { RuleSaying } from '../../candidates.ts';
import { replaces } from '../../commands/replaces.ts';
import type { PitfallLine, StepLine } from '../../skill/draft.ts';
import type { Episode } from '../../types.ts';
import { NO_BACKGROUND } from '../input/background.ts';
import type { DraftInput } from '../input/draft-input.ts';
import { GapNames } from '../shared/gaps.ts';
import { workOf } from '../shared/steps.ts';
import { stepLines } from './step-lines.ts';

/** One command in place of another one. */
export type CustomLine = Extract<PitfallLine, { by: 'custom' }>;
type RunLine = Extract<StepLine, { do: 'run' }>;

export interface RuleDeeds {
  /** What was run in place of something else. */
  customs: CustomLine[];
  /** What else was run upon the rule. */
  done: RunLine[];
}

/** What answered the sayings in two sessions and most of all. */
export function deedsOf(
  sayings: readonly RuleSaying[],
  members: readonly Episode[],
  { project, background = NO_BACKGROUND }: DraftInput,
): RuleDeeds {
  const turns = sayings.flatMap(({ eventId }) => turnOf(eventId, members));
  const ranIn = (parts: readonly Episode[]) =>
    stepLines(workOf(parts, project.root, background.work).steps, new GapNames()).filter(isRun);
  const done = ranIn(turns.map(({ answer }) => answer));
  const before = ranIn(turns.map(({ before: part }) => part));
  const customs = done.flatMap((line) => {
    const old = before.find(({ command }) => replaces(line.command.split(' '), command.split(' ')));
    return old === undefined || done.some(({ command }) => command === old.command)
      ? []
      : [customOf(line, old)];
  });
  return { customs, done: done.filter(({ command }) => !customs.some(({ worked }) => worked === command)) };
}

const isRun = (line: StepLine): line is RunLine => line.do === 'run';

const customOf = (line: RunLine, old: RunLine): CustomLine => ({
  kind: 'pitfall',
  by: 'custom',
  worked: line.command,
  instead: old.command,
  evidence: [...line.evidence, ...old.evidence],
});

/** What was done upon a prompt until the user spoke again, and what had been done in the same request before it. */
function turnOf(eventId: string, members: readonly Episode[]): { answer: Episode; before: Episode }[] {
  const member = members.find(({ promptIds }) => promptIds.includes(eventId));
  if (member === undefined) return [];
  const { later = [], steps } = member;
  const opening: [number, number] = [0, later[0]?.steps[0] ?? steps.length];
  const range = later.find(({ id }) => id === eventId)?.steps ?? (member.id === eventId ? opening : null);
  if (range === null) return [];
  const part = (own: Episode['steps']): Episode => ({
    ...member,
    id: eventId,
    promptIds: [eventId],
    steps: own,
  });
  return [{ answer: part(steps.slice(...range)), before: part(steps.slice(0, range[0])) }];
}
