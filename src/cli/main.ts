/** The command line. The only place that sets an exit code. */

import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { HivemindError, messageOf } from '../errors.ts';
import { packageVersion } from '../lib/package.ts';
import { explainFailure, isStoreFailure } from '../store/guard/failures.ts';
import { type CliContext, processContext, type Surroundings } from './context.ts';
import { ProgramEnded } from './private.ts';
import { Interrupted } from './terminal/interruption.ts';
import { printText, throughRim } from './terminal/rim.ts';
import { refuseUnknownVerb } from './unknown-verb.ts';
import { loadVerbs, type Verbs } from './verbs.ts';

/** Exit codes, a contract of the command line. */
const EXIT = { done: 0, failure: 1, usage: 2, bug: 3, interrupted: 130 } as const;

/** Each verb, in the order `--help` shows them. */
const VERBS = {
  install: async () => (await import('./install/install.ts')).installCommand,
  uninstall: async () => (await import('./install/uninstall.ts')).uninstallCommand,
  status: async () => (await import('./status/status.ts')).statusCommand,
  doctor: async () => (await import('./doctor/doctor.ts')).doctorCommand,
  skillify: async () => (await import('./skillify/skillify.ts')).skillifyCommand,
  sessions: async () => (await import('./sessions/sessions.ts')).sessionsCommand,
  projects: async () => (await import('./projects/projects.ts')).projectsCommand,
  import: async () => (await import('./import.ts')).importCommand,
  pause: async () => (await import('./pause.ts')).pauseCommand,
  resume: async () => (await import('./pause.ts')).resumeCommand,
  private: async () => (await import('./private.ts')).privateCommand,
  daemon: async () => (await import('./daemon.ts')).daemonCommand,
  config: async () => (await import('./config.ts')).configCommand,
  demo: async () => (await import('./demo/demo.ts')).demoCommand,
} satisfies Verbs;

/** Options of `hivemind` alone. */
const ALONE = ['--json', '--version', '-V'];

function program(context: CliContext, verbs: readonly Command[]): Command {
  const root = new Command('hivemind')
    .description('Traces in, skills out: learns skills from your own coding sessions.')
    .version(packageVersion(), '-V, --version')
    .option('--json', 'print one JSON document')
    .showSuggestionAfterError()
    .exitOverride()
    .helpCommand(true)
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => printText(text.trimEnd(), context.out),
      writeErr: (text) => printText(text.trimEnd(), context.note),
      // One line, whatever words of the command line stand in it; the suggestion has a line of its own.
      outputError: (text) => {
        const [, what = '', suggestion] =
          /^(?:error: )?([\s\S]*?)(?:\n(\(Did you mean [^\n]*\)))?\n?$/.exec(text) ?? [];
        context.note(`hivemind: ${what}`);
        if (suggestion !== undefined) context.note(suggestion);
      },
    });
  root.action(async (options: { json?: boolean }) => {
    refuseUnknownVerb(root);
    const { showOverview } = await import('./status/overview.ts');
    await showOverview(context, options.json === true);
  });
  for (const verb of verbs) root.addCommand(inherit(verb, root));
  allowWords(root);
  return root;
}

/** Sub-commands that are added whole do not take over the root's error handling by themselves. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  allowWords(command);
  for (const child of command.commands) inherit(child, command);
  return command;
}

/** A group names the word that is no command of it; any other command refuses words it does not know. */
function allowWords(command: Command): void {
  command.allowExcessArguments(command.commands.length > 0);
}

/**
 * Runs one command line to its end.
 * @param args the words after `hivemind`
 * @returns the exit code
 */
export async function main(
  args: readonly string[],
  surroundings: Surroundings = processContext(),
): Promise<number> {
  const context = throughRim(surroundings);
  process.umask(0o077);
  try {
    await program(context, await loadVerbs(VERBS, context, args, ALONE)).parseAsync([...args], {
      from: 'user',
    });
    return EXIT.done;
  } catch (error) {
    return report(error, context);
  }
}

function report(thrown: unknown, context: CliContext): number {
  const error = isStoreFailure(thrown) ? explainFailure(context.paths.database, thrown) : thrown;
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (error instanceof ProgramEnded) return error.exitCode;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof HivemindError) {
    context.note(`hivemind: ${error.message}`);
    if (error.hint !== undefined) context.note(`  ${error.hint}`);
    return error.code === 'USAGE' ? EXIT.usage : EXIT.failure;
  }
  const log = join(context.paths.log, 'crash.log');
  context.note(`hivemind: unexpected error: ${messageOf(error)}`);
  const details = detailsOf(error);
  try {
    mkdirSync(context.paths.log, { recursive: true, mode: 0o700 });
    appendFileSync(log, `${new Date(context.now()).toISOString()} ${packageVersion()} ${details}\n`, {
      mode: 0o600,
    });
    context.note(`  This is a bug. Details are in ${log}`);
  } catch {
    // Home cannot be written: the terminal is the only place left for the details.
    printText(details, context.note);
  }
  return EXIT.bug;
}

/** What an error is and where it came from, fit for a log. */
function detailsOf(error: unknown): string {
  if (!(error instanceof Error)) return messageOf(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}: ${messageOf(error)}`, ...frames].join('\n');
}
