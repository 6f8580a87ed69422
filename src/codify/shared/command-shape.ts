/** What a command is, apart from what it is done to: its program and sub-command, its values, whether it only looks around. */

import { unquote } from '../../lib/shell-words.ts';

/** True for a word that is likely to differ next time: quoted text, numbers, hashes, addresses, expansions. */
export function isValue(word: string): boolean {
  if (/^["'$]/.test(word) || /[\s$`]/.test(word)) return true;
  const value = unquote(word);
  return /\d/.test(value.replace(/^[a-z]+\d$/, '')) || /:\/\//.test(value) || /^[A-Z]{2,}-/.test(value);
}

/** Programs whose first argument says what they do; `npm run` and its like need one more. */
const RUNNERS = new Set(['run', 'exec', 'x', 'dlx', 'task', '-m']);

/** Program and sub-commands, flags before them left out: `npm run lint`, `git commit`, `gh pr create`. */
export function stemWords(words: readonly string[]): string[] {
  const plain = withoutLeadingFlags(words.filter((word) => !/^\w+=/.test(word)));
  const stem = plain.slice(0, 1);
  for (const word of plain.slice(1)) {
    const isScript = INTERPRETERS.has(stem.at(-1) ?? '') && /[./]/.test(word) && !isValue(word);
    const isName = isScript || /^[a-z][a-z0-9:_-]*$/.test(word) || RUNNERS.has(word);
    if (!isName || stem.length >= 3) break;
    stem.push(word);
    if (stem.length === 2 && !RUNNERS.has(word) && !TWO_LEVEL.has(stem[0] ?? '')) break;
  }
  return stem;
}

/** Flags that come between a program and its sub-command together with a value. */
const LEADING_FLAGS = new Set(
  '--filter -F -C --cwd --prefix --dir --directory --workspace -w --project -p --config -c'.split(' '),
);

/** Flags without a value that come there. */
const LEADING_SWITCHES =
  /^(?:--(?:silent|quiet|verbose|yes|readonly|no-[\w-]+|recursive|workspaces)|-[sqvyr])$/;

/** `pnpm --filter api test` → `pnpm test`. Behind another flag it is open whether a word is its value, so none is taken. */
function withoutLeadingFlags(words: readonly string[]): string[] {
  const [program, ...rest] = words;
  if (program === undefined || INTERPRETERS.has(program)) return [...words];
  let at = 0;
  for (let word = rest[at]; word?.startsWith('-'); word = rest[at]) {
    if (LEADING_FLAGS.has(word)) at += 2;
    else if (LEADING_SWITCHES.test(word)) at += 1;
    else return [program];
  }
  return [program, ...rest.slice(at)];
}

/** Programs whose first argument is the program that matters. */
export const INTERPRETERS = new Set('python python3 node bash sh zsh ruby perl deno tsx bun php'.split(' '));

/** Programs with sub-commands of sub-commands. */
const TWO_LEVEL = new Set(
  'gh glab docker kubectl aws gcloud az uv poetry cargo flyctl heroku supabase terraform'.split(' '),
);

/**
 * Commands that look around and change nothing. An agent does this without being told, so a skill need not say it.
 */
const LOOKING = new Set(
  `cd ls cat head tail grep egrep rg find echo printf pwd wc which whoami true false sleep test [ export set unset source
   . sort uniq cut tr awk jq date env stat file tree du df diff basename dirname realpath type command hash kill ps
   mkdir touch chmod rm xargs tee less more man clear history read exit nl fd bat column open pbcopy`.split(
    /\s+/,
  ),
);

/** Sub-commands of version control that look around, unless they compare (`main...HEAD`). */
const LOOKING_GIT = new Set(
  'status log diff show branch rev-parse blame ls-files remote config reflog stash'.split(' '),
);

/**
 * True for a command that only looks around, and for one that can mean nothing elsewhere: it names a folder of one machine,
 * or held a secret.
 */
export function isLooking(words: readonly string[]): boolean {
  const plain = words.filter((word) => !/^\w+=/.test(word));
  const [program] = plain;
  if (program === undefined || plain.some((word) => ASKING.test(word))) return true;
  if (words.some((word) => OWN_FOLDER.test(word) || MASKED.test(word))) return true;
  if (words.includes('|')) return false;
  if (program === 'sed') return !words.some((word) => word.startsWith('-i'));
  const [, sub = ''] = stemWords(words);
  if (program === 'git' && LOOKING_GIT.has(sub)) return !words.some((word) => /\w\.\.\.?\w/.test(word));
  return LOOKING.has(program) || LOOKING_PACKAGES.test(`${program} ${sub}`) || /[$`*]/.test(program);
}

/** Package managers asked what there is. */
const LOOKING_PACKAGES =
  /^(?:(?:npm|pnpm|yarn|bun) (?:view|info|show|ls|list|outdated|why|whoami|config|root|bin|prefix)|pip3? (?:show|list|freeze)|cargo (?:tree|metadata|search)|go (?:env|list|version)|uv (?:tree|pip)|brew (?:list|info))$/;
/** Absolute paths below somebody's home or a temporary folder. */
export const OWN_FOLDER =
  /(?:^|[=:"'])(?:~|\/(?:home|Users|root|tmp|private|var\/folders|mnt|media|Volumes)(?=\/|$)|[A-Za-z]:\\)/;

/** What stands in the store for a secret, or for what the user kept private. */
export const MASKED = /«(?:secret:|private)|\bREDACTED\b/;

/** A command that is only asked how it works. */
const ASKING = /^(?:--help|-h|help|--version|-V)$/;
