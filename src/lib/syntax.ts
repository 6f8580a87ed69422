/** Asks a script's own interpreter whether it can be read, without running or writing anything. */

import { spawnSync } from 'node:child_process';
import { extname } from 'node:path';
import type { Environment } from '../paths.ts';

/** Reading takes milliseconds; an interpreter that hangs has to be left. */
const TIMEOUT_MS = 5_000;

/** How each kind of script is read and not run; the script comes on standard input. */
const READERS: Record<string, readonly [program: string, ...args: string[]]> = {
  '.sh': ['bash', '-n'],
  '.py': ['python3', '-I', '-c', 'import ast, sys; ast.parse(sys.stdin.read())'],
  '.mjs': ['node', '--check', '--input-type=module', '-'],
  '.cjs': ['node', '--check', '--input-type=commonjs', '-'],
};

/** True when a script has no error that its interpreter finds by reading it. `path` tells the kind by its extension. */
export type SyntaxCheck = (path: string, text: string) => boolean;

/**
 * The check for `.sh` (bash), `.py`, `.mjs` and `.cjs`; false also where this machine has no interpreter for it. Each text
 * is looked at once.
 */
export function syntaxCheck({ PATH }: Environment): SyntaxCheck {
  const known = new Map<string, boolean>();
  return (path, text) => {
    const reader = READERS[extname(path)];
    if (reader === undefined) return false;
    const key = `${extname(path)}\n${text}`;
    const verdict = known.get(key) ?? isReadable(reader, text, PATH);
    known.set(key, verdict);
    return verdict;
  };
}

/** What the environment has interpreters load first (BASH_ENV, NODE_OPTIONS) stays out of it. */
function isReadable(
  [program, ...args]: readonly [string, ...string[]],
  text: string,
  PATH: string | undefined,
): boolean {
  const { status } = spawnSync(program, args, {
    input: text,
    env: { PATH },
    stdio: ['pipe', 'ignore', 'ignore'],
    timeout: TIMEOUT_MS,
  });
  return status === 0;
}
