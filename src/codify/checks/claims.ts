/** What a line claims besides the texts in it: a file made, a run repeated until it passed, a step asked for, what a placeholder means. */

import { editsOf } from '../../agents/edits.ts';
import { fragmentsOf } from '../../commands/fragments.ts';
import { provenBy } from '../../commands/proves.ts';
import type { Meaning, PlaceholderLine, StepLine } from '../../skill/draft.ts';
import { codesOf, textsOf } from '../../skill/forms.ts';
import type { Refusal } from '../../skill/refusal.ts';
import { isRealPrompt, type SessionEvent } from '../../types.ts';
import { isRequestToHandIn, wordsFor } from '../shared/asked.ts';
import { isLooking } from '../shared/command-shape.ts';
import { commandOf } from '../shared/quotes.ts';
import { type Check, type CheckContext, type CheckedLine, type CheckInput, refuse } from './check.ts';
import { matches, namesOf, ran, touched, worked } from './grounding.ts';
import { wordsOfRequests } from './wording.ts';

/** What one session alone did is that session's. */
const MIN_SESSIONS = 2;

export const checkClaims: Check = (input) =>
  input.lines.flatMap((checked, at) => {
    const { line } = checked;
    const found = creationRefusals(checked, input);
    if (line.kind === 'placeholder') found.push(...meaningRefusals(line, checked, input.context));
    if (line.kind !== 'step') return found;
    if (line.until !== null) found.push(...endRefusals(line, checked, input));
    if (line.only === 'asked') found.push(...askedRefusals(checked, input.context));
    if (line.do === 'program' && !isProgram(input.lines[at + 1], checked.path))
      found.push(refuse('wording', checked, 'no program follows this step'));
    return found;
  });

const isProgram = (next: CheckedLine | undefined, path: string): boolean =>
  next?.path === path && next.line.kind === 'code';

/** The sessions of the draft that stand behind a line. */
function sessionsBehind({ events }: CheckedLine, { draft }: CheckInput): string[] {
  const known = new Set(draft.sessionIds);
  return [...new Set(events.map(({ sessionId }) => sessionId))].filter((id) => known.has(id));
}

const isCall = ({ kind }: SessionEvent): boolean => kind === 'tool_call';

/** A file that a session had read or changed before was there already: a tool that writes it whole did not make it. */
function creationRefusals(checked: CheckedLine, input: CheckInput): Refusal[] {
  const { context } = input;
  return textsOf(checked.line, 'created')
    .filter((path) => {
      const made = sessionsBehind(checked, input).filter((id) =>
        madeIn(context.source.sessionEvents(id).filter(isCall), path, context),
      );
      return made.length < MIN_SESSIONS;
    })
    .map((path) => refuse('grounding', checked, `fewer than two sessions made \`${path}\` anew`, [path]));
}

function madeIn(calls: readonly SessionEvent[], pattern: string, context: CheckContext): boolean {
  return calls.some((call, at) => {
    if (!worked(call, context)) return false;
    const made = editsOf(call).filter(
      ({ path, change }) => change === 'created' && matches(pattern, path, call, context),
    );
    return made.some(({ path }) => {
      const name = namesOf(path, call, context).at(-1) ?? path;
      return !calls
        .slice(0, at)
        .some((earlier) => worked(earlier, context) && touched(earlier, name, context));
    });
  });
}

/** A step goes on to an end that passes only where it is a check; and comes again only where it failed first, then passed. */
function endRefusals(line: StepLine, checked: CheckedLine, input: CheckInput): Refusal[] {
  if (line.do !== 'run' || provenBy(line.command.split(' ')) === null)
    return [refuse('wording', checked, 'this step has no end that passes')];
  if (line.until === 'pass') return [];
  const { context } = input;
  const repeated = sessionsBehind(checked, input).filter((id) => {
    const calls = context.source.sessionEvents(id).filter(isCall);
    const failed = calls.findIndex(
      (call) => isOneCommand(call, context) && ran(call, line.command, true, context),
    );
    return failed >= 0 && calls.slice(failed).some((call) => ran(call, line.command, false, context));
  });
  return repeated.length < MIN_SESSIONS
    ? [refuse('grounding', checked, 'in fewer than two sessions it failed first and passed later')]
    : [];
}

/** Where several commands stand in a line that failed, nothing tells which of them it was. */
const isOneCommand = (call: SessionEvent, { project }: CheckContext): boolean =>
  fragmentsOf(commandOf(call) ?? '', project.root).filter(({ words }) => !isLooking(words)).length === 1;

/** Each time it was done, the request of that turn was for it: it names it, or all that was done upon it hands in what was changed before. */
function askedRefusals(checked: CheckedLine, { source, project }: CheckContext): Refusal[] {
  const wanted = codesOf(checked.line).flatMap((code) => wordsFor(code.split(' ')));
  const unasked = checked.events.filter(isCall).some((call) => {
    const events = source.sessionEvents(call.sessionId);
    const turn = turnOf(call, events);
    const said = wordsOfRequests({ events: turn.slice(0, 1) });
    if (wanted.some((word) => said.has(word))) return false;
    const start = turn[0] === undefined ? 0 : events.indexOf(turn[0]);
    const isChanged = events.slice(0, start).some((one) => isCall(one) && editsOf(one).length > 0);
    const calls = turn.filter(isCall).flatMap((one) => commandsOf(one, project.root));
    return !isChanged || !isRequestToHandIn('', calls);
  });
  return unasked ? [refuse('grounding', checked, 'a session did this without being asked for it')] : [];
}

/** The prompt before the call with all that was done upon it; nothing where nobody asked. */
function turnOf(call: SessionEvent, events: readonly SessionEvent[]): SessionEvent[] {
  const start = events.findLastIndex((event) => isRealPrompt(event) && event.at <= call.at);
  const next = events.findIndex((event, at) => at > start && isRealPrompt(event));
  return start < 0 ? [] : events.slice(start, next < 0 ? undefined : next);
}

/** The words of each command of a call; null for a call of another kind. */
function commandsOf(call: SessionEvent, root: string): (readonly string[] | null)[] {
  const line = commandOf(call);
  return line === undefined ? [null] : fragmentsOf(line, root).map(({ words }) => words);
}

/** How the values of placeholders look whose meaning leaves no choice; others may be any word. */
const VALUES: Readonly<Partial<Record<Meaning, RegExp>>> = {
  '<pr>': /^#?\d+$/,
  '<issue>': /^#?\d+$/,
  '<version>': /^v?\d+(?:\.\d+)+(?:[-+][\w.-]+)?$/,
  '<sha>': /^[0-9a-f]{7,40}$/,
};

function meaningRefusals(
  { name, meaning }: PlaceholderLine,
  checked: CheckedLine,
  { project }: CheckContext,
): Refusal[] {
  const look = VALUES[name as Meaning];
  if (meaning === null || look === undefined) return [];
  const holds = (call: SessionEvent) =>
    fragmentsOf(commandOf(call) ?? '', project.root).some(({ words }) =>
      words.some((word) => look.test(word.replace(/^--?[\w-]+=/, ''))),
    );
  const calls = checked.events.filter(isCall);
  return calls.length > 0 && calls.every(holds)
    ? []
    : [refuse('grounding', checked, `what stood for \`${name}\` was not ${meaning}`, [name])];
}
