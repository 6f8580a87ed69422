/** Every command, path and value in a skill occurs in evidence that ran and succeeded. */

import { handedTo, readPath } from '../../agents/call.ts';
import { editsOf } from '../../agents/edits.ts';
import { doesOf } from '../../commands/deeds.ts';
import { fragmentsOf } from '../../commands/fragments.ts';
import { stemWords } from '../../commands/stem.ts';
import { briefCode, fieldsOf, type LineField, type Role } from '../../skill/forms.ts';
import type { SessionEvent } from '../../types.ts';
import { succeeded } from '../input/evidence.ts';
import { placeOf, ruleText } from '../input/stated.ts';
import { onOneLine } from '../shared/queries.ts';
import { commandOf } from '../shared/quotes.ts';
import { type Check, type CheckContext, type CheckedLine, refuse } from './check.ts';

export const checkGrounding: Check = ({ lines, context }) =>
  lines.flatMap((line) =>
    fieldsOf(line.line)
      .filter((field) => !isGrounded(field, line, context))
      .map(({ role, text }) => {
        const shown = `\`${briefCode(text) ?? text.slice(0, SHOWN)}\``;
        return refuse('grounding', line, `${MISSING[role] ?? 'no session bears this out:'} ${shown}`, [text]);
      }),
  );

/** Characters of a text that a reason repeats. */
const SHOWN = 80;

/** What is missing, by the part that the text plays. */
const MISSING: Readonly<Partial<Record<Role, string>>> = {
  command: 'no session ran this to a good end:',
  failure: 'in no session this failed:',
  error: 'no tool reported this error:',
  edited: 'no session changed this file:',
  created: 'no session made this file:',
  read: 'no session read this file:',
  touched: 'no session read or changed this file:',
  handed: 'no session handed work to this:',
  value: 'no session used this value:',
  stated: 'the repository does not say this there:',
  document: 'this document does not say so there:',
};

/** Whether the events behind a line bear out one of its texts, by the part that it plays; words have checks of their own. */
function isGrounded({ role, text }: LineField, line: CheckedLine, context: CheckContext): boolean {
  const calls = line.events.filter(({ kind }) => kind === 'tool_call');
  const { root } = context.project;
  switch (role) {
    case 'command':
      return calls.some((call) => ran(call, text, false, context));
    case 'failure':
      return calls.some((call) => ran(call, text, true, context) || beganWith(call, text, true, context));
    case 'error':
      return line.events.some((event) => holdsError(event, text));
    case 'edited':
      return calls.some((call) => worked(call, context) && changed(call, text, context));
    case 'created':
      return calls.some((call) => worked(call, context) && changed(call, text, context, 'created'));
    case 'read':
      return calls.some((call) => worked(call, context) && matches(text, readPath(call), call, context));
    case 'touched':
      return calls.some((call) => worked(call, context) && touched(call, text, context));
    case 'mark':
      return calls.some((call) => worked(call, context) && holdsMark(call, text));
    case 'handed':
      return !/\s/.test(text) && calls.some((call) => handedTo(call) === text);
    case 'value':
      return calls.some((call) => hasValueIn(call, text, root));
    case 'brief':
    case 'deed':
      return isBriefGrounded(text, calls, context);
    case 'stated':
      return isStatedThere(text, line, context);
    case 'document':
      return line.line.kind !== 'note' || line.line.of === 'command' || isRuleStatedThere(line, context);
    default:
      return true;
  }
}

/** A description names a command by its beginning, `gh pr view`. */
function isBriefGrounded(brief: string, calls: readonly SessionEvent[], context: CheckContext): boolean {
  const code = briefCode(brief);
  if (code === null) return true;
  return calls.some((call) =>
    brief.startsWith('run ')
      ? ran(call, code, false, context) || beganWith(call, code, false, context)
      : worked(call, context) && changed(call, code, context),
  );
}

/** Whether the note's document says the command under the note's heading. */
function isStatedThere(command: string, { line }: CheckedLine, { docs = [] }: CheckContext): boolean {
  const place = placeOf(docs, command);
  return line.kind === 'note' && place?.path === line.document && place.heading === line.heading;
}

/** The same for a rule, whose words the evidence has. */
function isRuleStatedThere({ line }: CheckedLine, { docs = [] }: CheckContext): boolean {
  return line.evidence.some(({ quote }) => {
    const place = placeOf(docs, ruleText(quote));
    return line.kind === 'note' && place?.path === line.document && place.heading === line.heading;
  });
}

/** True when the call's result says that it worked. */
export const worked = (call: SessionEvent, { source }: CheckContext): boolean =>
  succeeded(source.resultOf(call));

/** True for the result of a call that failed, with the quoted error in it. */
function holdsError(event: SessionEvent, error: string): boolean {
  if (event.kind !== 'tool_result' || succeeded(event)) return false;
  return [event.meta?.errorLine, event.output].some((text) => text?.replace(/\s+/g, ' ').includes(error));
}

const hasValueIn = (call: SessionEvent, value: string, root: string): boolean =>
  fragmentsOf(commandOf(call) ?? '', root).some(({ words }) => words.some((word) => hasValue(word, value)));

const hasValue = (word: string, value: string): boolean =>
  word.replace(/^--?[\w-]+=/, '').replace(/^(["'])(.*)\1$/s, '$2') === value;

/** True when the call ran the command, and it failed or succeeded as claimed. */
export function ran(call: SessionEvent, code: string, failed: boolean, context: CheckContext): boolean {
  const result = context.source.resultOf(call);
  if (failed ? result === undefined || succeeded(result) : !succeeded(result)) return false;
  const pattern = commandPattern(code);
  return fragmentsOf(commandOf(call) ?? '', context.project.root).some(({ words, proven }) => {
    const plain = withoutFilters(words);
    const spellings = [words, plain, plain.map(onOneLine), beforePipe(plain).map(onOneLine)];
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

/** The first command of a pipeline, if it only looks: what comes behind reshapes what it printed. */
function beforePipe(words: readonly string[]): readonly string[] {
  const pipe = words.indexOf('|');
  return pipe > 0 && doesOf(words.slice(0, pipe)) === 'look' ? words.slice(0, pipe) : words;
}

/** The command without what only narrows its output. */
function withoutFilters(words: readonly string[]): string[] {
  const filter = words.findIndex((word) => /^(?:--jq|-q|--template)$/.test(word));
  return filter < 0 ? [...words] : [...words.slice(0, filter), ...withoutFilters(words.slice(filter + 2))];
}

/** True when the call's command line wrote the file. */
function writes(call: SessionEvent, code: string, root: string): boolean {
  return fragmentsOf(commandOf(call) ?? '', root).some(
    ({ writes: written, proven }) => proven && written !== null && pathPattern(code).test(written),
  );
}

/** True when the call changed the file, by a tool or by its command line; or made it. */
function changed(call: SessionEvent, pattern: string, context: Place, only?: 'created'): boolean {
  const edits = editsOf(call).filter(({ change }) => only === undefined || change === only);
  return (
    edits.some(({ path }) => matches(pattern, path, call, context)) ||
    (only === undefined && writes(call, pattern, context.project.root))
  );
}

/** True when the call changed or read the file. */
export const touched = (call: SessionEvent, pattern: string, context: Place): boolean =>
  changed(call, pattern, context) || matches(pattern, readPath(call), call, context);

/** What an edit put into a file. */
const holdsMark = (call: SessionEvent, mark: string): boolean =>
  editsOf(call).length > 0 && JSON.stringify(call.input ?? {}).includes(JSON.stringify(mark).slice(1, -1));

/** Where a session ran. */
type Place = Pick<CheckContext, 'project' | 'source'>;

/** Whether the pattern fits a path as the call was given it, or as the project or its folder names it. */
export function matches(pattern: string, given: string | null, call: SessionEvent, place: Place): boolean {
  return given !== null && namesOf(given, call, place).some((name) => pathPattern(pattern).test(name));
}

/** A path as it was given, and relative to each folder that it may be meant from. */
export function namesOf(
  given: string,
  { sessionId, meta }: SessionEvent,
  { project, source }: Place,
): string[] {
  const folders = [project.root, meta?.cwd, source.folderOf(sessionId)];
  return [
    given.replace(/^\.\//, ''),
    ...folders.flatMap((top) =>
      top !== undefined && given.startsWith(`${top}/`) ? [given.slice(top.length + 1)] : [],
    ),
  ];
}

const PLACEHOLDER = /"?<[A-Za-z][A-Za-z0-9-]*>"?/;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A placeholder stands for one word, quoted or not, never for a flag; with `…` behind it, for one or more. */
function commandPattern(code: string): RegExp {
  const value = `(?:"[\\s\\S]*"|'[\\s\\S]*'|[^\\s"'-]\\S*)`;
  const plain = (text: string) =>
    escaped(text).replace(GAPS, (_gap, many: string) => (many === '' ? value : `${value}(?: ${value})*`));
  const parts = code.split(FORMED).map((part, at) => (at % 2 === 1 ? formedText(part) : plain(part)));
  return new RegExp(`^${parts.join('')}$`);
}

/** A quoted text of which a part is told: `"<type>: <message>"`. */
const FORMED = /(?<= )"(<[^"<>]+>[^"]+)"(?= |$)/;

/** Such a text in quotes or fed to the command, its first line in that form. */
function formedText(text: string): string {
  const line = text
    .split(/<[A-Za-z][A-Za-z0-9-]*>/)
    .map(escaped)
    .join('[^\\n]+?');
  return `(?:["']|"\\$\\(cat <<-?\\s*['"]?\\w+['"]?\\s*\\n\\s*)${line}(?:\\n[\\s\\S]*|["'])`;
}

const GAPS = /"?<[A-Za-z][A-Za-z0-9-]*>"?(…?)/g;

/** In a path it stands for a part of one name; at its beginning, or where no folder is told, for any folder too. */
function pathPattern(code: string): RegExp {
  const isOfAny = code.startsWith('<') || (!code.includes('/') && PLACEHOLDER.test(code));
  const folders = isOfAny ? '(?:[^/]+/)*' : '';
  return new RegExp(`^${folders}${code.split(PLACEHOLDER).map(escaped).join('[^/]+')}$`);
}
