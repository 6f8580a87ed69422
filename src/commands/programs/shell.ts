/** Programs that every system has: they look, print, prepare the shell, handle files or run scripts. */

import type { Deed, Program } from './program.ts';

const named = (names: string, program: Omit<Program, 'depth'>): Record<string, Program> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, { depth: 0, ...program }]),
  );

const does = (deed: Deed, names: string) => named(names, { does: deed });

export const SHELL: Readonly<Record<string, Program>> = {
  ...does(
    'look',
    `ls pwd find fd which whereis whoami type hash test [ [[ date stat file tree du df diff cmp comm basename dirname
     realpath readlink ps top lsof uname id hostname history man open pbcopy pbpaste bat watch seq base64 md5sum sha1sum
     sha256sum shasum cksum strings od hexdump xxd tac rev paste join split printenv ulimit nproc free uptime dig host
     nslookup ping netstat ss mdfind sw_vers locale tty yes command bc expr gawk hd`,
  ),
  ...named(
    'cat head tail grep egrep fgrep rg ag wc sort uniq cut tr awk jq yq less more nl column fold sed tee xargs',
    { does: 'look', filter: true },
  ),
  ...does(
    'say',
    `echo printf true false sleep export set unset source . : read exit return clear wait eval trap shift local declare
     alias unalias shopt umask pushd popd cd env kill pkill killall disown jobs fg bg`,
  ),
  ...does('tidy', 'mkdir touch chmod chown rm rmdir mktemp'),
  ...named('mv', { does: 'change', say: 'Move the file' }),
  ...named('cp', { does: 'change', say: 'Copy the file' }),
  ...does('change', 'ln patch zip unzip tar gzip gunzip dd truncate install rsync'),
  ...does('remote', 'curl wget ssh scp sftp nc telnet'),
  // Whose rights a command has is part of what it does, so it stays with its words.
  ...named('sudo doas', {
    runs: 'directly',
    values: { '-u': 'name', '-g': 'name', '-h': 'host', '-p': 'text' },
  }),
  ...named('bash sh zsh dash ksh fish ruby perl php tsx ts-node pwsh powershell', { interprets: true }),
  ...named('python python2 python3 py pypy3', { interprets: true }),
  ...named('node nodejs', { interprets: true }),
};
