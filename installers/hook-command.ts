/** The one command line that installers put into agents' settings. */

/**
 * The command an agent's hook runs. It is the same for every event and version, so that no upgrade ever changes an
 * agent's settings. It passes the payload on stdin to `<home>/hooks/capture`, prints nothing, and exits 0 also when our
 * files are gone. Valid in sh, dash, bash, busybox, ksh, zsh, fish (3.0 and later) and csh.
 * @param home absolute path of HIVEMIND_HOME at the time of the installation
 * @param agent a `WiredAgentId`
 * @param platform on Windows, which has no POSIX shell of its own, Node runs `capture.mjs` instead
 */
export function hookCommand(
  home: string,
  agent: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32') return `node "${home.replaceAll('\\', '/')}/hooks/capture.mjs" ${agent}`;
  const script = quote(`${home}/hooks/capture`);
  // /bin/sh and not sh: an exec that finds no program ends the shell with 127.
  return `[ -r ${script} ] && exec /bin/sh ${script} ${agent}; true`;
}

/** Single quotes mean the same in all these shells, apart from the quote, and in fish the backslash, inside them. */
function quote(path: string): string {
  return `'${path.replace(/['\\]/g, (character) => `'\\${character}'`)}'`;
}
