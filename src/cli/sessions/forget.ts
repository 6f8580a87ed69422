/** `hivemind sessions forget`. */

import { Command } from 'commander';
import { openStore } from '../../store/open.ts';
import { findSession } from '../../views/session.ts';
import { catchUp } from '../../worker/catch-up.ts';
import type { WorkerContext } from '../../worker/context.ts';
import { forgetSessions } from '../../worker/forget.ts';
import type { CliContext } from '../context.ts';
import { printForgotten } from './forgotten.ts';

interface ForgetOptions {
  dryRun?: boolean;
  json?: boolean;
}

export function sessionsForgetCommand(context: CliContext): Command {
  return new Command('forget')
    .description('remove a session everywhere, skills included, and never take it in again')
    .argument('<id>', "the session's id, or enough of its beginning to tell it")
    .option('--dry-run', 'say what would go, and remove nothing')
    .option('--json', 'print one JSON document')
    .action((id: string, options: ForgetOptions) => forget(context, id, options));
}

async function forget(context: CliContext, id: string, options: ForgetOptions): Promise<void> {
  const { paths, env, now } = context;
  const worker: WorkerContext = {
    paths,
    env,
    now,
    config: context.config(),
    store: openStore(paths.database),
  };
  // What its hooks left in the spool would otherwise still be there.
  await catchUp(worker);
  const session = findSession(worker.store, id);
  const isDry = options.dryRun === true;
  const report = forgetSessions(worker, [session.sessionId], 'forgotten', isDry);
  if (options.json) context.json(report);
  else printForgotten(context, report, isDry);
}
