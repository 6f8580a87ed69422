/** Where this package lies and which version it is: the same from sources and from the build. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HivemindError } from '../errors.ts';

let root: string | undefined;

/**
 * The folder that holds our package.json, `bin/` and `hooks/capture`. Looked for once: a daemon outlives the removal of its
 * program.
 * @throws HivemindError NOT_INSTALLED when the program is being removed while it starts
 */
export function packageRoot(): string {
  root ??= findRoot(import.meta.dirname);
  return root;
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (dirname(folder) !== folder) return findRoot(dirname(folder));
  throw new HivemindError('NOT_INSTALLED', 'The files of hivemind were removed.', {
    hint: 'Install hivemind again',
  });
}

/** The `version` of our package.json. */
export function packageVersion(): string {
  const parsed = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return parsed.version;
}

/** What starts us: a Node, and our `bin/hivemind`. */
export interface Runtime {
  node: string;
  entry: string;
}

/** The running Node and the package this code is part of. */
export function ownRuntime(): Runtime {
  return { node: process.execPath, entry: join(packageRoot(), 'bin', 'hivemind') };
}
