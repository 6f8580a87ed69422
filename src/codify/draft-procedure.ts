/** Words a recurring way of working: when to use it, its steps, what proves it, what went wrong before. */

import type { Candidate, DraftLine, Episode, SkillDraft } from '../types.ts';
import { claimOf, stepClaim } from './claims.ts';
import { correctionsOf } from './corrections.ts';
import { describeWork, goalEvidence, type Work, whenToUse } from './describe.ts';
import type { DraftInput } from './draft-input.ts';
import { fileLines } from './files.ts';
import { sharedGoal } from './goal-terms.ts';
import { scaffold, section, titleOf } from './lines.ts';
import { nameSkill } from './name.ts';
import { tellingTerms } from './recognise.ts';
import { acceptedAmong, type Recurring, recurringActions } from './recurring.ts';
import { type KnownRepair, repairLine, repairsFor, stemOf } from './repairs.ts';
import { nextLines, requestLines, typicalRequests } from './requests.ts';
import { ruleLines } from './rules.ts';
import { checkLines, placeholderLines, sometimesLines, stepLines } from './steps.ts';
import { isEveryday } from './wording.ts';

/** More steps than this are no procedure that anybody would follow. */
const MAX_STEPS = 14;
const MAX_PITFALLS = 5;
const MAX_CORRECTIONS = 4;
const MAX_SOMETIMES = 6;

/** @returns null when the sessions share too little, or nothing to name the work by */
export function draftProcedure(
  candidate: Candidate,
  episodes: readonly Episode[],
  input: DraftInput,
): SkillDraft | null {
  const { source, project } = input;
  // Most sessions end in silence: what nobody objected to shows the way of working too.
  const followed = episodes.filter(({ outcome }) => outcome === 'accepted' || outcome === 'unknown');
  if (acceptedAmong(followed).length === 0) return null;
  const goal = sharedGoal(followed);
  const { without = new Set() } = input;
  const isKept = ({ text }: Recurring) => !without.has(stepClaim(text));
  const work = recurringActions(followed, project.root);
  const steps = mostShared(work.steps.filter(isKept));
  const sometimes = work.sometimes
    .filter((step) => isKept(step) && !isEveryday(step.text.split(' ')))
    .slice(0, MAX_SOMETIMES);
  const rules = ruleLines(episodes, input);
  const { branches, pitfalls } = lessonsOf(episodes, steps, input);
  const corrections = correctionsOf(episodes, input)
    .slice(0, MAX_CORRECTIONS)
    .map(({ line }) => line);
  if (!isWorthwhile(steps, rules.length + pitfalls.length + branches.length)) return null;
  const name = input.knownName ?? nameSkill(goal, steps, input.takenNames);
  if (name === null) return null;
  const requests = typicalRequests(episodes, goal, source).filter(
    ({ quote }) => !without.has(claimOf(`“${quote}”`) ?? ''),
  );
  const own = followed.map(({ promptIds, memory }) => ({ eventId: promptIds[0] ?? '', text: memory.goal }));
  const others = input.otherRequests ?? [];
  const described: Work = {
    name,
    topics: tellingTerms(goal.terms, own, others),
    steps,
    requests,
    own,
    others,
    receipts: goalEvidence(followed, goal, source),
  };
  const parts: Parts = {
    described,
    branches,
    sometimes,
    files: fileLines(followed, new Set(steps.map(({ text }) => text))),
    pitfalls: [...pitfalls.map(repairLine), ...corrections],
    rules,
    next: nextLines(followed, source),
  };
  return {
    candidateId: candidate.id,
    kind: candidate.kind,
    name,
    description: describeWork(described),
    body: bodyOf(parts, without),
    sessionIds: [...new Set(followed.map(({ sessionId }) => sessionId))],
  };
}

/** What failed before: below the step that it concerns where sessions agree on the way out, else among the pitfalls. */
function lessonsOf(
  episodes: readonly Episode[],
  steps: readonly Recurring[],
  input: DraftInput,
): { branches: KnownRepair[]; pitfalls: KnownRepair[] } {
  const stems = new Set(steps.map(({ text }) => stemOf(text)));
  const known = repairsFor(episodes, input)
    // What failed once, in a command that is no step, belongs to that session's own task.
    .filter(({ failed, sessionIds }) => sessionIds.length >= 2 || stems.has(stemOf(failed)))
    .slice(0, MAX_PITFALLS);
  const isBranch = ({ failed, worked, kind, sessionIds }: KnownRepair) =>
    kind === 'command' &&
    sessionIds.length >= 2 &&
    stems.has(stemOf(failed)) &&
    stemOf(worked) !== stemOf(failed);
  return { branches: known.filter(isBranch), pitfalls: known.filter((repair) => !isBranch(repair)) };
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
  described: Work;
  branches: readonly KnownRepair[];
  sometimes: readonly Recurring[];
  files: readonly DraftLine[];
  pitfalls: readonly DraftLine[];
  rules: readonly DraftLine[];
  next: readonly DraftLine[];
}

function bodyOf(parts: Parts, without: ReadonlySet<string>): DraftLine[] {
  const { described, branches, sometimes, files, pitfalls, rules, next } = parts;
  const { name, steps, requests } = described;
  const isKept = ({ text }: DraftLine) => !without.has(claimOf(text) ?? '');
  return [
    scaffold(`# ${titleOf(name)}`),
    ...section('When to use', [whenToUse(described), ...requestLines(requests)]),
    ...section('Steps', stepLines(steps, branches)),
    ...section('Sometimes', sometimesLines(sometimes)),
    ...section('Placeholders', placeholderLines([...steps, ...sometimes])),
    ...section('Check', checkLines(steps)),
    ...section('Files', files.filter(isKept)),
    ...section('Pitfalls', pitfalls.filter(isKept)),
    ...section('Rules', rules),
    ...section('What comes next', next.filter(isKept)),
  ];
}
