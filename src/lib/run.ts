/** Runs another program. The only importer of execa. */

import { execa } from 'execa';

export interface RunResult {
  /** Null when the program could not be started or was killed by a signal. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  env?: Readonly<Record<string, string | undefined>>;
  input?: string;
  /** Milliseconds; the program is killed after it. */
  timeoutMs?: number;
}

/** Runs a program to its end without a shell. Never throws: a program that is missing or fails is a result. */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const result = await execa(program, args, {
    cwd: options.cwd,
    env: options.env,
    extendEnv: options.env === undefined,
    timeout: options.timeoutMs,
    reject: false,
    stripFinalNewline: true,
    ...(options.input === undefined ? { stdin: 'ignore' } : { input: options.input }),
  });
  return {
    exitCode: result.exitCode ?? null,
    stdout: String(result.stdout ?? ''),
    stderr: String(result.stderr ?? result.shortMessage ?? ''),
  };
}
