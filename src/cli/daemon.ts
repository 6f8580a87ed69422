/** `hivemind daemon`: the process that stores what agents leave and mines it. It is started by the hooks as needed. */

import { Argument, Command, Option } from 'commander';
import { daemonLog, startDaemon, stopDaemon, takeOver } from '../daemon/control.ts';
import { leaveFailure } from '../daemon/marks.ts';
import { HivemindError, messageOf } from '../errors.ts';
import { appendLog } from '../lib/log.ts';
import { RUN_REASONS, type RunReason } from '../store/derived/runs.ts';
import { backUpIfDue } from '../store/guard/backup.ts';
import { findProject } from '../store/heads.ts';
import { openStore } from '../store/open.ts';
import { daemonState } from '../views/daemon-state.ts';
import type { CliContext } from './context.ts';

export function daemonCommand(context: CliContext): Command {
  return new Command('daemon')
    .description('the process behind the hooks; they start it when it is needed')
    .addCommand(
      new Command('run')
        .description('runs it here, until it has nothing to do or is told to end')
        .action(() => runHere(context)),
    )
    .addCommand(
      new Command('start')
        .description('starts it, detached from this terminal')
        .option('--take-over', 'takes the store from another host or container, whose daemon then ends')
        .action(async (options: { takeOver?: boolean }) => {
          const start = options.takeOver === true ? takeOver : startDaemon;
          const pid = await start(context.paths, context.env);
          context.out(`The daemon is running, process ${pid}.`);
        }),
    )
    .addCommand(
      new Command('stop').description('ends it; the next hook starts it again').action(async () => {
        const wasRunning = await stopDaemon(context.paths);
        context.out(wasRunning ? 'The daemon has ended.' : 'No daemon is running.');
      }),
    )
    .addCommand(
      new Command('status')
        .description('whether it is running')
        .option('--json', 'print one JSON document')
        .action((options: { json?: boolean }) => showState(context, options.json === true)),
    )
    .addCommand(
      new Command('mine')
        .description('mines one project; started by the daemon')
        .addArgument(new Argument('<project>', 'its id'))
        .addOption(new Option('--reason <reason>').choices(RUN_REASONS).makeOptionMandatory())
        .action((projectId: string, options: { reason: RunReason }) =>
          mine(context, projectId, options.reason),
        ),
      { hidden: true },
    );
}

function showState(context: CliContext, json: boolean): void {
  const state = daemonState(context);
  const { running, pid, problem, heldUntil } = state;
  if (json) context.json(state);
  else if (running) context.out(`The daemon is running, process ${pid}.`);
  else if (problem !== null) context.out(problem);
  else if (heldUntil !== null) context.out('No daemon is running; one is being started.');
  else context.out('No daemon is running; the next hook starts it.');
}

async function runHere(context: CliContext): Promise<void> {
  const { paths } = context;
  const log = (line: string) => {
    appendLog(daemonLog(paths), context.now(), line);
    if (context.interactive) context.note(line);
  };
  const end = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => end.abort());
  // The terminal or the agent that it was started from is gone: that is no reason to end.
  process.on('SIGHUP', () => undefined);
  process.on('uncaughtExceptionMonitor', (error) => recordFailure(context, log, error));
  process.chdir('/');
  try {
    const { HOME, PATH } = context.env;
    const env = { HOME, PATH, HIVEMIND_HOME: paths.home };
    const { runDaemon } = await import('../daemon/main.ts');
    const how = await runDaemon({ paths, env, now: context.now, log, signal: end.signal });
    if (how === 'already running') context.note('A daemon is already running.');
    if (how === 'upgraded') await startDaemon(paths, env);
  } catch (error) {
    recordFailure(context, log, error);
    throw error;
  }
}

function recordFailure(context: CliContext, log: (line: string) => void, error: unknown): void {
  const message = messageOf(error);
  log(`failed: ${message}`);
  leaveFailure(context.paths, message);
}

async function mine(context: CliContext, projectId: string, reason: RunReason): Promise<void> {
  const { paths, env } = context;
  const store = openStore(paths.database);
  try {
    const project = findProject(store, projectId);
    if (project === null) throw new HivemindError('NOT_FOUND', `No project has the id ${projectId}.`);
    const worker = { paths, config: context.config(), store, env, now: context.now };
    const { skillifyProject } = await import('../worker/skillify.ts');
    await skillifyProject(worker, project, { reason, dryRun: false });
    backUpIfDue(store, paths.backups, context.now());
  } catch (error) {
    // A person runs one by hand: the daemon sees the work undone and comes back to it.
    if (!(error instanceof HivemindError) || error.code !== 'RUN_IN_PROGRESS') throw error;
  } finally {
    store.close();
  }
}
