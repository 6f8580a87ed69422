/**
 * A line has only fields, and each must be borne out: a verb must be what the command does, a topic a word of the requests, a
 * heading one that skills have. So no sentence of anybody else's gets into a skill.
 */

import { callKind, handedTo } from '../../agents/call.ts';
import { failureOf, imperative, slugOf, thingOf } from '../../commands/say.ts';
import { stemWords } from '../../commands/stem.ts';
import { type Act, MEANINGS, type Meaning, SECTIONS, type Section, titleOf } from '../../skill/draft.ts';
import { briefCode, codesOf, fieldsOf, type LineField, TO_SUBAGENTS } from '../../skill/forms.ts';
import type { Refusal } from '../../skill/refusal.ts';
import { asciiWords } from '../../words/ascii.ts';
import { wordsIn } from '../../words/words.ts';
import { promptWords } from '../shared/quotes.ts';
import { baseForm } from '../shared/request-words.ts';
import { type Check, type CheckedLine, type CheckInput, refuse } from './check.ts';

export const checkWording: Check = (input) => [
  ...(isNamedRight(input) ? [] : [refuse('wording', null, 'nothing bears the name out', [input.draft.name])]),
  ...input.lines.flatMap((line) => lineRefusals(line, input)),
];

function lineRefusals(checked: CheckedLine, input: CheckInput): Refusal[] {
  const { line } = checked;
  if (line.kind === 'prose')
    return [refuse('wording', checked, 'this line has no form that a skill’s lines have')];
  const wrong = fieldsOf(line).filter((field) => !isSaidRight(field, checked, input));
  const said = wrong.map(({ text }) => refuse('wording', checked, `nothing bears out “${text}”`, [text]));
  const isAct = line.kind === 'step' || line.kind === 'sometimes';
  if (isAct && !isDone(line, checked)) said.push(refuse('wording', checked, 'no session did this'));
  return said;
}

/** Whether words that are neither code nor quoted are what the line's other fields and events call for. */
function isSaidRight({ role, text }: LineField, checked: CheckedLine, { draft, lines }: CheckInput): boolean {
  const { line } = checked;
  switch (role) {
    case 'heading':
      return line.kind === 'title' ? text === titleOf(draft.name) : SECTIONS.includes(text as Section);
    case 'work':
      return text === draft.name.replaceAll('-', ' ');
    case 'topic':
      return [text, baseForm(text)].some((word) => wordsOfRequests(checked).has(word));
    case 'label':
      return line.kind === 'step' || line.kind === 'sometimes' ? isLabelOf(text, line) : false;
    case 'brief':
    case 'deed':
      return isBriefRight(text, checked);
    case 'meaning':
      return line.kind === 'placeholder' && MEANINGS[line.name as Meaning] === text;
    case 'placeholder':
      return lines.some(
        (other) => other.line.kind !== 'placeholder' && codesOf(other.line).join(' ').includes(text),
      );
    default:
      return true;
  }
}

/** The label must be what the command does. */
function isLabelOf(label: string, act: Act): boolean {
  if (act.do === 'program') return label === RUN_PROGRAM;
  return act.do === 'run' && label === imperative(act.command.split(' '));
}

/** How a step says that a code block follows. */
const RUN_PROGRAM = 'Run this';

/** Work was put before the user, by the tools behind the line. */
function isDone(act: Act, { events }: CheckedLine): boolean {
  if (act.do === 'ask' || act.do === 'plan')
    return events.length > 0 && events.every((event) => callKind(event) === act.do);
  return !(act.do === 'delegate' || act.do === 'skill') || events.every((event) => handedTo(event) !== null);
}

/** Words of the requests among these events: as they were spelled, in their base form, and as a name in ASCII spells them. */
export function wordsOfRequests({ events }: Pick<CheckedLine, 'events'>): Set<string> {
  const prompts = events.filter(({ kind }) => kind === 'user_prompt');
  const words = prompts.flatMap((prompt) => {
    const text = promptWords(prompt);
    return [...wordsIn(text), ...asciiWords(text), ...(text.toLowerCase().match(/[a-z][a-z']*/g) ?? [])];
  });
  return new Set([...words, ...words.map(baseForm)]);
}

/** `bump the version`, ``run `make seed` ``: what a command behind the description does. */
function isBriefRight(brief: string, { line, events }: CheckedLine): boolean {
  if (briefCode(brief) !== null) return /^(?:run|update|create|extend) `/.test(brief);
  if (brief === TO_SUBAGENTS) return events.some((event) => handedTo(event) !== null);
  return line.evidence.some(
    ({ quote }) => imperative(quote.split(' ')).toLowerCase() === brief.toLowerCase(),
  );
}

/** Every word of the name is one of the requests, or of what the commands are for. */
function isNamedRight({ draft, lines }: CheckInput): boolean {
  const said = wordsOfRequests({ events: lines.flatMap(({ events }) => events) });
  const commands = lines.flatMap(({ line }) => line.evidence.map(({ quote }) => quote.split(' ')));
  const done = new Set(
    commands.flatMap((words) => [
      ...`${slugOf(words)}-${thingOf(words)}-${failureOf(words)}`.split('-'),
      ...stemWords(words).flatMap(partsOf),
    ]),
  );
  const errors = new Set(lines.flatMap(({ line }) => codesOf(line)).flatMap(partsOf));
  return draft.name
    .split('-')
    .every(
      (word) =>
        JOINTS.has(word) || said.has(baseForm(word)) || said.has(word) || done.has(word) || errors.has(word),
    );
}

const JOINTS = new Set(['and', 'by', 'run', 'fix', 'rule', 'not', 'handle', 'test', 'check', 'changes']);
const partsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];
