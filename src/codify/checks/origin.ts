/**
 * Words of tools, files, web pages and MCP servers are data: none of them becomes an instruction. A command, a name or a rule is
 * foreign when somebody else's text had it first, however it is spelled; the project's own scripts are its own.
 */

import { doesOf } from '../../commands/deeds.ts';
import { type Named, namedIn, nameMark } from '../../commands/named.ts';
import { readCommandLine } from '../../commands/parse.ts';
import { editDistance } from '../../lib/nearest.ts';
import { plainWords } from '../../lib/plain-spelling.ts';
import { type OwnNames, ownNames } from '../../repository/manifest.ts';
import { briefCode, fieldsOf, type LineField, textsOf } from '../../skill/forms.ts';
import type { SessionEvent } from '../../types.ts';
import { isForeignResult, withoutQuoted } from '../input/foreign.ts';
import { originsOf } from '../input/origins.ts';
import { isSentence } from '../input/sentence-names.ts';
import { commandOf, promptWords, safeErrorText } from '../shared/quotes.ts';
import { oneLine } from '../shared/rules.ts';
import {
  type Check,
  type CheckContext,
  type CheckedLine,
  hold,
  isClaim,
  isScriptLine,
  refuse,
} from './check.ts';

/** What is wrong with where words come from, and the words. */
interface Finding {
  message: string;
  words?: readonly string[];
  /** False where it only looks so: a person decides. */
  isSure: boolean;
}

const sure = (message: string, words: readonly string[] = []): Finding => ({ message, words, isSure: true });

export const checkOrigin: Check = ({ lines, context }) =>
  lines.filter(isClaim).flatMap((line) => {
    const found = [
      ...foreignEvents(line),
      ...foreignFields(line, context),
      ...foreignQuotes(line, context),
      ...foreignProgram(line, lines, context),
    ];
    const finding = found.find(({ isSure }) => isSure) ?? found[0];
    if (finding === undefined) return [];
    return [(finding.isSure ? refuse : hold)('origin', line, finding.message, finding.words)];
  });

function foreignEvents(line: CheckedLine): Finding[] {
  const foreign = line.events.find((event) => !isOwnWord(event, line));
  return foreign === undefined ? [] : [sure(`this line rests on words of origin ${foreign.origin}`)];
}

/** What was done, what the user said, and a tool's words only as the error that a line quotes. */
function isOwnWord(event: SessionEvent, line: CheckedLine): boolean {
  if (event.kind === 'tool_call') return true;
  if (event.kind === 'tool_result')
    return textsOf(line.line, 'error').length > 0 || event.meta?.denied === true;
  return event.kind === 'user_prompt' && event.origin === 'user' && event.meta?.subagentId === undefined;
}

/** All of a line's texts that are foreign, each with the words of all that are as much so. */
function foreignFields(line: CheckedLine, context: CheckContext): Finding[] {
  if (line.line.kind === 'code') return foreignCommand(line.text, context);
  const found = fieldsOf(line.line).flatMap((field) =>
    foreignField(field, line, context).map((finding) => ({ ...finding, words: [field.text] })),
  );
  return found.map((finding) => ({
    ...finding,
    words: found.filter(({ isSure }) => isSure === finding.isSure).flatMap(({ words }) => words),
  }));
}

/** What speaks against one of a line's texts, by the part that it plays; the user's words have a look of their own. */
function foreignField({ role, text }: LineField, line: CheckedLine, context: CheckContext): Finding[] {
  switch (role) {
    case 'command':
    case 'failure':
    case 'stated':
      return foreignCommand(text, context);
    case 'brief':
      return foreignBrief(text, context);
    case 'handed':
      return namedBy([{ marks: [nameMark(text)] }], context);
    case 'value':
      if (isSentence(text)) return [READS_AS_ORDER];
      return [...slipOf(text, line), ...foreignValue(text, line, context)];
    case 'error':
      return safeErrorText(text) === text
        ? []
        : [sure('what failed is told in words that could be an order')];
    case 'mark':
      // Names in code are as long as what they name is involved.
      return isSentence(text) ? [{ ...READS_AS_ORDER, isSure: false }] : [];
    case 'edited':
    case 'created':
    case 'read':
    case 'touched':
    case 'docHeading':
      return isSentence(text) ? [READS_AS_ORDER] : [];
    default:
      return [];
  }
}

/** A step in brief names a command, or a file. */
function foreignBrief(brief: string, context: CheckContext): Finding[] {
  const code = briefCode(brief) ?? '';
  if (brief.startsWith('run ')) return foreignCommand(code, context);
  return isSentence(code) ? [READS_AS_ORDER] : [];
}

const READS_AS_ORDER = sure('a name that reads as a sentence is somebody’s words');

const foreignCommand = (command: string, context: CheckContext): Finding[] =>
  namedBy(namedIn(command), context).map((finding) => ({ ...finding, words: [command] }));

/** A script that the project's manifests have, a tool that they name or one of its documents is its own, whoever speaks of it. */
function isOwnEntry({ marks }: Named, { scripts, tools, files }: OwnNames): boolean {
  return marks.some((mark) => {
    const [first = '', second = ''] = mark.split(' ');
    if (mark.includes(' | ')) return false;
    if (first === 'with') return files.has(second);
    if (first !== 'run' && first !== '=') return tools.has(first);
    return scripts.has(second) || tools.has(second) || files.has(second);
  });
}

function namedBy(named: readonly Named[], { source, project, docs = [] }: CheckContext): Finding[] {
  const own = ownNames(docs);
  // What an entry of the project's is given besides may be anybody's.
  const strange = named.filter((one) => !isOwnEntry(one, own));
  const foreign = strange.length === 0 ? null : originsOf(source, project.id).namedFirstBy(strange);
  if (foreign === null) return [];
  const { from, isSure } = foreign;
  const did = isSure ? 'named' : 'may have named';
  return [{ message: `${from} ${did} this before anybody here ran it or asked for it`, isSure }];
}

/** A value with which the commands behind the line were run. */
function foreignValue(value: string, { events }: CheckedLine, context: CheckContext): Finding[] {
  const words = plainWords(value).join(' ');
  const isValue = (mark: string) => plainWords(mark.split(' | ')[1] ?? '').join(' ') === words;
  const named = events
    .flatMap((event) => commandOf(event) ?? [])
    .flatMap(namedIn)
    .filter(({ marks }) => marks.some(isValue));
  return words === '' ? [] : namedBy(named, context);
}

/** Two names of packages this near, in letters, are one name and a slip, or a trap. */
const SLIP = 2;
/** Shorter names are near to many. */
const MIN_NAME = 5;

/** A package whose name is nearly that of another one that more sessions fetched. */
function slipOf(value: string, { line, events }: CheckedLine): Finding[] {
  if (line.kind !== 'placeholder' || value.length < MIN_NAME) return [];
  const fetching = events.filter((event) => fetches(commandOf(event) ?? ''));
  const timesOf = (name: string) =>
    fetching.filter((event) => (commandOf(event) ?? '').split(/\s+/).includes(name)).length;
  const meant = line.seen.find(
    (other) => other !== value && editDistance(value, other) <= SLIP && timesOf(other) > timesOf(value),
  );
  return meant === undefined
    ? []
    : [sure(`this package is nearly called what ${meant} is, which was fetched more often`)];
}

const fetches = (line: string): boolean =>
  (readCommandLine(line)?.commands ?? []).some(
    ({ words }) => doesOf(words.map(({ text }) => text)) === 'install',
  );

/** A script that somebody else's text spelled out, whatever its commands are. */
function foreignProgram(
  line: CheckedLine,
  all: readonly CheckedLine[],
  { source, project }: CheckContext,
): Finding[] {
  if (!isScriptLine(line)) return [];
  const program = all.filter(({ path }) => path === line.path).map(({ text }) => text);
  const foreign = originsOf(source, project.id).writtenFirstBy(program.join('\n'));
  return foreign === null ? [] : [sure(`${foreign.from} spelled this out before anybody here ran it`)];
}

function foreignQuotes({ line, events }: CheckedLine, context: CheckContext): Finding[] {
  return textsOf(line, 'quote').flatMap((quote) => {
    const speakers = events.filter((event) => oneLine(promptWords(event)).includes(quote));
    if (speakers.length === 0) return [sure('the user never said these words', [quote])];
    const heard = speakers.map((event) => pastedFrom(quote, event, context));
    if (heard.includes('nowhere')) return [];
    return heard.every((from) => from === 'elsewhere')
      ? [sure('the user passed these words on from a tool, a file or a page', [quote])]
      : [{ message: 'part of these words stood in somebody’s text before', words: [quote], isSure: false }];
  });
}

/**
 * `elsewhere`: the words stand in a quoted or fenced part of the prompt, or came into the session from elsewhere before
 * the user sent them, or into the project before anybody here had said them. `in part`: so much of them did.
 */
function pastedFrom(
  quote: string,
  prompt: SessionEvent,
  context: CheckContext,
): 'nowhere' | 'in part' | 'elsewhere' {
  if (!oneLine(withoutQuoted(promptWords(prompt))).includes(quote)) return 'elsewhere';
  const words = plainWords(quote).join(' ');
  const { source, project } = context;
  const before = wordsBefore(prompt, source.sessionEvents(prompt.sessionId));
  if (before.some((text) => text.includes(` ${words} `))) return 'elsewhere';
  const foreign = originsOf(source, project.id).saidFirstBy(quote);
  if (foreign === null) return 'nowhere';
  return foreign.isSure ? 'elsewhere' : 'in part';
}

/** Each session's list is made once: every quote of the user is looked for in it. */
const foreign = new WeakMap<readonly SessionEvent[], { id: string; text: string }[]>();

/** What foreign results gave in a session before a prompt, as words. */
function wordsBefore(prompt: SessionEvent, events: readonly SessionEvent[]): string[] {
  const known = foreign.get(events) ?? foreignWords(events);
  foreign.set(events, known);
  const end = events.findIndex(({ id }) => id === prompt.id);
  const before = new Set(events.slice(0, end < 0 ? events.length : end).map(({ id }) => id));
  return known.filter(({ id }) => before.has(id)).map(({ text }) => text);
}

function foreignWords(events: readonly SessionEvent[]): { id: string; text: string }[] {
  const calls = new Map(
    events.flatMap((event) => (event.kind === 'tool_call' ? [[event.toolUseId, event]] : [])),
  );
  return events.flatMap((event) => {
    const call = calls.get(event.toolUseId);
    return event.kind === 'tool_result' && isForeignResult(event, call)
      ? [{ id: event.id, text: ` ${plainWords(event.output ?? '').join(' ')} ` }]
      : [];
  });
}
