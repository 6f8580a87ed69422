/** `hivemind sessions list`. */

import { Command, InvalidArgumentError, Option } from 'commander';
import { userHome } from '../../paths.ts';
import { allHeads, allProjects } from '../../store/heads.ts';
import { openStoreToRead } from '../../store/open.ts';
import {
  countSessions,
  type SessionFilter,
  type SessionSummary,
  summariesOfSessions,
} from '../../store/session-summaries.ts';
import { AGENT_IDS, type AgentId } from '../../types.ts';
import type { CliContext } from '../context.ts';
import { findProjectNamed } from '../projects.ts';
import { count, iso, localTime, printTable, tildePath } from '../terminal/output.ts';
import { parseSince } from '../terminal/since.ts';

/** How many a terminal shows when not told. */
const SHOWN_ON_TERMINAL = 20;
/** On fewer columns, whole ids of 36 characters leave no room for the project. */
const WIDE_TERMINAL = 120;
const SHORTEST_ID = 8;

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
    .action((options: ListOptions) => listSessions(context, options));
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

async function listSessions(context: CliContext, options: ListOptions): Promise<void> {
  const store = openStoreToRead(context.paths.database);
  const filter: SessionFilter = {
    ...(options.project === undefined
      ? {}
      : { projectId: (await findProjectNamed(context, store, options.project)).id }),
    ...(options.agent === undefined ? {} : { agent: options.agent }),
    ...(options.since === undefined ? {} : { since: parseSince(options.since, context.now()) }),
  };
  const onTerminal = context.interactive && !options.json;
  const limit = options.limit ?? (onTerminal ? SHOWN_ON_TERMINAL : undefined);
  const sessions = store === null ? [] : summariesOfSessions(store, filter, limit);
  if (options.json) {
    context.json(sessions.map(summaryJson));
    return;
  }
  if (store === null || sessions.length === 0) {
    context.out('No sessions stored.');
    return;
  }
  const roots = new Map(allProjects(store).map(({ id, root }) => [id, root]));
  const idLength =
    context.columns < WIDE_TERMINAL ? tellingLength(allHeads(store)) : Number.POSITIVE_INFINITY;
  printSessions(context, sessions, roots, idLength);
  const older = countSessions(store, filter) - sessions.length;
  if (older > 0) context.note(`${count(older, 'older session')}; --limit shows more`);
}

/** A session's fields as every JSON output has them. */
export function summaryJson(session: SessionSummary) {
  return {
    sessionId: session.sessionId,
    agent: session.agent,
    project: session.projectId,
    startedAt: iso(session.startedAt),
    endedAt: iso(session.endedAt),
    prompts: session.prompts,
    toolCalls: session.toolCalls,
    events: session.events,
  };
}

/** How much of its beginning tells each id from every other. */
function tellingLength(heads: readonly { sessionId: string }[]): number {
  const ids = heads.map(({ sessionId }) => sessionId).sort();
  let length = SHORTEST_ID;
  for (const [index, id] of ids.entries()) {
    const next = ids[index + 1] ?? '';
    while (length < id.length && next.startsWith(id.slice(0, length))) length++;
  }
  return length;
}

/** @param idLength characters shown of an id */
function printSessions(
  context: CliContext,
  sessions: readonly SessionSummary[],
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
      tildePath(roots.get(session.projectId) ?? session.cwd, home),
    ]),
  );
}
