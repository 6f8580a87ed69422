/** `hivemind sessions list`. */

import { Command, InvalidArgumentError, Option } from 'commander';
import { count, localTime, tildePath } from '../../lib/in-words.ts';
import { userHome } from '../../paths.ts';
import { AGENT_IDS, type AgentId } from '../../types.ts';
import { rootsOfProjects } from '../../views/projects.ts';
import {
  type ListedSession,
  listSessions,
  numberOfSessions,
  type SessionQuery,
  tellingIdLength,
} from '../../views/sessions.ts';
import type { CliContext } from '../context.ts';
import { printTable } from '../terminal/output.ts';
import { parseSince } from '../terminal/since.ts';
import { viewerOf } from '../viewer.ts';

/** How many a terminal shows when not told. */
const SHOWN_ON_TERMINAL = 20;
/** On fewer columns, whole ids of 36 characters leave no room for the project. */
const WIDE_TERMINAL = 120;

interface ListOptions {
  project?: string;
  agent?: AgentId;
  since?: string;
  limit?: number;
  json?: boolean;
}

export function sessionsListCommand(context: CliContext): Command {
  return new Command('list')
    .description('sessions, the newest first')
    .option('--project <project>', 'only of one project: its path, remote or id')
    .addOption(new Option('--agent <agent>', 'only of one agent').choices(AGENT_IDS))
    .option('--since <when>', 'only since a duration ago (7d), a day or an ISO 8601 time')
    .option('--limit <n>', 'at most this many', wholeNumber)
    .option('--json', 'print one JSON document')
    .action((options: ListOptions) => printList(context, options));
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

async function printList(context: CliContext, options: ListOptions): Promise<void> {
  const viewer = viewerOf(context);
  const query: SessionQuery = {
    project: options.project,
    agent: options.agent,
    since: options.since === undefined ? undefined : parseSince(options.since, context.now()),
  };
  const onTerminal = context.interactive && !options.json;
  const limit = options.limit ?? (onTerminal ? SHOWN_ON_TERMINAL : undefined);
  const sessions = await listSessions(viewer, query, limit);
  if (options.json) {
    context.json(sessions);
    return;
  }
  if (sessions.length === 0) {
    context.out('No sessions stored.');
    return;
  }
  const idLength = context.columns < WIDE_TERMINAL ? tellingIdLength(viewer) : Number.POSITIVE_INFINITY;
  printSessions(context, sessions, rootsOfProjects(viewer), idLength);
  const older = (await numberOfSessions(viewer, query)) - sessions.length;
  if (older > 0) context.note(`${count(older, 'older session')}; --limit shows more`);
}

/** @param idLength characters shown of an id */
function printSessions(
  context: CliContext,
  sessions: readonly ListedSession[],
  roots: ReadonlyMap<string, string>,
  idLength: number,
): void {
  const home = userHome(context.env);
  printTable(
    context,
    [
      { title: 'SESSION', whole: true },
      { title: 'AGENT' },
      { title: 'STARTED', whole: true },
      { title: 'PROMPTS', align: 'right' },
      { title: 'TOOLS', align: 'right' },
      { title: 'EVENTS', align: 'right' },
      { title: 'PROJECT' },
    ],
    sessions.map((session) => [
      session.sessionId.slice(0, idLength),
      session.agent,
      localTime(session.startedAt),
      String(session.prompts),
      String(session.toolCalls),
      String(session.events),
      tildePath(roots.get(session.project) ?? '', home),
    ]),
  );
}
