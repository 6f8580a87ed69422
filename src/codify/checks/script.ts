/** Scripts hold only what sessions ran, word for word and to a good end; none is published before a person has read it. */

import { fragmentsOf } from '../../commands/fragments.ts';
import { isScript, type Refusal, type SessionEvent } from '../../types.ts';
import { succeeded } from '../input/evidence.ts';
import { isLooking } from '../shared/command-shape.ts';
import { programOf, runText } from '../shared/programs.ts';
import { commandOf } from '../shared/quotes.ts';
import { type Check, type CheckContext, type CheckedLine, SCRIPT_STEP } from './check.ts';

/** What one session alone ran is that session's. */
const MIN_SESSIONS = 2;

export const checkScript: Check = ({ lines, context }) => {
  const paths = new Set(lines.flatMap(({ part }) => (part !== null && isScript(part) ? part : [])));
  return [...paths].flatMap((path) => {
    const own = lines.filter(({ part }) => part === path).slice(1);
    const text = own
      .map((line) => line.text)
      .join('\n')
      .trim();
    const step = lines.find((line) => SCRIPT_STEP.exec(line.text)?.[1] === path);
    const refuse = (message: string, held: boolean): Refusal[] => [
      { code: 'script', message, held, ...(step === undefined ? {} : { line: step.line }) },
    ];
    if (context.parses?.(path, text) !== true)
      return refuse(`${path} could not be read by its interpreter`, false);
    const sessions = sessionsThatRan(path, text, own, context);
    return sessions < MIN_SESSIONS
      ? refuse(`${path} is not what two sessions ran word for word`, false)
      : refuse(`this step runs a script, which ${sessions} sessions ran word for word`, true);
  });
};

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
    return calls.some((call) => ranWhole(call, path, text, context)) || ranInRow(calls, text, context);
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

function ranInRow(calls: readonly SessionEvent[], text: string, { source, project }: CheckContext): boolean {
  const commands = calls.flatMap((call) => {
    const ok = succeeded(source.resultOf(call));
    return fragmentsOf(commandOf(call) ?? '', project.root)
      .filter(({ words }) => !isLooking(words))
      .map(({ words, proven }) => (ok && proven ? words.join(' ') : '\0'));
  });
  return `${runText(['', ...commands, ''])}`.includes(runText(['', text, '']));
}
