/** Words a recurring way of working: its steps in their order, what went wrong before, and the user's rules for it. */

import type { Candidate } from '../../candidates.ts';
import { docThatSays } from '../../repository/documents.ts';
import {
  type DraftFile,
  type Line,
  MAIN_FILE,
  type PitfallLine,
  type RuleLine,
  type SkillDraft,
  type StepLine,
  section,
  title,
} from '../../skill/draft.ts';
import type { Episode } from '../../types.ts';
import { NO_BACKGROUND } from '../input/background.ts';
import type { DraftInput } from '../input/draft-input.ts';
import { ruleText, statedLines } from '../input/stated.ts';
import { isCommandCall } from '../shared/asked.ts';
import { factsOf } from '../shared/command-facts.ts';
import { withMarks } from '../shared/edit-marks.ts';
import { GapNames, pathTexts } from '../shared/gaps.ts';
import { sharedGoal } from '../shared/goal-terms.ts';
import { type RepeatedProgram, repeatedPrograms } from '../shared/programs.ts';
import { isQuestion, type Request, requestTerms } from '../shared/request-terms.ts';
import type { Saying } from '../shared/sayings.ts';
import { type Work, workOf } from '../shared/steps.ts';
import { MIN_SESSIONS, sessionsOf } from '../shared/support.ts';
import { userSayings } from '../shared/user-words.ts';
import { describe } from './describe-work.ts';
import { pitfallLines } from './failure.ts';
import { nameWork } from './name-work.ts';
import { referenceFile } from './references.ts';
import { heldFile, type Script, scriptsFrom, withScripts } from './scripts.ts';
import { endLines, placeholderLines, sometimesLines, stepLines } from './step-lines.ts';
import { pointsOf, WORTH } from './worth.ts';

/** Pitfalls that SKILL.md has room for; more go to a file that is read when it is needed. */
const MAX_PITFALLS = 5;

/** @returns null when the sessions share too little that is worth telling, or nothing to name the work by */
export function draftProcedure(
  candidate: Candidate,
  members: readonly Episode[],
  input: DraftInput,
): SkillDraft | null {
  // Most sessions end in silence: what nobody objected to shows the way of working too.
  const followed = members.filter(({ outcome }) => outcome === 'accepted' || outcome === 'unknown');
  const accepted = sessionsOf(followed.filter(({ outcome }) => outcome === 'accepted')).size;
  if (accepted === 0 || mostlyAsk(followed)) return null;
  const found = findingsOf(withoutCalls(followed), members, input);
  if (!isWay(found)) return null;
  if (pointsOf({ ...found, ...countsOf(found), accepted, docs: input.docs ?? [] }) < WORTH) return null;
  const name = input.knownName ?? nameOf(followed, found, input);
  if (name === null) return null;
  const { source, background = NO_BACKGROUND, parses } = input;
  return {
    candidateId: candidate.id,
    kind: candidate.kind,
    name,
    description: describe({
      name,
      steps: stepLines(found.steps, new GapNames()),
      terms: requestTerms(requestsOf(followed), background.words),
      members: followed,
      others: input.otherRequests ?? [],
      source,
    }),
    files: filesOf(found, name, parses === undefined ? [] : scriptsFrom(found.repeated, name, parses), input),
    sessionIds: [...new Set(followed.map(({ sessionId }) => sessionId))],
  };
}

/** What was done upon a slash command is that command's; what others did without it is the way of working. */
function withoutCalls(members: readonly Episode[]): readonly Episode[] {
  const own = members.filter(({ prompt }) => !isCommandCall(prompt));
  return sessionsOf(own).size >= MIN_SESSIONS ? own : members;
}

/** What the members have in common. */
interface Findings extends Work {
  sayings: readonly Saying[];
  /** Programs that sessions ran word for word. */
  repeated: readonly RepeatedProgram[];
  pitfalls: readonly PitfallLine[];
}

/** @param all the members, also those that went wrong: what failed there is worth knowing */
function findingsOf(members: readonly Episode[], all: readonly Episode[], input: DraftInput): Findings {
  const { source, project, background = NO_BACKGROUND, parses } = input;
  const work = workOf(members, project.root, background.work);
  const doing = new Set(work.acts.filter(({ worked }) => worked).map(({ member }) => member));
  const isTold = doing.size * 2 < members.length;
  return {
    ...work,
    steps: work.steps.map((step) => withMarks(step, source)),
    sayings: userSayings(members, isTold ? 'told' : 'beside', source, background).filter(
      // What somebody asks for is no rule for the next time.
      ({ clause }) => isTold || !(isQuestion(clause.text) || ASKS.test(clause.text)),
    ),
    repeated: parses === undefined ? [] : repeatedPrograms(members, project.root),
    pitfalls: pitfallsOf(all, input),
  };
}

/** Ends as a question does, in any script. */
const ASKS = /[?？؟]\s*$/;

/** One sentence is no way of working: where nothing was done alike, several must have been said alike. */
const isWay = ({ steps, repeated, sayings }: Findings): boolean =>
  steps.length + repeated.length > 0 || sayings.filter(({ twins }) => twins.length > 0).length > 1;

const countsOf = ({ repeated, pitfalls }: Findings) => ({
  programs: repeated.length,
  repairs: pitfalls.length,
});

/** Errors that came up in two of the members and were got past. */
function pitfallsOf(members: readonly Episode[], input: DraftInput): PitfallLine[] {
  const own = new Set(members.flatMap(({ steps }) => steps.map(({ eventId }) => eventId)));
  return (input.errors ?? []).flatMap((error) => {
    const occurrences = error.occurrences.filter(({ failed }) => failed.some((id) => own.has(id)));
    return occurrences.length < MIN_SESSIONS ? [] : pitfallLines({ ...error, occurrences }, input);
  });
}

function filesOf(
  { steps, asked, sometimes, sayings, pitfalls }: Findings,
  name: string,
  scripts: readonly Script[],
  { docs = [] }: DraftInput,
): DraftFile[] {
  const names = new GapNames();
  const said = sayings.map(ruleOf);
  const rules = said.filter(({ quote }) => docThatSays(docs, ruleText(quote), 'prose') === null);
  const stated = statedLines(
    said.filter((rule) => !rules.includes(rule)),
    docs,
  );
  const commands = new Set(steps.map(({ stem }) => stem));
  const branches = pitfalls.filter((line) => isBranch(line) && commands.has(stemOf(line.failed)));
  const others = pitfalls.filter((line) => !branches.includes(line));
  const reference = referenceFile(name, [['Pitfalls', others.slice(MAX_PITFALLS)]]);
  const lines: Line[] = [
    title(name),
    ...section('Steps', withAlternatives(stepLines(withScripts(steps, scripts), names), branches)),
    ...section('Done when', endLines(steps, new GapNames())),
    ...section('When asked', stepLines(asked, names, 'asked')),
    ...section('Where it applies', sometimesLines(sometimes, names)),
    ...section('Placeholders', placeholderLines(steps, names)),
    ...section('Pitfalls', others.slice(0, MAX_PITFALLS)),
    ...section('Rules', rules),
    ...section('Written down already', stated),
    ...section('More', reference === null ? [] : [reference.pointer]),
  ];
  const plain = stepLines(steps, new GapNames());
  return [
    { path: MAIN_FILE, lines },
    ...(reference === null ? [] : [reference.file]),
    ...scripts.map((script) => {
      const { held, ...file } = heldFile(script, plain);
      return held === undefined ? file : { ...file, held: { ...held, isOptional: steps.length > 1 } };
    }),
  ];
}

type Pitfall = Extract<PitfallLine, { failed: string; worked: string }>;

/** What stands below the step that failed: another command that got past it. */
const isBranch = (line: PitfallLine): line is Pitfall =>
  line.by === 'command' && stemOf(line.worked) !== stemOf(line.failed);

const stemOf = (command: string): string => `$ ${factsOf(command.split(' ')).stem}`;

function withAlternatives(steps: readonly StepLine[], branches: readonly PitfallLine[]): Line[] {
  return steps.flatMap((step): Line[] => {
    if (step.do !== 'run') return [step];
    const own = branches.filter(isBranch).filter(({ failed }) => stemOf(failed) === stemOf(step.command));
    return [
      step,
      ...own.map(({ error, worked, evidence }): Line => ({ kind: 'alternative', error, worked, evidence })),
    ];
  });
}

/** A kind of question names no work: its answer differs each time. */
const mostlyAsk = (members: readonly Episode[]): boolean =>
  members.filter(({ memory }) => isQuestion(memory.goal)).length * 2 > members.length;

const requestsOf = (members: readonly Episode[]): Request[] =>
  members.map(({ sessionId, id, memory }) => ({ sessionId, eventId: id, text: memory.goal }));

function nameOf(
  members: readonly Episode[],
  { steps }: Findings,
  { background = NO_BACKGROUND, takenNames }: DraftInput,
): string | null {
  const names = new GapNames();
  const commands = steps.filter(({ kind }) => kind === 'command');
  return nameWork(
    {
      goal: sharedGoal(members),
      terms: requestTerms(requestsOf(members), background.words),
      commands: commands.map(({ exact, others }) => (exact[0] ?? others[0])?.words ?? []),
      paths: steps.flatMap((step) => pathTexts(step, names)),
    },
    takenNames,
  );
}

/** A rule in the user's words. */
const ruleOf = ({ clause }: Saying): RuleLine => ({
  kind: 'rule',
  quote: clause.text,
  evidence: [{ eventId: clause.eventId, quote: clause.text }],
});
