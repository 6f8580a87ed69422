/** Whose words a command prints: the project's own, as its tests and scripts do, or anybody's, as `cat`, `curl` and `git log` do. */

import type { SimpleCommand } from './command-line.ts';
import { doesOf, isAsking } from './deeds.ts';
import { readCommandLine } from './parse.ts';
import type { Deed } from './programs/program.ts';
import { provenBy } from './proves.ts';
import { type Meaning, meaningOf } from './stem.ts';

/** Programs that print names, numbers and dates of what is there, and nothing of what stands in it. */
const LISTS = new Set(
  `ls pwd find fd which whereis whoami type test [ [[ date stat file tree du df basename dirname realpath readlink ps
   uname id hostname wc md5sum sha1sum sha256sum shasum cksum nproc free uptime true cd mkdir touch chmod rm rmdir mv cp`.split(
    /\s+/,
  ),
);
/** What git says of names and ids alone, and of what one does oneself. What comes from a remote has its words. */
const GIT_FACTS =
  /^git (?:status|branch|rev-parse|rev-list|merge-base|ls-files|ls-tree|check-ignore|symbolic-ref|describe|remote|worktree|tag|add|rm|mv|commit|checkout|switch|init)(?: |$)/;
/** With these it shows what stands in commits, tags and branches, or asks elsewhere. */
const GIT_TELLS = /^(?:-[a-z]*[vn][a-z]*\d*|--verbose|--format.*|--contents|show|update)$/;
/** Commands of the shell that run or read what they are given. */
const RUNS_TEXT = new Set(['eval', 'source', '.', 'exec', 'trap', 'read']);

/** What a project's own work prints about itself. */
const OWN: ReadonlySet<Deed> = new Set<Deed>(['check', 'change']);

/**
 * True when all that a line prints are words of the project's own runs: its tests, builds and scripts, and git's facts about
 * names and ids. False for what shows files, pages, messages or other programs' words, and for what cannot be read.
 */
export function printsOwnWords(line: string): boolean {
  // What a substitution or a file brings into the line, its commands do not tell.
  if (/\$\((?!cat <<)|`|<\(|\/dev\/(?:std|fd|tty)/.test(line)) return false;
  const commands = readCommandLine(line)?.commands ?? [];
  if (commands.some(({ nested }) => nested) && line.includes('<')) return false;
  return commands.length > 0 && commands.every(printsOwn);
}

function printsOwn(command: SimpleCommand): boolean {
  const { words, redirections, piped } = command;
  if (redirections.some(({ operator }) => operator === '<')) return false;
  const spelled = words.map(({ text }) => text);
  const meaning = meaningOf(spelled);
  const { program, stem, action } = meaning;
  const name = stem[0] ?? '';
  if (piped && program?.filter === true && name !== 'xargs' && !readsFile(meaning)) return true;
  if (LISTS.has(name)) return !spelled.some((word) => /^-(?:exec|execdir|ok)$/.test(word));
  if (name === 'git') return isFactOfGit(meaning);
  if ((action ?? program)?.does === 'say') return !RUNS_TEXT.has(name);
  // How a program is used, its own help says; nobody else has a say in that.
  if (isAsking(spelled)) return true;
  return provenBy(spelled) !== null || runsOwnScript(meaning) || OWN.has(doesOf(spelled));
}

/** `tail -5 x` behind a pipe shows the file all the same. */
const readsFile = ({ args, stem }: Meaning): boolean => {
  const files = args.filter((word) => !/^-|^[+]?\d+$|^["']/.test(word));
  const takesPattern = /^(?:grep|egrep|fgrep|rg|ag|sed|awk|jq|yq|tr|cut|column|fold)$/.test(stem[0] ?? '');
  return takesPattern ? files.filter((word) => /[./]\w/.test(word)).length > 0 : files.length > 0;
};

function isFactOfGit({ stem, args }: Meaning): boolean {
  const line = stem.join(' ');
  // One's own changes, not yet committed; between commits they may be anybody's.
  if (line === 'git diff') return args.every((word) => word.startsWith('-'));
  const words = [...stem.slice(2), ...args];
  return (
    GIT_FACTS.test(line) &&
    (/^git (?:add|commit)\b/.test(line) || !words.some((word) => GIT_TELLS.test(word)))
  );
}

/** The project's scripts, by their names or their paths; code in the line itself may read anything. */
function runsOwnScript({ script, program, stem }: Meaning): boolean {
  if (script !== null) return !script.startsWith('/') && !script.startsWith('~');
  return (
    program === undefined &&
    /^\.{0,2}\/?[\w.-]+(?:\/[\w.-]+)+$/.test(stem[0] ?? '') &&
    !/^\//.test(stem[0] ?? '')
  );
}
