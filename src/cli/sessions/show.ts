/** `hivemind sessions show`. */

import { Command } from 'commander';
import { userHome } from '../../paths.ts';
import { isUnknownFolder } from '../../repository/unknown-folder.ts';
import { eventsOfSession, type StoredEvent } from '../../store/events.ts';
import { openStoreToRead } from '../../store/open.ts';
import type { CliContext } from '../context.ts';
import { count, iso, localTime, type StyleName, tildePath, wrap } from '../terminal/output.ts';
import { oneLine, printable } from '../terminal/visible.ts';
import { findSession } from './find-session.ts';
import { summaryJson } from './list.ts';

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
    .action((id: string, options: ShowOptions) => showSession(context, id, options));
}

function showSession(context: CliContext, id: string, options: ShowOptions): void {
  const store = openStoreToRead(context.paths.database);
  const { store: open, session } = findSession(store, id);
  const events = eventsOfSession(open, session.sessionId);
  if (options.json) {
    context.json({
      ...summaryJson(session),
      workspaceId: session.workspaceId,
      cwd: isUnknownFolder(session.cwd) ? null : session.cwd,
      events: events.map(eventJson),
    });
    return;
  }
  context.out(context.style('bold', session.sessionId));
  const place = tildePath(session.cwd, userHome(context.env));
  context.out(`${session.agent} in ${place}, ${localTime(session.startedAt)}`);
  if (isUnknownFolder(session.cwd)) context.out('No skill is published for it.');
  context.out(`${count(session.prompts, 'prompt')}, ${count(session.toolCalls, 'tool call')}`);
  context.out();
  for (const event of events) printEvent(context, event, options.full === true);
}

/** @param index the event's place in its session, from 0 */
function eventJson(event: StoredEvent, index: number) {
  return {
    id: event.id,
    seq: index,
    at: iso(event.at),
    kind: event.kind,
    origin: event.origin,
    text: event.text,
    tool: event.tool,
    toolUseId: event.toolUseId,
    input: event.input,
    output: event.output,
    ok: event.ok,
  };
}

function printEvent(context: CliContext, event: StoredEvent, full: boolean): void {
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

function readable(event: StoredEvent): Readable {
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
      return { speaker: '', style: 'dim', text: oneLine([event.kind, event.meta?.reason ?? ''].join(' ')) };
  }
}

function readablePrompt(event: StoredEvent): Readable {
  const command = event.meta?.command === undefined ? '' : `/${event.meta.command} `;
  const speaker = event.origin === 'user' ? 'you' : event.origin;
  return { speaker, style: 'bold', text: command + (event.text ?? '') };
}

function readableResult(event: StoredEvent): Readable {
  const failed = event.ok === false;
  const verdict = event.meta?.denied ? 'denied' : failed ? 'failed' : 'result';
  return { speaker: verdict, style: failed ? 'red' : 'dim', text: event.output ?? event.text ?? '' };
}

/** The one argument that tells most, else all of them. */
function callText(event: StoredEvent): string {
  const input = event.input ?? {};
  const telling = input.command ?? input.file_path ?? input.pattern ?? input.url ?? input.description;
  return typeof telling === 'string' ? telling : JSON.stringify(input);
}
