/** Scripts hold only what sessions ran, word for word and to a good end; none is published before a person has read it. */

import { fragmentsOf } from '../../commands/fragments.ts';
import { isScript, scriptOf } from '../../skill/page.ts';
import type { Refusal } from '../../skill/refusal.ts';
import type { SessionEvent } from '../../types.ts';
import { succeeded } from '../input/evidence.ts';
import { isLooking } from '../shared/command-shape.ts';
import { programOf, runText } from '../shared/programs.ts';
import { commandOf } from '../shared/quotes.ts';
import {
  type Check,
  type CheckContext,
  type CheckedLine,
  type CheckInput,
  hold,
  isScriptLine,
  refuse,
} from './check.ts';

/** What one session alone ran is that session's. */
const MIN_SESSIONS = 2;

export const checkScript: Check = (input) => [
  ...input.draft.files.filter(({ path }) => isScript(path)).flatMap(({ path }) => fileRefusals(path, input)),
  ...input.lines.filter((line) => !isScriptLine(line)).flatMap((line) => blockRefusals(line, input.context)),
];

function fileRefusals(path: string, { lines, context }: CheckInput): Refusal[] {
  const own = lines.filter((line) => line.path === path);
  const text = own
    .map((line) => line.text)
    .join('\n')
    .trim();
  const step = lines.find(
    ({ line }) => line.kind === 'step' && line.do === 'script' && scriptOf(line.start) === path,
  );
  if (step === undefined) return [];
  if (context.parses?.(path, text) !== true)
    return [refuse('script', step, `${path} could not be read by its interpreter`)];
  const sessions = sessionsThatRan(path, text, own, context);
  return sessions < MIN_SESSIONS
    ? [refuse('script', step, `${path} is not what two sessions ran word for word`)]
    : [hold('script', step, `this step runs a script, which ${sessions} sessions ran word for word`)];
}

/** How a program is called where it stands in a file. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  bash: 'sh',
  sh: 'sh',
  python: 'py',
  javascript: 'mjs',
  js: 'cjs',
};

/** A code block is a program like any other, in the place of its file. */
function blockRefusals(checked: CheckedLine, context: CheckContext): Refusal[] {
  const { line } = checked;
  if (line.kind !== 'code') return [];
  const path = `block.${EXTENSIONS[line.language ?? ''] ?? ''}`;
  const text = line.text.trim();
  return sessionsThatRan(path, text, [checked], context) < MIN_SESSIONS
    ? [refuse('script', checked, 'this block is not what two sessions ran word for word')]
    : [];
}

/** How many sessions behind the script's lines ran it, whole or command by command. */
function sessionsThatRan(
  path: string,
  text: string,
  lines: readonly CheckedLine[],
  context: CheckContext,
): number {
  const sessions = new Set(lines.flatMap(({ events }) => events.map(({ sessionId }) => sessionId)));
  return [...sessions].filter((id) => {
    const calls = context.source
      .sessionEvents(id)
      .filter((event) => event.kind === 'tool_call' && commandOf(event) !== undefined);
    return calls.some((call) => ranWhole(call, path, text, context)) || ranInRow(calls, path, text, context);
  }).length;
}

function ranWhole(
  call: SessionEvent,
  path: string,
  text: string,
  { source, project }: CheckContext,
): boolean {
  const program = programOf(commandOf(call) ?? '', project.root);
  return program?.text === text && path.endsWith(`.${program.extension}`) && succeeded(source.resultOf(call));
}

function ranInRow(
  calls: readonly SessionEvent[],
  path: string,
  text: string,
  { source, project }: CheckContext,
): boolean {
  if (!path.endsWith('.sh')) return false;
  const commands = calls.flatMap((call) => {
    const ok = succeeded(source.resultOf(call));
    return fragmentsOf(commandOf(call) ?? '', project.root)
      .filter(({ words }) => !isLooking(words))
      .map(({ words, proven }) => (ok && proven ? words.join(' ') : '\0'));
  });
  return `${runText(['', ...commands, ''])}`.includes(runText(['', text, '']));
}
