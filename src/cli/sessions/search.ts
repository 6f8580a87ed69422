/** `hivemind sessions search`. */

import { Command, InvalidArgumentError, Option } from 'commander';
import { openStoreToRead } from '../../store/open.ts';
import { type SearchFilter, type SearchHit, searchEvents } from '../../store/search.ts';
import { AGENT_IDS, type AgentId } from '../../types.ts';
import type { CliContext } from '../context.ts';
import { findProjectNamed } from '../projects.ts';
import { count, iso, localTime } from '../terminal/output.ts';
import { parseSince } from '../terminal/since.ts';
import { oneLine } from '../terminal/visible.ts';

const DEFAULT_LIMIT = 50;
/** Characters of a text shown before and behind the first word found. */
const BEFORE = 40;
const BEHIND = 120;

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

async function search(context: CliContext, given: readonly string[], options: SearchOptions): Promise<void> {
  const store = openStoreToRead(context.paths.database);
  const words = given.flatMap((text) => text.toLowerCase().split(/\s+/)).filter((word) => word !== '');
  const filter: SearchFilter = { limit: options.limit };
  if (options.project !== undefined) {
    filter.projectId = (await findProjectNamed(context, store, options.project)).id;
  }
  if (options.agent !== undefined) filter.agent = options.agent;
  if (options.since !== undefined) filter.since = parseSince(options.since, context.now());
  const hits = store === null || words.length === 0 ? [] : searchEvents(store, words, filter);
  if (options.json) context.json(hits.map((hit) => hitJson(hit, words)));
  else printHits(context, hits, words);
}

function hitJson(
  { eventId, sessionId, agent, projectId, at, kind, text }: SearchHit,
  words: readonly string[],
) {
  return {
    sessionId,
    agent,
    project: projectId,
    eventId,
    at: iso(at),
    kind,
    snippet: snippetOf(text, words),
  };
}

function printHits(context: CliContext, hits: readonly SearchHit[], words: readonly string[]): void {
  if (hits.length === 0) {
    context.out('Nothing found.');
    return;
  }
  let shown = '';
  for (const { sessionId, at, kind, text } of hits) {
    if (sessionId !== shown) context.out(context.style('bold', sessionId));
    shown = sessionId;
    context.out(`  ${localTime(at)}  ${kind}  ${snippetOf(text, words)}`);
  }
  context.note(count(hits.length, 'event'));
}

/** The text around the first of the words, on one line. */
function snippetOf(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase();
  const found = words.map((word) => lower.indexOf(word)).filter((index) => index >= 0);
  const at = found.length === 0 ? 0 : Math.min(...found);
  const from = Math.max(0, at - BEFORE);
  const to = Math.min(text.length, at + BEHIND);
  return `${from > 0 ? '…' : ''}${oneLine(text.slice(from, to))}${to < text.length ? '…' : ''}`;
}
