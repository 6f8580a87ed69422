/** Says what the steps come to, in a few plain words for a description. */

import { isEveryday } from '../../commands/deeds.ts';
import type { Evidence, StepLine } from '../../skill/draft.ts';
import { TO_SUBAGENTS } from '../../skill/forms.ts';
import { handsWorkIn } from '../shared/asked.ts';
import { factsOf } from '../shared/command-facts.ts';

/** What a sentence can hold; more would be the list of steps again. */
const MAX_DEEDS = 4;

/** A deed, as a step in brief: `open a pull request`, ``update `CHANGELOG.md` ``. */
export interface ToldDeed {
  brief: string;
  evidence: readonly Evidence[];
}

/** The deeds that tell this work from any other, in their order: its own commands and files, and how it is handed in. */
export function deedsOf(steps: readonly StepLine[]): ToldDeed[] {
  const own = steps.filter((step) => !isUsual(step)).flatMap(deedOf);
  const all = own.length > 0 ? own : steps.flatMap(deedOf);
  const once = [...new Map(all.map((deed) => [deed.brief, deed])).values()];
  // The purpose shows at the end.
  return once.length <= MAX_DEEDS ? once : [...once.slice(0, MAX_DEEDS - 1), ...once.slice(-1)];
}

/** Done at the beginning or end of nearly any work; handing it in is what some work is for. */
function isUsual(step: StepLine): boolean {
  if (step.do === 'read' || step.do === 'ask' || step.do === 'plan') return true;
  if (step.do !== 'run') return false;
  const words = step.command.split(' ');
  const { does } = factsOf(words);
  const isPlainLook = does === 'look' && step.label === null;
  return does === 'stage' || isPlainLook || (isEveryday(words) && !handsWorkIn(does));
}

function deedOf(step: StepLine): ToldDeed[] {
  const told = (brief: string): ToldDeed[] => [{ brief, evidence: step.evidence }];
  switch (step.do) {
    case 'run':
      return told(step.label === null ? `run \`${beginningOf(step.command)}\`` : lowered(step.label));
    case 'edit':
      return step.paths.slice(0, 1).flatMap((path) => told(`${step.change} \`${path}\``));
    case 'delegate':
      return told(TO_SUBAGENTS);
    default:
      return [];
  }
}

/** A command up to its first flag, text or placeholder: `workmux capture`. */
function beginningOf(command: string): string {
  const words = command.split(' ');
  const end = words.findIndex((word, at) => at > 0 && /^[-<"'$(|>&]/.test(word));
  return end < 0 ? command : words.slice(0, end).join(' ');
}

const lowered = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);
