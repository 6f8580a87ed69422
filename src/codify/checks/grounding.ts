/** Every command, path and value in a skill occurs in evidence that ran and succeeded. */

import { handedTo, readPath } from '../../agents/call.ts';
import { editsOf } from '../../agents/edits.ts';
import { fragmentsOf } from '../../commands/fragments.ts';
import { stemWords } from '../../commands/stem.ts';
import type { SessionEvent } from '../../types.ts';
import { type Span, spansOf } from '../draft/line-parts.ts';
import { succeeded } from '../input/evidence.ts';
import { placeOf, RULE, sayingOf } from '../input/stated.ts';
import { onOneLine } from '../shared/queries.ts';
import { commandOf } from '../shared/quotes.ts';
import { oneLine } from '../shared/rules.ts';
import {
  type Check,
  type CheckContext,
  type CheckedLine,
  isClaim,
  isScriptLine,
  NOTE,
  POINTER,
  SCRIPT_STEP,
} from './check.ts';

export const checkGrounding: Check = ({ lines, context }) =>
  // Where a line points to is the business of the format, and what a script holds has a check of its own.
  lines
    .filter((line) => isClaim(line) && !isScriptLine(line) && !isElsewhere(line) && !isNote(line, context))
    .flatMap((line) => [
      ...spansOf(line.text)
        .filter((span) => !isGrounded(span, line, context))
        .map(({ code }) => ({
          code: 'grounding',
          message: `\`${code.slice(0, 80)}\` is in no evidence that ran and succeeded`,
          line: line.line,
          held: false,
        })),
      ...looseClaims(line),
    ]);

const isElsewhere = ({ text }: CheckedLine): boolean => POINTER.test(text) || SCRIPT_STEP.test(text);

/** True for a note of where the repository says something, when it stands there. */
function isNote({ text, evidence }: CheckedLine, { docs = [] }: CheckContext): boolean {
  const note = NOTE.exec(text);
  if (note === null) return false;
  const sayings = text.includes(RULE) ? evidence.map(({ quote }) => oneLine(quote)) : [sayingOf(text)];
  return sayings.some((saying) => {
    const place = placeOf(docs, saying.replace(/[.!]+$/, ''));
    return place !== null && place.path === note[1] && place.heading === (note[2] ?? null);
  });
}

/** Prose may not smuggle in what only a checked code span may hold. */
function looseClaims({ text, line }: CheckedLine): ReturnType<Check> {
  const prose = text.replace(/`[^`]*`|“[^”]*”/g, ' ').replace(/^\d+\. /, '');
  const loose = /(?:^|\s)--?[a-z][\w-]*|\S*(?:\w\/\w|:\/\/|\\)\S*|\S*\d\S*|`/i.exec(prose);
  return loose === null
    ? []
    : [
        {
          code: 'grounding',
          message: `"${loose[0].trim()}" stands outside a checked quote`,
          line,
          held: false,
        },
      ];
}

function isGrounded(span: Span, line: CheckedLine, context: CheckContext): boolean {
  const calls = line.events.filter(({ kind }) => kind === 'tool_call');
  if (/^\d+\. (?:Delegate to|Use the skill) /.test(line.text))
    return calls.some((call) => handedTo(call) === span.code && !/\s/.test(span.code));
  if (/failed with $/.test(span.before)) return line.events.some((event) => holdsError(event, span.code));
  const claimsFailure = /^ fail(?:ed|s)\b/.test(span.after);
  if (/^- `<[^`]+>`: so far /.test(line.text)) return isPlaceholderValue(span, calls, context);
  // A description names a command by its beginning, `gh pr view`; so does a failure of commands that differ behind it.
  const isBeginning = line.line === 0 || claimsFailure;
  return calls.some(
    (call) =>
      ranAs(call, span.code, claimsFailure, context) ||
      (isBeginning && beganWith(call, span.code, claimsFailure, context)),
  );
}

/** True for the result of a call that failed, with the quoted error in it. */
function holdsError(event: SessionEvent, error: string): boolean {
  if (event.kind !== 'tool_result' || succeeded(event)) return false;
  return [event.meta?.errorLine, event.output].some((text) => text?.replace(/\s+/g, ' ').includes(error));
}

function isPlaceholderValue(span: Span, calls: readonly SessionEvent[], context: CheckContext): boolean {
  if (/^<[a-z][a-z0-9-]*>$/.test(span.code)) return true;
  return calls.some((call) => {
    const fragments = fragmentsOf(commandOf(call) ?? '', context.project.root);
    return fragments.some(({ words }) => words.some((word) => hasValue(word, span.code)));
  });
}

const hasValue = (word: string, value: string): boolean =>
  word.replace(/^--?[\w-]+=/, '').replace(/^(["'])(.*)\1$/s, '$2') === value;

/** True when the call ran the command, or touched the path, that the span names. */
function ranAs(call: SessionEvent, code: string, failed: boolean, context: CheckContext): boolean {
  const result = context.source.resultOf(call);
  if (failed ? result === undefined || succeeded(result) : !succeeded(result)) return false;
  const command = commandOf(call);
  if (command === undefined)
    return pathsOf(call, context.project.root).some((path) => pathPattern(code).test(path));
  if (!failed && writes(call, code, context.project.root)) return true;
  const pattern = commandPattern(code);
  return fragmentsOf(command, context.project.root).some(({ words, proven }) => {
    const spellings = [words, withoutFilters(words), withoutFilters(words).map(onOneLine)];
    return (failed || proven) && spellings.some((spelled) => pattern.test(spelled.join(' ')));
  });
}

function beganWith(call: SessionEvent, code: string, failed: boolean, context: CheckContext): boolean {
  const command = commandOf(call);
  const result = context.source.resultOf(call);
  if (command === undefined || result === undefined || succeeded(result) === failed) return false;
  return fragmentsOf(command, context.project.root).some(
    ({ words, proven }) => (failed || proven) && `${stemWords(words).join(' ')} `.startsWith(`${code} `),
  );
}

/** The command without what only narrows its output. */
function withoutFilters(words: readonly string[]): string[] {
  const filter = words.findIndex((word) => /^(?:--jq|-q|--template)$/.test(word));
  return filter < 0 ? [...words] : [...words.slice(0, filter), ...withoutFilters(words.slice(filter + 2))];
}

/** True when the call's command line wrote the file that the span names. */
export function writes(call: SessionEvent, code: string, root: string): boolean {
  return fragmentsOf(commandOf(call) ?? '', root).some(
    ({ writes: written, proven }) => proven && written !== null && pathPattern(code).test(written),
  );
}

/** The files that the call changed or read, as it was given them and as the project and its folder name them. */
function pathsOf(call: SessionEvent, root: string): string[] {
  const read = readPath(call);
  const given = [...editsOf(call).map(({ path }) => path), ...(read === null ? [] : [read])];
  return given.flatMap((path) => [
    path.replace(/^\.\//, ''),
    ...[root, call.meta?.cwd ?? root].flatMap((top) =>
      path.startsWith(`${top}/`) ? [path.slice(top.length + 1)] : [],
    ),
  ]);
}

const PLACEHOLDER = /"?<[a-z][a-z0-9-]*>"?/;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A placeholder stands for one word, quoted or not, never for a flag. */
function commandPattern(code: string): RegExp {
  const value = `(?:"[\\s\\S]*"|'[\\s\\S]*'|[^\\s"'-]\\S*)`;
  return new RegExp(`^${code.split(PLACEHOLDER).map(escaped).join(value)}$`);
}

/** In a path it stands for a part of one name; at its beginning, for any folder too. */
function pathPattern(code: string): RegExp {
  const folders = code.startsWith('<') ? '(?:[^/]+/)*' : '';
  return new RegExp(`^${folders}${code.split(PLACEHOLDER).map(escaped).join('[^/]+')}$`);
}
