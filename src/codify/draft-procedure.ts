/** Words a recurring way of working: when to use it, its steps, what proves it, what went wrong before. */

import type { Candidate, DraftLine, Episode, Evidence, SkillDraft } from '../types.ts';
import { stepClaim } from './claims.ts';
import { describeWork, goalEvidence, whenToUse } from './describe.ts';
import type { DraftInput } from './draft-input.ts';
import { type SharedGoal, sharedGoal } from './goal-terms.ts';
import { scaffold, section, titleOf } from './lines.ts';
import { nameSkill } from './name.ts';
import { type Recurring, recurringActions } from './recurring.ts';
import { repairLine, repairsFor, stemOf } from './repairs.ts';
import { ruleLines } from './rules.ts';
import { checkLines, placeholderLines, sometimesLines, stepLines } from './steps.ts';
import { isEveryday } from './wording.ts';

/** More steps than this are no procedure that anybody would follow. */
const MAX_STEPS = 14;
const MAX_PITFALLS = 5;
const MAX_SOMETIMES = 6;

/** @returns null when the sessions share too little, or nothing to name the work by */
export function draftProcedure(
  candidate: Candidate,
  episodes: readonly Episode[],
  input: DraftInput,
): SkillDraft | null {
  const { source, project } = input;
  const accepted = episodes.filter(({ outcome }) => outcome === 'accepted');
  const goal = sharedGoal(accepted);
  const { without = new Set() } = input;
  const isKept = ({ text }: Recurring) => !without.has(stepClaim(text));
  const work = recurringActions(accepted, project.root);
  const steps = mostShared(work.steps.filter(isKept));
  const sometimes = work.sometimes
    .filter((step) => isKept(step) && !isEveryday(step.text.split(' ')))
    .slice(0, MAX_SOMETIMES);
  const rules = ruleLines(episodes, input);
  const stems = new Set(steps.map(({ text }) => stemOf(text)));
  const pitfalls = repairsFor(episodes, input)
    // What failed once, in a command that is no step, belongs to that session's own task.
    .filter(({ failed, sessionIds }) => sessionIds.length >= 2 || stems.has(stemOf(failed)))
    .slice(0, MAX_PITFALLS)
    .map(repairLine);
  if (!isWorthwhile(steps, rules.length + pitfalls.length)) return null;
  const name = input.knownName ?? nameSkill(goal, steps, input.takenNames);
  if (name === null) return null;
  const requests = goalEvidence(accepted, goal, source);
  return {
    candidateId: candidate.id,
    kind: candidate.kind,
    name,
    description: describeWork(name, goal, steps, requests),
    body: bodyOf({ name, goal, steps, sometimes, rules, pitfalls, requests }),
    sessionIds: [...new Set(accepted.map(({ sessionId }) => sessionId))],
  };
}

/** At least two things to know that an agent would not have done or known unasked, and something to do. */
function isWorthwhile(steps: readonly Recurring[], lessons: number): boolean {
  const own = steps.filter(({ kind, text }) => kind !== 'command' || !isEveryday(text.split(' ')));
  return steps.length > 0 && own.length + lessons >= 2;
}

/** The steps that most sessions share, back in their order. */
function mostShared(steps: readonly Recurring[]): Recurring[] {
  const kept = new Set([...steps].sort((a, b) => b.sessions - a.sessions).slice(0, MAX_STEPS));
  return steps.filter((step) => kept.has(step));
}

interface Parts {
  name: string;
  goal: SharedGoal;
  steps: readonly Recurring[];
  sometimes: readonly Recurring[];
  rules: readonly DraftLine[];
  pitfalls: readonly DraftLine[];
  requests: readonly Evidence[];
}

function bodyOf({ name, goal, steps, sometimes, rules, pitfalls, requests }: Parts): DraftLine[] {
  return [
    scaffold(`# ${titleOf(name)}`),
    ...section('When to use', [whenToUse(name, goal, requests)]),
    ...section('Steps', stepLines(steps)),
    ...section('Sometimes', sometimesLines(sometimes)),
    ...section('Placeholders', placeholderLines([...steps, ...sometimes])),
    ...section('Check', checkLines(steps)),
    ...section('Pitfalls', [...pitfalls, ...rules]),
  ];
}
