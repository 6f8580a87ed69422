/** `hivemind sessions prune`. */

import { Command, InvalidArgumentError } from 'commander';
import { HivemindError } from '../../errors.ts';
import { openStore } from '../../store/open.ts';
import type { WorkerContext } from '../../worker/context.ts';
import { forgetSessions, sessionsToPrune } from '../../worker/forget.ts';
import { storeBytes } from '../../worker/retention.ts';
import type { CliContext } from '../context.ts';
import { parseDuration } from '../terminal/since.ts';
import { printForgotten } from './forgotten.ts';

interface PruneOptions {
  olderThan?: string;
  keepSize?: number;
  dryRun?: boolean;
  json?: boolean;
}

const UNITS = { kb: 1e3, mb: 1e6, gb: 1e9 } as const;

export function sessionsPruneCommand(context: CliContext): Command {
  return new Command('prune')
    .description('forget old sessions, skills included')
    .option('--older-than <duration>', 'those with nothing since, as in 90d')
    .option('--keep-size <size>', 'the oldest, until the store has this size, as in 500MB', sizeInBytes)
    .option('--dry-run', 'say what would go, and remove nothing')
    .option('--json', 'print one JSON document')
    .action((options: PruneOptions) => prune(context, options));
}

function sizeInBytes(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmg]b)$/i.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError('Write a size as in 500MB or 2GB.');
  return Number(number) * UNITS[unit.toLowerCase() as keyof typeof UNITS];
}

function prune(context: CliContext, options: PruneOptions): void {
  const { paths, env, now } = context;
  const { olderThan, keepSize } = options;
  if (olderThan === undefined && keepSize === undefined) {
    throw new HivemindError('USAGE', 'prune needs --older-than or --keep-size.', {
      hint: 'To do it by itself: hivemind config set retention.days 365',
    });
  }
  const worker: WorkerContext = {
    paths,
    env,
    now,
    config: context.config(),
    store: openStore(paths.database),
  };
  const limits = {
    olderThan: olderThan === undefined ? null : now() - parseDuration(olderThan),
    keepBytes: keepSize ?? null,
  };
  const ids = sessionsToPrune(worker.store, limits, storeBytes(paths.database));
  const isDry = options.dryRun === true;
  const report = forgetSessions(worker, ids, 'pruned', isDry);
  if (options.json) context.json(report);
  else printForgotten(context, report, isDry);
}
