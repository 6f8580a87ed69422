/** Turns a command line into templates: what a person would call the same command, whatever its arguments. */

import { pathPlaceholder } from './path-role.ts';
import { type SimpleCommand, splitCommands, type Word } from './shell-words.ts';

/** Programs whose first words name an action (`git commit`), with how many such words they take. */
const SUBCOMMAND_WORDS: Readonly<Record<string, number>> = {
  aws: 2,
  az: 2,
  docker: 2,
  gcloud: 3,
  gh: 2,
  glab: 2,
  helm: 2,
  kubectl: 2,
  make: 8,
  just: 8,
  task: 8,
  npm: 2,
  pnpm: 2,
  yarn: 2,
  bun: 2,
  deno: 2,
  mise: 2,
  uv: 2,
  poetry: 2,
  systemctl: 1,
};
const DEFAULT_SUBCOMMAND_WORDS = 1;
/** Git actions that take a second word of action (`git stash pop`). */
const TWO_WORD_GIT = new Set(['stash', 'remote', 'worktree', 'submodule', 'bisect', 'lfs', 'flow']);
/** Names that are the same in every repository, so they say what is done rather than to what. */
const FIXED_NAMES = new Set(['origin', 'upstream', 'main', 'master', 'HEAD', 'develop', '.', '-', '--']);

/** Programs that take files and words but no action. */
const PLAIN_PROGRAMS = new Set(
  `awk base64 bat cat chmod chown cp curl cut date diff dirname du echo egrep env eval export fd fgrep file find grep
  head kill less ln ls mkdir more mv nl open printf ps pwd read readlink rg rm rmdir rsync scp sed set sleep sort source
  split ssh stat tail tar tee test time touch tr tree true false type uniq unzip wait wc wget which xargs zip jq yq`.split(
    /\s+/,
  ),
);
/** Programs that run the script or module named by their first argument. */
const INTERPRETERS = new Set(
  'sh bash zsh dash fish node python python2 python3 ruby perl php deno tsx ts-node bun'.split(' '),
);
/** Programs that only run another one; they are skipped with their own flags. */
const WRAPPERS = new Set(
  'sudo env time nice nohup npx bunx pnpx uvx command exec xvfb-run stdbuf timeout'.split(' '),
);
/** Package managers whose `run` starts a program of the project's environment. */
const RUNNERS = new Set(['uv', 'poetry', 'pipenv', 'rye', 'pdm', 'hatch']);
/** Filters at the end of a pipe: they cut output down and are no step of their own. */
const FILTERS = new Set(
  'tail head grep egrep rg cat less more wc sort uniq jq tee cut tr sed awk xargs column nl fold'.split(' '),
);
/** Commands that prepare or narrate and say nothing of the work. */
const NOISE = new Set(
  'cd pushd popd echo printf true false sleep set export source . wait pwd clear : date exit return'.split(
    ' ',
  ),
);

/**
 * The templates of a command line, one for each simple command that does something; `cd`, `echo` and filters behind a
 * pipe only count when there is nothing else.
 * @example commandTemplates('cd web && npm version 1.2.3 -m "Release 1.2.3" | tail -3') → ['npm version <version> -m <message>']
 */
export function commandTemplates(commandLine: string): string[] {
  const commands = splitCommands(commandLine);
  const steps = commands.filter(({ words, piped }) => {
    const program = programName(words[0]?.text ?? '');
    return !NOISE.has(program) && !(piped && FILTERS.has(program)) && !words.every(isAssignment);
  });
  const templates = (steps.length > 0 ? steps : commands).map(templateOf).filter((text) => text !== '');
  return templates.filter((text, index) => text !== templates[index - 1]);
}

/** The program and its action words alone: `git commit`, `npm run build`. */
export function commandHead(template: string): string {
  const words = template.split(' ');
  const end = words.findIndex((word, index) => index > 0 && /^[-<]|[./=]/.test(word));
  return (end < 0 ? words : words.slice(0, end)).slice(0, 3).join(' ');
}

/** Commands that only look around; they tell nothing of the kind of work. */
const LOOKING = new Set(
  'cat ls grep sed find head tail rg wc awk nl mkdir rm cp mv echo test which tree'.split(' '),
);

/** The heads of a template's commands but those that only look around. */
export function headsOf(template: string): string[] {
  return template
    .split(' && ')
    .map(commandHead)
    .filter((head) => head !== '' && !LOOKING.has(head.split(' ')[0] ?? ''));
}

const isAssignment = (word: Word | undefined) => word !== undefined && /^[A-Za-z_]\w*\+?=/.test(word.text);

function programName(word: string): string {
  // A program found by its folder is known by its name; a script of the repository by its path.
  return /^(?:\/|~\/|(?:\.\/)?node_modules\/|(?:\.\/)?\.?venv\/)/.test(word)
    ? (word.split('/').at(-1) ?? word)
    : word;
}

function templateOf({ words }: SimpleCommand): string {
  const [first, ...args] = unwrap(words);
  if (first === undefined) return '';
  const program = first.text.startsWith('$') ? '<program>' : programName(first.text);
  if (INTERPRETERS.has(program)) return collapse([program, ...scriptParts(args)]).join(' ');
  const limit = actionWords(program, args[0]?.text);
  const ends = args.findIndex((arg, index) => index >= limit || arg.quoted || !isAction(arg.text));
  const actions = ends < 0 ? args.length : ends;
  const special = specialArgument(program, args[0]?.text);
  const parts = args.map((arg, index) =>
    index < actions ? arg.text : (special(arg.text) ?? argumentTemplate(arg)),
  );
  return collapse([program, ...parts]).join(' ');
}

/** Git actions whose words name branches. */
const BRANCH_ACTIONS = new Set(['checkout', 'switch', 'push', 'pull', 'merge', 'rebase', 'branch', 'fetch']);

/** Arguments that a program gives a meaning of their own: branches of git, addresses of an API. */
function specialArgument(program: string, action: string | undefined): (text: string) => string | null {
  if (program === 'git' && BRANCH_ACTIONS.has(action ?? '')) {
    return (text) => (/^[-"']|\s|\.\w+$/.test(text) || FIXED_NAMES.has(text) ? null : '<branch>');
  }
  if (program === 'gh' && action === 'api') {
    return (text) => (/^\/?(?:repos|orgs|users)\//.test(text) ? apiPath(text) : null);
  }
  return () => null;
}

/** `repos/o/r/pulls/12/comments` → `repos/<name>/pulls/<number>/comments` */
function apiPath(text: string): string {
  return text
    .replace(/[?#].*$/, '')
    .replace(/^\/?(repos)\/[^/]+\/[^/]+/, '$1/<name>')
    .replace(/\/(?:\d+|\$\{?\w+\}?)(?=\/|$)/g, '/<number>');
}

/** The arguments of an interpreter: the script or module it runs keeps its name, code given inline does not. */
function scriptParts(args: readonly Word[]): string[] {
  const script = args.findIndex((arg, index) => !arg.text.startsWith('-') || args[index - 1]?.text === '-m');
  return args.map((arg, index) => {
    if (index !== script) return argumentTemplate(arg);
    return /^-[a-z]*[ce]$/.test(args[index - 1]?.text ?? '') ? '<script>' : scriptName(arg.text);
  });
}

/** Leaves out `VAR=value`, `sudo`, `npx -y`, `timeout 30`, `uv run` and the like. */
function unwrap(words: readonly Word[]): Word[] {
  let at = 0;
  for (
    let skip = wrapperWords(words);
    skip > 0 && at + skip < words.length;
    skip = wrapperWords(words.slice(at))
  ) {
    at += skip;
  }
  return words.slice(at);
}

/** How many words at the start only say how the rest is run. */
function wrapperWords(words: readonly Word[]): number {
  const name = programName(words[0]?.text ?? '');
  const isOption = (word: Word) => /^(?:-|\d+[smh]?$)/.test(word.text);
  if (isAssignment(words[0])) return 1;
  const taken = WRAPPERS.has(name) ? 1 : RUNNERS.has(name) && words[1]?.text === 'run' ? 2 : 0;
  if (taken === 0) return 0;
  const end = words.findIndex((word, index) => index >= taken && !isOption(word));
  return Math.max(end, 0);
}

function actionWords(program: string, first: string | undefined): number {
  if (PLAIN_PROGRAMS.has(program) || INTERPRETERS.has(program)) return 0;
  if (program === 'git') return TWO_WORD_GIT.has(first ?? '') ? 2 : 1;
  return SUBCOMMAND_WORDS[program] ?? DEFAULT_SUBCOMMAND_WORDS;
}

const isAction = (word: string) => /^[a-z][a-z_-]*(?::[a-z_:-]+)*$/i.test(word) && word.length <= 30;

function scriptName(word: string): string {
  return word.startsWith('/') || word.startsWith('~') ? pathPlaceholder(word) : word.replace(/^\.\//, '');
}

/** A flag stays, with its value templated; anything else becomes a placeholder of its sort. */
function argumentTemplate({ text, quoted }: Word): string {
  const flag = /^(--?[A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(text);
  if (flag !== null && (!quoted || flag[2] !== undefined)) {
    if (flag[2] !== undefined) return `${flag[1]}=${placeholder(flag[2], quoted)}`;
    return /^-\d+$/.test(text) ? '-<number>' : (flag[1] ?? text);
  }
  if (/^-\d+$/.test(text)) return '-<number>';
  return FIXED_NAMES.has(text) ? text : placeholder(text, quoted);
}

/** The placeholder for a value that varies. */
function placeholder(text: string, quoted: boolean): string {
  if (FIXED_NAMES.has(text)) return text;
  if (/^[$]/.test(text) && !/\s/.test(text)) return '<value>';
  if (/^(?:[A-Za-z@/_.-]+@)?[v^~=]{0,2}\d+\.\d+(?:\.\d+)*(?:[-+][\w.]+)?$/.test(text)) return '<version>';
  if (/^\d+(?:[.,:]\d+)*[a-z%]{0,2}$/i.test(text)) return '<number>';
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{17,}$/i.test(text)) return '<id>';
  if (/^(?=.*\d)[0-9a-f]{7,64}$/i.test(text)) return '<hash>';
  if (/^[a-z][a-z+.-]*:\/\//i.test(text)) return '<url>';
  if (/\s/.test(text)) return '<message>';
  if (looksLikePath(text)) return pathPlaceholder(text);
  return quoted ? '<text>' : '<name>';
}

const looksLikePath = (text: string) =>
  /^[.~]?\/|\/|^[\w.-]+\.[A-Za-z]\w{0,5}$|^\.[a-z]/.test(text) && !/^[\w.-]+@/.test(text);

/** `<path> <path> <path>` says no more than `<path>`. */
function collapse(parts: string[]): string[] {
  return parts.filter((part, index) => !(part.startsWith('<') && part === parts[index - 1]));
}
