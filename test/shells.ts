/** The shells our scripts must work in, as command lines. CI installs them; a shell that is missing fails its tests. */

/** Shells that can run `hooks/capture`: each is given the script's path and arguments. */
export const POSIX_SHELLS: Record<string, [string, ...string[]]> = {
  sh: ['/bin/sh'],
  dash: ['dash'],
  bash: ['bash'],
  busybox: ['busybox', 'sh'],
  zsh: ['zsh', '--emulate', 'sh'],
};

/** Shells that an agent may run a hook's command line with: each is given the line after `-c`. */
export const COMMAND_SHELLS: Record<string, [string, ...string[]]> = {
  sh: ['/bin/sh', '-c'],
  dash: ['dash', '-c'],
  bash: ['bash', '-c'],
  busybox: ['busybox', 'sh', '-c'],
  zsh: ['zsh', '-c'],
  fish: ['fish', '-c'],
};
