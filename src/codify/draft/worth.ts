/** Whether a draft is worth an agent's attention. */

import { isEveryday } from '../../commands/deeds.ts';
import type { Line, LineKind, SkillDraft, StepLine } from '../../skill/draft.ts';

/** What an agent would not have known: it counts like a step of the work's own. */
const LESSONS: ReadonlySet<LineKind> = new Set<LineKind>(['rule', 'pitfall', 'alternative']);

/** At least two things to know that an agent would not have done or known unasked, and something to do; a rule for a rule. */
export function isWorthwhile({ kind, files }: SkillDraft): boolean {
  const lines = files.flatMap((file) => file.lines);
  const lessons = lines.filter(isLesson).length;
  if (kind !== 'procedure') return lessons > 0;
  const steps = lines.filter((line) => line.kind === 'step');
  return steps.length > 0 && steps.reduce((sum, step) => sum + worthOf(step), lessons) >= 2;
}

const isLesson = (line: Line): boolean =>
  LESSONS.has(line.kind) && !(line.kind === 'pitfall' && line.by === 'user');

/** A program is several commands that nobody has to find again. */
function worthOf(step: StepLine): number {
  if (step.do === 'script' || step.do === 'program') return 2;
  return step.do === 'run' && isEveryday(step.command.split(' ')) ? 0 : 1;
}
