/** `hivemind private -- <agent …>`: runs an agent, and stores nothing of it. */

import { basename } from 'node:path';
import { Command } from 'commander';
import { HivemindError } from '../errors.ts';
import { runAttached } from '../lib/run.ts';
import type { CliContext } from './context.ts';

/** Ends the command line with the exit code of the program it ran. */
export class ProgramEnded extends Error {
  override readonly name = 'ProgramEnded';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`ended with ${exitCode}`);
    this.exitCode = exitCode;
  }
}

export function privateCommand(context: CliContext): Command {
  return new Command('private')
    .description('run an agent and store nothing of that session, now or later')
    .argument('<agent...>', 'its command line, after --')
    .passThroughOptions()
    .allowUnknownOption()
    .usage('-- <agent...>')
    .action((words: string[]) => runPrivately(context, words));
}

async function runPrivately(context: CliContext, [program = '', ...args]: string[]): Promise<void> {
  const env = { ...context.env, HIVEMIND_CAPTURE: 'false' };
  const exitCode = await runAttached(program, privateArguments(program, args), { cwd: context.cwd, env });
  if (exitCode === null) {
    throw new HivemindError('NOT_FOUND', `${program} could not be started.`, { hint: 'Is it on your PATH?' });
  }
  if (exitCode !== 0) throw new ProgramEnded(exitCode);
}

/**
 * Codex's terminal interface leaves its hooks to a server that another terminal may have started, with that one's
 * environment (codex-cli 0.169.0); without the server they run in this one's.
 */
function privateArguments(program: string, args: readonly string[]): string[] {
  const isCodex = /^codex(?:\.\w+)?$/.test(basename(program));
  return isCodex && !args.includes('--no-daemon') ? ['--no-daemon', ...args] : [...args];
}
