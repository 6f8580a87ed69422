/** The two files under HIVEMIND_HOME that an agent's hook needs: the script, and what starts the daemon. */

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../src/errors.ts';
import { writeFileAtomic } from '../src/lib/atomic-write.ts';
import { packageRoot, type Runtime } from '../src/lib/package.ts';
import type { HomePaths } from '../src/paths.ts';

/** What hooks run: the shell script, or on Windows, which has no POSIX shell of its own, the one for Node. */
const SCRIPT = process.platform === 'win32' ? 'capture.mjs' : 'capture';

/** The installed script. */
export function hookScript(paths: HomePaths): string {
  return join(paths.hooks, SCRIPT);
}

/** Puts both files in place, and the folder that hooks write to; a file that is right already is not touched. */
export function installHookFiles(paths: HomePaths, runtime: Runtime): void {
  for (const folder of [paths.hooks, paths.spool]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeIfChanged(hookScript(paths), readFileSync(join(packageRoot(), 'hooks', SCRIPT), 'utf8'));
  writeIfChanged(join(paths.hooks, 'runtime'), `${runtime.node}\n${runtime.entry}\n`);
}

function writeIfChanged(path: string, content: string): void {
  if (readOrNull(path) !== content) writeFileAtomic(path, content, 0o600);
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}
