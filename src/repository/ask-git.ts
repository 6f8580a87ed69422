/** Asks git about a folder without running anything that the repository brings along. */

import { execFile } from 'node:child_process';
import type { Environment } from '../paths.ts';

/** A local question takes milliseconds; on a network drive that hangs, there has to be an end. */
const TIMEOUT_MS = 5_000;
/** What git may print in answer to one question. */
const MAX_BYTES = 100_000_000;

export interface GitQuestion {
  /** What git reads from its standard input. */
  input?: string;
  /** Milliseconds. */
  timeoutMs?: number;
}

/**
 * What git prints for `args` in `folder`; null when it fails, takes too long, or is not there. Never throws.
 * Asked without the GIT_ variables of whoever asks: a hook or a rebase would point elsewhere.
 */
export function askGit(
  folder: string,
  env: Environment,
  args: readonly string[],
  { input, timeoutMs = TIMEOUT_MS }: GitQuestion = {},
): Promise<string | null> {
  const { PATH, HOME } = env;
  // A folder of another owner, as containers mount them, is refused otherwise; what is asked here runs nothing of it.
  // A clone without all objects would fetch what is missing: no question of ours opens a connection.
  const settings = ['-c', 'safe.directory=*', '-c', 'protocol.allow=never'];
  const gitEnv = {
    PATH,
    HOME,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
  };
  const words = ['-C', folder, ...settings, ...args];
  // By Node's own means: what runs other programs here takes longer to load than git takes to answer.
  return new Promise((resolve) => {
    try {
      const git = execFile(
        'git',
        words,
        { env: gitEnv, timeout: timeoutMs, maxBuffer: MAX_BYTES, windowsHide: true },
        (error, stdout) => resolve(error === null ? stdout.replace(/\r?\n$/, '') : null),
      );
      // One that ends before it has read everything says why by its exit code.
      git.stdin?.on('error', () => undefined).end(input);
    } catch {
      // A folder's name that no program can be given.
      resolve(null);
    }
  });
}
