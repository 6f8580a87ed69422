/** `hivemind pause` and `hivemind resume`. */

import { mkdirSync } from 'node:fs';
import { Command } from 'commander';
import { realFolder } from '../capture/consent.ts';
import { coversFolder, type Pause, readPauses, writePauses } from '../capture/pauses.ts';
import { HivemindError } from '../errors.ts';
import { localTime, tildePath } from '../lib/in-words.ts';
import { userHome } from '../paths.ts';
import { openStore } from '../store/open.ts';
import { captureHere } from '../views/capture-here.ts';
import { catchUp } from '../worker/catch-up.ts';
import type { CliContext } from './context.ts';
import { parseDuration } from './terminal/since.ts';

interface PauseOptions {
  here?: boolean;
  for?: string;
}

export function pauseCommand(context: CliContext): Command {
  return new Command('pause')
    .description('store nothing from now on: sessions that run meanwhile are never stored')
    .option('--here', 'only in this folder and below')
    .option('--for <duration>', 'until then, as in 1h or 30m (default: until hivemind resume)')
    .action((options: PauseOptions) => pause(context, options));
}

export function resumeCommand(context: CliContext): Command {
  return new Command('resume').description('end every pause that holds here').action(() => resume(context));
}

async function pause(context: CliContext, options: PauseOptions): Promise<void> {
  const { paths, env } = context;
  const duration = options.for === undefined ? null : parseDuration(options.for);
  await storeSoFar(context);
  const from = context.now();
  const added: Pause = {
    root: options.here ? realFolder(context.cwd) : null,
    from,
    until: duration === null ? null : from + duration,
  };
  mkdirSync(paths.home, { recursive: true, mode: 0o700 });
  writePauses(paths.pauses, [...readPauses(paths.pauses), added], from);
  const where = added.root === null ? 'everywhere' : `in ${tildePath(added.root, userHome(env))}`;
  const until = added.until === null ? 'until hivemind resume' : `until ${localTime(added.until)}`;
  context.out(`Capture is paused ${where}, ${until}.`);
}

/** What hooks told before the pause is not lost to it. That it cannot be stored now must not keep a pause from beginning. */
async function storeSoFar({ paths, env, now, config, note }: CliContext): Promise<void> {
  try {
    const store = openStore(paths.database);
    await catchUp({ paths, env, now, config: config(), store });
  } catch (error) {
    if (!(error instanceof HivemindError)) throw error;
    note(`hivemind: ${error.message}`);
  }
}

function resume(context: CliContext): void {
  const { paths, env } = context;
  const now = context.now();
  const here = realFolder(context.cwd);
  const pauses = readPauses(paths.pauses);
  const ends = pauses.filter((one) => (one.until === null || one.until > now) && coversFolder(one, here));
  if (ends.length > 0) {
    writePauses(
      paths.pauses,
      pauses.map((one) => (ends.includes(one) ? { ...one, until: now } : one)),
      now,
    );
  }
  const { enabled, reason } = captureHere(context);
  const left = enabled ? 'Capture is on.' : `Capture is still off here: ${reason}.`;
  const ended = ends.map(({ root }) => (root === null ? 'everywhere' : tildePath(root, userHome(env))));
  context.out(
    ended.length === 0 ? `Nothing was paused here. ${left}` : `Ended the pause: ${ended.join(', ')}. ${left}`,
  );
}
