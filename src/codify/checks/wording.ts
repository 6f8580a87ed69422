/**
 * Prose may only take the forms that drafting has, and what stands in their gaps must be borne out: a verb must be what
 * the command does, a topic must be a word of the requests. So no sentence of anybody else's gets into a skill.
 */

import { callKind } from '../../agents/call.ts';
import { provenBy } from '../../commands/proves.ts';
import { imperative, slugOf, thingOf } from '../../commands/say.ts';
import { stemWords } from '../../commands/stem.ts';
import { partNamed, type SessionEvent } from '../../types.ts';
import { spansOf } from '../draft/line-parts.ts';
import { titleOf } from '../draft/lines.ts';
import { commandOf, promptWords } from '../shared/quotes.ts';
import { baseForm } from '../shared/request-words.ts';
import { type Check, type CheckedLine, type CheckInput, isScriptLine, SCRIPT_STEP } from './check.ts';
import { writes } from './grounding.ts';

/** `§` stands for a code span, `¶` for a quote of the user. */
const SECTIONS =
  /^## (?:When to use|Steps|Sometimes|Placeholders|Check|Files|Pitfalls|Rules|What comes next|What worked|Written down already|More)$/;
const BULLET = /^- ([A-Z][A-Za-z' ]*?): §$/;
const STEP = /^(\d+)\. ([A-Z][A-Za-z' ]*?):? §(\. Go on only when it passes\.)?$/;
const HANDED_ON = /^(\d+)\. (?:(Delegate to) §(?:, §)*|(Use the skill) §)$/;
const PUT_TO_USER =
  /^(\d+)\. (?:(Ask the user which way to go)|(Show the user a plan before changing anything))\.$/;
const FILE = /^- §: (updated|read)$/;
const FORMS: readonly RegExp[] = [
  /^- § exits without an error\.$/,
  /^- §: so far §(?:, §)*$/,
  /^- § failed(?: with §)?\. What worked: (?:a change in )?§$/,
  /^ {3}- If it failed(?: with §)?, this worked: §$/,
  /^- ¶$/,
  /^- The user (?:asked: ¶|corrected: ¶(?: What followed: a change in §(?:, §)?)?)$/,
  /^- Asked next: ¶$/,
  /^- Seen less often: §$/,
  /^- (?:§|A rule that the user gave): see §(?:, §)?$/,
  /^When § failed(?: with §)?\.$/,
  /^Gets past an error of this repository: § failed(?: with §)?\. Use when § fails\.$/,
];
/** Forms with gaps: the work's name, topics, steps in brief. */
const ASKED = /^When asked to ([a-z -]+?)(?:, or when a request is about ([a-z', -]+))?\.$/;
const ABOUT =
  /^(?:In any work of this repository that is|Standing rule for this repository: ¶ Use in any work that is) about ([a-z', -]+)\.$/;
const DESCRIPTION =
  /^([A-Z][a-z -]*?) in this repository(?:: ((?:[a-zA-Z' ]|§|, )+))?\. Use when asked to ([a-z -]+?)(?:, or when a request is about ([a-z', -]+?))?(?:, in words such as ¶(?:, ¶)*)?\.$/;

export const checkWording: Check = (input) => {
  const { draft, lines } = input;
  let step = 0;
  const wrong = lines.filter((line) => {
    if (line.text === '' || SECTIONS.test(line.text) || partNamed(line.text) !== null) return false;
    if (isScriptLine(line)) return false;
    if (line.line > 0 && line.text.startsWith('#')) return line.text !== `# ${titleOf(draft.name)}`;
    if (/^\d+\. /.test(line.text)) step += 1;
    return !isSaidRight(line, step, input);
  });
  const misnamed = isNamedRight(input)
    ? []
    : [{ code: 'wording', message: 'nothing bears the name out', held: false }];
  return [
    ...misnamed,
    ...wrong.map(({ line }) => ({
      code: 'wording',
      message: 'this line says more than its evidence',
      line,
      held: false,
    })),
  ];
};

const formOf = (text: string): string => text.replace(/`[^`]*`/g, '§').replace(/“[^”]*”/g, '¶');
const workOf = (name: string): string => name.replaceAll('-', ' ');

/** A form with gaps, and what must be true of what stands in them. */
interface GappedForm {
  pattern: RegExp;
  /** @param step how many numbered steps there are up to this line */
  isRight(gaps: RegExpExecArray, line: CheckedLine, step: number, input: CheckInput): boolean;
}

const GAPPED: readonly GappedForm[] = [
  {
    pattern: STEP,
    isRight: ([, number, verb = '', passes], line, step, { context }) =>
      Number(number) === step && isStepSaidRight(line, verb, passes, context.project.root),
  },
  {
    pattern: HANDED_ON,
    isRight: ([form, number], line, step) => Number(number) === step && isPutRight(form, line),
  },
  {
    pattern: PUT_TO_USER,
    isRight: ([form, number], line, step) => Number(number) === step && isPutRight(form, line),
  },
  { pattern: FILE, isRight: ([, role], { events }) => role === 'read' || events.every(isEdit) },
  {
    pattern: BULLET,
    isRight: ([, verb = ''], line, _step, { context }) =>
      isStepSaidRight(line, verb, undefined, context.project.root),
  },
  {
    pattern: ASKED,
    isRight: ([, work, topics], line, _step, { draft }) =>
      work === workOf(draft.name) && areTopics(topics, line),
  },
  { pattern: ABOUT, isRight: ([, topics], line) => areTopics(topics, line) },
  { pattern: DESCRIPTION, isRight: isDescribedRight },
];

function isSaidRight(line: CheckedLine, step: number, input: CheckInput): boolean {
  const form = formOf(line.text);
  if (SCRIPT_STEP.test(line.text)) return line.text.startsWith(`${step}. `);
  if (FORMS.some((allowed) => allowed.test(form))) return true;
  return GAPPED.some(({ pattern, isRight }) => {
    const gaps = pattern.exec(form);
    return gaps !== null && isRight(gaps, line, step, input);
  });
}

function isDescribedRight(
  [, does, steps = '', asked, topics]: RegExpExecArray,
  line: CheckedLine,
  _step: number,
  { draft }: CheckInput,
): boolean {
  const work = workOf(draft.name);
  return (
    line.line === 0 &&
    does?.toLowerCase() === work &&
    asked === work &&
    areTopics(topics, line) &&
    areBriefSteps(steps, line)
  );
}

/** The verb must be the one that the command, or the way the file was touched, calls for. */
function isStepSaidRight(line: CheckedLine, verb: string, passes: string | undefined, root: string): boolean {
  const code = spansOf(line.text)[0]?.code ?? '';
  const words = code.split(' ');
  const calls = line.events.filter(({ kind }) => kind === 'tool_call');
  const ran = calls.some((call) => commandOf(call) !== undefined && !writes(call, code, root));
  if (passes !== undefined && (!ran || provenBy(words) === null)) return false;
  if (ran) return verb === imperative(words);
  const edits = calls.every((call) => commandOf(call) !== undefined || isEdit(call));
  return verb === (edits ? 'Update' : 'Read');
}

const isEdit = (event: SessionEvent): boolean => callKind(event) === 'edit';

const PUT_BY = [
  ['Delegate', 'delegate'],
  ['Use the skill', 'skill'],
  ['a plan', 'plan'],
] as const;

/** Work was handed to what the line names, or put before the user, by the tools behind the line. */
function isPutRight(form: string, { events }: CheckedLine): boolean {
  const kind = PUT_BY.find(([words]) => form.includes(words))?.[1] ?? 'ask';
  return events.length > 0 && events.every((event) => callKind(event) === kind);
}

/** Each topic is a word of a request behind the line. */
function areTopics(list: string | undefined, line: CheckedLine): boolean {
  if (list === undefined) return true;
  const said = wordsOfRequests(line);
  return list.split(', ').every((topic) => said.has(baseForm(topic)));
}

function wordsOfRequests({ events }: Pick<CheckedLine, 'events'>): Set<string> {
  const prompts = events.filter(({ kind }) => kind === 'user_prompt');
  const words = prompts.flatMap(
    (prompt) =>
      promptWords(prompt)
        .toLowerCase()
        .match(/[a-z][a-z']*/g) ?? [],
  );
  return new Set([...words, ...words.map(baseForm)]);
}

/** `bump the version, run §, update §`: each phrase is what a command behind the description does. */
function areBriefSteps(list: string, line: CheckedLine): boolean {
  if (list === '') return true;
  const done = new Set(line.evidence.map(({ quote }) => imperative(quote.split(' ')).toLowerCase()));
  return list
    .split(', ')
    .every((phrase) => phrase === 'update §' || phrase === 'run §' || done.has(phrase.toLowerCase()));
}

/** Every word of the name is one of the requests, or of what the commands are for. */
function isNamedRight({ draft, lines }: CheckInput): boolean {
  const said = wordsOfRequests({ events: lines.flatMap(({ events }) => events) });
  const commands = lines.flatMap(({ evidence }) => evidence.map(({ quote }) => quote.split(' ')));
  const done = new Set(
    commands.flatMap((words) => [
      ...`${slugOf(words)}-${thingOf(words)}`.split('-'),
      ...stemWords(words).flatMap(partsOf),
    ]),
  );
  const errors = new Set(lines.flatMap(({ text }) => spansOf(text)).flatMap(({ code }) => partsOf(code)));
  return draft.name
    .split('-')
    .every(
      (word) =>
        JOINTS.has(word) || said.has(baseForm(word)) || said.has(word) || done.has(word) || errors.has(word),
    );
}

const JOINTS = new Set(['and', 'by', 'run', 'fix', 'rule', 'not', 'handle', 'test', 'check', 'changes']);
const partsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];
