/**
 * The shells our scripts must work in, as command lines. Those that are not on this machine are left out, so that the
 * tests need nothing but Node; `.ci/run` has them all and says so, and then a missing one fails its tests.
 */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type CommandLine = [string, ...string[]];

/** Shells that can run `hooks/capture`: each is given the script's path and arguments. */
export const POSIX_SHELLS = present({
  sh: ['/bin/sh'],
  dash: ['dash'],
  bash: ['bash'],
  busybox: ['busybox', 'sh'],
  zsh: ['zsh', '--emulate', 'sh'],
});

/** Shells that an agent may run a hook's command line with: each is given the line after `-c`. */
export const COMMAND_SHELLS = present({
  sh: ['/bin/sh', '-c'],
  dash: ['dash', '-c'],
  bash: ['bash', '-c'],
  busybox: ['busybox', 'sh', '-c'],
  zsh: ['zsh', '-c'],
  fish: ['fish', '-c'],
});

function present(shells: Record<string, CommandLine>): Record<string, CommandLine> {
  const wantsAll = process.env.TEST_ALL_SHELLS === '1';
  return Object.fromEntries(Object.entries(shells).filter(([, [program]]) => wantsAll || isOnPath(program)));
}

function isOnPath(program: string): boolean {
  const folders = program.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
