/** `hivemind sessions search`. */

import { Command, InvalidArgumentError, Option } from 'commander';
import { count, localTime } from '../../lib/in-words.ts';
import { AGENT_IDS, type AgentId } from '../../types.ts';
import { type FoundEvent, searchSessions } from '../../views/search.ts';
import type { CliContext } from '../context.ts';
import { parseSince } from '../terminal/since.ts';
import { oneLine } from '../terminal/visible.ts';
import { viewerOf } from '../viewer.ts';

const DEFAULT_LIMIT = 50;

interface SearchOptions {
  project?: string;
  agent?: AgentId;
  since?: string;
  limit: number;
  json?: boolean;
}

export function sessionsSearchCommand(context: CliContext): Command {
  return new Command('search')
    .description('events that hold all these words, the newest first')
    .argument('<words...>')
    .option('--project <project>', 'only of one project: its path, remote or id')
    .addOption(new Option('--agent <agent>', 'only of one agent').choices(AGENT_IDS))
    .option('--since <when>', 'only since a duration ago (7d), a day or an ISO 8601 time')
    .option('--limit <n>', 'at most this many', wholeNumber, DEFAULT_LIMIT)
    .option('--json', 'print one JSON document')
    .action((words: string[], options: SearchOptions) => search(context, words, options));
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

async function search(context: CliContext, words: readonly string[], options: SearchOptions): Promise<void> {
  const { project, agent, limit } = options;
  const since = options.since === undefined ? undefined : parseSince(options.since, context.now());
  const found = await searchSessions(viewerOf(context), words, { project, agent, since }, limit);
  if (options.json) context.json(found);
  else printFound(context, found);
}

function printFound(context: CliContext, found: readonly FoundEvent[]): void {
  if (found.length === 0) {
    context.out('Nothing found.');
    return;
  }
  let shown = '';
  for (const { sessionId, at, kind, snippet } of found) {
    if (sessionId !== shown) context.out(context.style('bold', sessionId));
    shown = sessionId;
    context.out(`  ${localTime(at)}  ${kind}  ${oneLine(snippet)}`);
  }
  context.note(count(found.length, 'event'));
}
