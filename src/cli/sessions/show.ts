/** `hivemind sessions show`. */

import { Command } from 'commander';
import { count, localTime, tildePath } from '../../lib/in-words.ts';
import { userHome } from '../../paths.ts';
import { type ShownEvent, showSession } from '../../views/session.ts';
import type { CliContext } from '../context.ts';
import { type StyleName, wrap } from '../terminal/output.ts';
import { oneLine, printable } from '../terminal/visible.ts';
import { viewerOf } from '../viewer.ts';

/** Lines of one text that a reader sees before `--full`. */
const SHOWN_LINES = 6;
/** Cells of the column with time and speaker. */
const MARGIN = 18;
const TEXT_WIDTH_WITHOUT_TERMINAL = 100;

interface ShowOptions {
  full?: boolean;
  json?: boolean;
}

export function sessionsShowCommand(context: CliContext): Command {
  return new Command('show')
    .description('one session, event by event')
    .argument('<id>', "the session's id, or enough of its beginning to tell it")
    .option('--full', 'every line of every text')
    .option('--json', 'print one JSON document')
    .action((id: string, options: ShowOptions) => printSession(context, id, options));
}

function printSession(context: CliContext, id: string, options: ShowOptions): void {
  const session = showSession(viewerOf(context), id);
  const { place, ...document } = session;
  if (options.json) {
    context.json(document);
    return;
  }
  context.out(context.style('bold', session.sessionId));
  const folder = tildePath(place, userHome(context.env));
  context.out(`${session.agent} in ${folder}, ${localTime(session.startedAt)}`);
  if (session.cwd === null) context.out('No skill is published for it.');
  context.out(`${count(session.prompts, 'prompt')}, ${count(session.toolCalls, 'tool call')}`);
  context.out();
  for (const event of session.events) printEvent(context, event, options.full === true);
}

function printEvent(context: CliContext, event: ShownEvent, full: boolean): void {
  const { speaker, style, text } = readable(event);
  const width = Number.isFinite(context.columns) ? context.columns - MARGIN : TEXT_WIDTH_WITHOUT_TERMINAL;
  const lines = wrap(printable(text).trim(), Math.max(width, 20));
  const shown = full ? lines : lines.slice(0, SHOWN_LINES);
  const time = localTime(event.at).slice(-5);
  shown.forEach((line, index) => {
    const margin = index === 0 ? `${time}  ${speaker}`.padEnd(MARGIN - 1) : ' '.repeat(MARGIN - 1);
    context.out(`${style === undefined ? margin : context.style(style, margin)} ${line}`.trimEnd());
  });
  const hidden = lines.length - shown.length;
  if (hidden > 0) context.out(context.style('dim', `${' '.repeat(MARGIN)}… ${count(hidden, 'more line')}`));
}

interface Readable {
  speaker: string;
  style?: StyleName;
  text: string;
}

function readable(event: ShownEvent): Readable {
  switch (event.kind) {
    case 'user_prompt':
      return readablePrompt(event);
    case 'assistant_message':
      return { speaker: 'agent', text: event.text ?? '' };
    case 'tool_call':
      return { speaker: oneLine(event.tool ?? 'tool').slice(0, 10), style: 'dim', text: callText(event) };
    case 'tool_result':
      return readableResult(event);
    default:
      return { speaker: '', style: 'dim', text: oneLine([event.kind, event.reason ?? ''].join(' ')) };
  }
}

function readablePrompt(event: ShownEvent): Readable {
  const command = event.command === undefined ? '' : `/${event.command} `;
  const speaker = event.origin === 'user' ? 'you' : event.origin;
  return { speaker, style: 'bold', text: command + (event.text ?? '') };
}

function readableResult(event: ShownEvent): Readable {
  const failed = event.ok === false;
  const verdict = event.denied ? 'denied' : failed ? 'failed' : 'result';
  return { speaker: verdict, style: failed ? 'red' : 'dim', text: event.output ?? event.text ?? '' };
}

/** The one argument that tells most, else all of them. */
function callText(event: ShownEvent): string {
  const input = event.input ?? {};
  const telling = input.command ?? input.file_path ?? input.pattern ?? input.url ?? input.description;
  return typeof telling === 'string' ? telling : JSON.stringify(input);
}
