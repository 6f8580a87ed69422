/** Runs another program. The only importer of execa. */

import { constants } from 'node:os';
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
  // Loaded when a program is run: most commands run none, and its code takes longer to read than they do.
  const { execa } = await import('execa');
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

/**
 * Runs a program on this terminal to its end, as if the person had started it: it gets the signals, and what they type.
 * @returns its exit code, 128 and the signal's number after a signal; null when it could not be started
 */
export async function runAttached(
  program: string,
  args: readonly string[],
  options: Pick<RunOptions, 'cwd' | 'env'>,
): Promise<number | null> {
  const { execa } = await import('execa');
  const child = execa(program, args, {
    cwd: options.cwd,
    env: options.env,
    extendEnv: false,
    stdio: 'inherit',
    reject: false,
  });
  // The terminal sends Ctrl-C to both, and what to do about it is the program's to say; what is sent to us it gets from us.
  const ignore = () => undefined;
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  for (const name of ['SIGINT', 'SIGQUIT'] as const) process.on(name, ignore);
  for (const name of ['SIGTERM', 'SIGHUP'] as const) process.on(name, pass);
  try {
    const result = await child;
    if (result.signal !== undefined) return 128 + (constants.signals[result.signal as NodeJS.Signals] ?? 0);
    return result.exitCode ?? null;
  } finally {
    for (const name of ['SIGINT', 'SIGQUIT'] as const) process.off(name, ignore);
    for (const name of ['SIGTERM', 'SIGHUP'] as const) process.off(name, pass);
  }
}
