/** `hivemind import`: sessions that are already on disk. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { ADAPTERS } from '../../hooks/registry.ts';
import { installedAt } from '../../installers/manifest.ts';
import { HivemindError } from '../errors.ts';
import { count } from '../lib/in-words.ts';
import { whileKept } from '../store/guard/lease.ts';
import { openStore } from '../store/open.ts';
import { AGENT_IDS, type AgentId } from '../types.ts';
import { findProjectNamed } from '../views/find-project.ts';
import { catchUp } from '../worker/catch-up.ts';
import type { WorkerContext } from '../worker/context.ts';
import { type ImportOptions, importHistory } from '../worker/import.ts';
import type { ImportReport, SkipReason } from '../worker/import-report.ts';
import type { CliContext } from './context.ts';
import { importProgress } from './terminal/import-progress.ts';
import { parseSince } from './terminal/since.ts';
import { viewerWith } from './viewer.ts';

interface Options {
  agent?: AgentId;
  since?: string;
  project?: string;
  unwitnessed?: boolean;
  json?: boolean;
}

/** What each reason means, for people; the number of files comes before it. */
const REASONS: Readonly<Record<SkipReason, string>> = {
  unchanged: 'read before, nothing new',
  empty: 'empty',
  'no-events': 'nothing said in it',
  'not-a-transcript': 'no transcript',
  'agent-unknown': 'of an agent hivemind does not read',
  unreadable: 'could not be read (hivemind status says why)',
  'other-agent': 'of another agent',
  older: 'older than --since',
  'capture-off': 'of sessions with capture off',
  forgotten: 'of sessions that were forgotten',
  unwitnessed: 'begun after install without a hook; --unwitnessed takes them in',
  'stored-by-agent': 'exports of sessions stored already',
};

export function importCommand(context: CliContext): Command {
  return new Command('import')
    .description('sessions already on disk: transcripts of the agents, exports of opencode and SpecStory')
    .argument('[path...]', 'files and folders (default: where the agents keep their transcripts)')
    .addOption(new Option('--agent <agent>', 'only of one agent').choices(AGENT_IDS))
    .option('--since <when>', 'only with something since a duration ago (30d), a day or an ISO 8601 time')
    .option(
      '--project <project>',
      'the project they belong to, whatever folder they name: its path, remote or id',
    )
    .option('--unwitnessed', 'also sessions begun after install that no hook saw')
    .option('--json', 'print one JSON document')
    .action((paths: string[], options: Options) => runImport(context, paths, options));
}

async function runImport(context: CliContext, paths: readonly string[], options: Options): Promise<void> {
  const report = await importInto(context, paths, options);
  if (options.json) context.json(report);
  else printImport(context, report);
}

/**
 * Imports from `paths`, or from the agents' own folders when there are none, with a line of progress on a terminal.
 * @throws HivemindError NOT_FOUND for a path that is not there
 */
export async function importInto(
  context: CliContext,
  paths: readonly string[],
  options: Options = {},
): Promise<ImportReport> {
  const { env, now } = context;
  const missing = paths.find((path) => !existsSync(resolve(context.cwd, path)));
  if (missing !== undefined) throw new HivemindError('NOT_FOUND', `There is no file or folder ${missing}.`);
  const worker: WorkerContext = {
    paths: context.paths,
    env,
    now,
    config: context.config(),
    store: openStore(context.paths.database),
  };
  return whileKept(context.paths, () => importWith(context, worker, paths, options));
}

async function importWith(
  context: CliContext,
  worker: WorkerContext,
  paths: readonly string[],
  options: Options,
): Promise<ImportReport> {
  // What hooks have told so far comes first: which sessions are off, and which were witnessed.
  await catchUp(worker);
  const progress = importProgress(context);
  const chosen: ImportOptions = {
    paths: paths.length > 0 ? paths.map((path) => resolve(context.cwd, path)) : ownFolders(context),
    installedAt: options.unwitnessed ? null : installedAt(context.paths),
    onProgress: progress.show,
  };
  if (options.agent !== undefined) chosen.agent = options.agent;
  if (options.since !== undefined) chosen.since = parseSince(options.since, context.now());
  if (options.project !== undefined) {
    chosen.project = await findProjectNamed(viewerWith(context, worker.store), options.project);
  }
  try {
    return await importHistory(worker, chosen);
  } finally {
    progress.clear();
  }
}

/** The folders in which the agents keep their transcripts, as far as they are there. */
export function ownFolders({ env }: CliContext): string[] {
  return Object.values(ADAPTERS)
    .flatMap(({ transcript }) => transcript?.roots(env) ?? [])
    .filter((folder) => existsSync(folder));
}

/** What comes of imported sessions, by how skills are published. */
const whatFollows = ({ config }: CliContext): string =>
  config().get('publish.mode') === 'auto'
    ? 'What recurs in them is written as skills when they are mined (publish.mode auto): hivemind skillify run --all'
    : 'What recurs in them becomes drafts: hivemind skillify run --all, then hivemind skillify review, the best first. No file is written before you accept it.';

/** Says what an import did. */
export function printImport(context: CliContext, report: ImportReport): void {
  const { files, sessions, unknownFolder, events, skipped, invalidLines } = report;
  if (files === 0) {
    context.out('No transcripts found.');
    return;
  }
  context.out(
    `${count(sessions, 'session')} stored, ${count(events, 'new event')}, from ${count(files, 'file')}.`,
  );
  if (unknownFolder > 0) {
    context.out(
      `  ${count(unknownFolder, 'session')} without a folder: mined, but no skill is published; --project names one`,
    );
  }
  for (const [reason, number] of Object.entries(skipped)) {
    context.out(`  ${count(number, 'file')} ${REASONS[reason as SkipReason]}`);
  }
  if (events > 0) context.out(`  ${whatFollows(context)}`);
  if (invalidLines > 0) {
    context.out(`  ${count(invalidLines, 'torn line')}: what can be read of them is stored`);
  }
}
