/** Words a recurring way of working: when to use it, its steps, what proves it, what went wrong before. */

import type { Candidate } from '../../candidates.ts';
import { isEveryday } from '../../commands/deeds.ts';
import {
  type DraftFile,
  type Line,
  MAIN_FILE,
  type NoteLine,
  type SkillDraft,
  section,
  title,
} from '../../skill/draft.ts';
import { withoutHeld } from '../../skill/edit.ts';
import { textsOf } from '../../skill/forms.ts';
import type { Episode } from '../../types.ts';
import type { DraftInput } from '../input/draft-input.ts';
import { fixedPart, statedLines } from '../input/stated.ts';
import { correctionsOf } from '../shared/corrections.ts';
import { fileLines } from '../shared/files.ts';
import { sharedGoal } from '../shared/goal-terms.ts';
import { repeatedPrograms } from '../shared/programs.ts';
import { acceptedAmong, type Recurring, recurringActions } from '../shared/recurring.ts';
import { type KnownRepair, repairLine, repairsFor, stemOf } from '../shared/repairs.ts';
import { nextLines, requestLines, typicalRequests } from '../shared/requests.ts';
import { ruleLines, statedRuleLines } from '../shared/rules.ts';
import { describeWork, goalEvidence, type Work, whenToUse } from './describe.ts';
import { nameSkill } from './name.ts';
import { tellingTerms } from './recognise.ts';
import { referenceFile } from './references.ts';
import { heldFile, type Script, scriptsFrom, withScripts } from './scripts.ts';
import { checkLines, placeholderLines, sometimesLines, stepLines } from './steps.ts';
import { isWorthwhile } from './worth.ts';

/** More steps than this are no procedure that anybody would follow. */
const MAX_STEPS = 14;
/** Phrasings that show the range of a kind of work; more retell the history. */
const MAX_REQUESTS = 6;
/** Lines of a section that SKILL.md has room for, and how many more its reference file takes. */
const ROOM = { sometimes: 6, files: 8, pitfalls: 5, corrections: 4 };
const MORE = 10;

/** What stands in SKILL.md, and what goes to the reference file. */
interface Split {
  here: readonly Line[];
  more: readonly Line[];
}

const split = (lines: readonly Line[], room: number): Split => ({
  here: lines.slice(0, room),
  more: lines.slice(room, room + MORE),
});

/** @returns null when the sessions share too little, or nothing to name the work by */
export function draftProcedure(
  candidate: Candidate,
  episodes: readonly Episode[],
  input: DraftInput,
): SkillDraft | null {
  const { source, project, parses } = input;
  // Most sessions end in silence: what nobody objected to shows the way of working too.
  const followed = episodes.filter(({ outcome }) => outcome === 'accepted' || outcome === 'unknown');
  if (acceptedAmong(followed).length === 0) return null;
  const goal = sharedGoal(followed);
  const work = recurringActions(followed, project.root);
  const steps = mostShared(work.steps);
  const name = input.knownName ?? nameSkill(goal, steps, input.takenNames);
  if (name === null) return null;
  const requests = typicalRequests(episodes, goal, source);
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
  const sometimes = work.sometimes.filter((step) => !isEveryday(step.text.split(' ')));
  const { branches, pitfalls } = lessonsOf(episodes, steps, input);
  const programs = parses === undefined ? [] : repeatedPrograms(followed, project.root);
  const draft: SkillDraft = {
    candidateId: candidate.id,
    kind: candidate.kind,
    name,
    description: describeWork(described),
    files: filesOf({
      described,
      scripts: parses === undefined ? [] : scriptsFrom(programs, name, parses),
      branches,
      sometimes,
      asked: requestLines(requests).slice(0, MAX_REQUESTS),
      files: split(fileLines(followed, new Set(steps.map(({ text }) => text))), ROOM.files),
      pitfalls: split(pitfalls.map(repairLine), ROOM.pitfalls),
      corrections: split(
        correctionsOf(episodes, input).map(({ line }) => line),
        ROOM.corrections,
      ),
      rules: ruleLines(episodes, input),
      stated: statedLines(
        [...checkLines(steps), ...sometimesLines(sometimes), ...statedRuleLines(episodes, input)],
        input.docs ?? [],
      ),
      next: nextLines(followed, source),
    }),
    sessionIds: [...new Set(followed.map(({ sessionId }) => sessionId))],
  };
  return isWorthwhile(draft) ? withOptionalScripts(draft) : null;
}

/** A script is optional where the skill is worth having without it. */
function withOptionalScripts(draft: SkillDraft): SkillDraft {
  const isOptional = isWorthwhile(withoutHeld(draft));
  const files = draft.files.map((file) =>
    file.held === undefined ? file : { ...file, held: { ...file.held, isOptional } },
  );
  return { ...draft, files };
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
    .filter(({ failed, sessionIds }) => sessionIds.length >= 2 || stems.has(stemOf(failed)));
  const isBranch = ({ failed, worked, kind, sessionIds }: KnownRepair) =>
    kind === 'command' &&
    sessionIds.length >= 2 &&
    stems.has(stemOf(failed)) &&
    stemOf(worked) !== stemOf(failed);
  return { branches: known.filter(isBranch), pitfalls: known.filter((repair) => !isBranch(repair)) };
}

/** The steps that most sessions share, back in their order. */
function mostShared(steps: readonly Recurring[]): Recurring[] {
  const kept = new Set([...steps].sort((a, b) => b.sessions - a.sessions).slice(0, MAX_STEPS));
  return steps.filter((step) => kept.has(step));
}

interface Parts {
  described: Work;
  scripts: readonly Script[];
  branches: readonly KnownRepair[];
  sometimes: readonly Recurring[];
  asked: readonly Line[];
  files: Split;
  pitfalls: Split;
  corrections: Split;
  rules: readonly Line[];
  next: readonly Line[];
  /** Notes of what was left out because the repository says it. */
  stated: readonly NoteLine[];
}

function filesOf(parts: Parts): DraftFile[] {
  const {
    described,
    scripts,
    branches,
    sometimes,
    asked,
    files,
    pitfalls,
    corrections,
    rules,
    next,
    stated,
  } = parts;
  const { name, steps } = described;
  const known = new Set(stated.flatMap((note) => (note.of === 'command' ? note.command : [])));
  const isNew = (line: Line) => !textsOf(line, 'command').some((command) => known.has(fixedPart(command)));
  const besides = split(sometimesLines(sometimes).filter(isNew), ROOM.sometimes);
  const shown = sometimes.slice(0, ROOM.sometimes);
  const reference = referenceFile(name, [
    ['Sometimes', besides.more],
    ['Files', files.more],
    ['Pitfalls', [...pitfalls.more, ...corrections.more]],
  ]);
  const lines = [
    title(name),
    ...section('When to use', [whenToUse(described), ...asked]),
    ...section('Steps', stepLines(withScripts(steps, scripts), branches)),
    ...section('Sometimes', besides.here),
    ...section('Placeholders', placeholderLines([...steps, ...shown])),
    ...section('Check', checkLines(steps).filter(isNew)),
    ...section('Files', files.here),
    ...section('Pitfalls', [...pitfalls.here, ...corrections.here]),
    ...section('Rules', rules),
    ...section('What comes next', next),
    ...section('Written down already', stated),
    ...section('More', reference === null ? [] : [reference.pointer]),
  ];
  const plain = stepLines(steps, []).filter((line) => line.kind === 'step');
  return [
    { path: MAIN_FILE, lines },
    ...(reference === null ? [] : [reference.file]),
    ...scripts.map((script) => heldFile(script, plain)),
  ];
}
