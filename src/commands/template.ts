/** Turns a command line into templates: what a person would call the same command, whatever it is done to. */

import type { SimpleCommand, Word } from './command-line.ts';
import { doingCommands, isSystemCommand } from './deeds.ts';
import { readCommandLine } from './parse.ts';
import { type Meaning, meaningOf } from './stem.ts';

/** Names that are the same in every repository, so they say what is done rather than to what. */
const FIXED_NAMES = new Set(['origin', 'upstream', 'main', 'master', 'HEAD', 'develop', '.', '-', '--']);

/** What stands for a path: a placeholder, or the name of a file that every repository has. */
type NameOfPath = (path: string) => string;

/**
 * The templates of a command line, one for each command that does something, repeats in a row once; none for what is no
 * command line.
 * @example templatesOf('cd web && npm version 1.2.3 -m "Release 1.2.3" | tail -3', …) → ['npm version <version> -m <message>']
 */
export function templatesOf(line: string, nameOfPath: NameOfPath): string[] {
  const read = readCommandLine(line);
  if (read === null) return [];
  if (read.language === 'powershell') return [line.trim().replace(/\s+/g, ' ')];
  const templates = doingCommands(read.commands).map((command) => templateOf(command, nameOfPath));
  return templates.filter((text, index) => text !== templates[index - 1]);
}

/** The program and its action words alone: `git commit`, `npm run build`. */
export function templateHead(template: string): string {
  const words = template.split(' ');
  const end = words.findIndex(
    (word, index) => index > 0 && (/^[-<]|[./=]/.test(word) || FIXED_NAMES.has(word)),
  );
  return (end < 0 ? words : words.slice(0, end)).slice(0, 3).join(' ');
}

/** The heads of what a step ran, its templates joined by ` && `, but those of a system's own programs. */
export const headsOf = (joined: string): string[] =>
  joined
    .split(' && ')
    .map(templateHead)
    .filter((head) => head !== '' && !isSystemCommand(head.split(' ')));

/** A line of a skill or a document made readable: what stands for a value, `<name>`, would be a redirection to a shell. */
export const quotePlaceholders = (line: string): string => line.replace(/<([a-z][\w-]*)>/gi, '"<$1>"');

function templateOf({ words }: SimpleCommand, nameOfPath: NameOfPath): string {
  const byText = new Map(words.map((word) => [word.text, word]));
  const meaning = meaningOf(words.map(({ text }) => text));
  const { stem, leading } = meaning;
  const [program = '', ...action] = stem;
  const wordOf = (text: string) => byText.get(text) ?? { text, value: text, quoted: false };
  const template = argumentTemplates(meaning, nameOfPath);
  const head = program.startsWith('$') ? ['<program>', ...action] : [program, ...action];
  const script =
    action[0] === meaning.script && /^[/~]/.test(action[0] ?? '')
      ? [program, nameOfPath(action[0] ?? '')]
      : head;
  return collapse([
    ...script,
    ...meaning.args.map(wordOf).map(template),
    ...leading.map(wordOf).map(template),
  ]).join(' ');
}

/** How the arguments of a command are put: branches of git, addresses of an API and inline code have a sort of their own. */
function argumentTemplates(meaning: Meaning, nameOfPath: NameOfPath): (word: Word, index: number) => string {
  const { stem, action, program } = meaning;
  const isCode = program?.interprets === true && /^-[a-z]*[ce]$/.test(stem[1] ?? '');
  return (word, index) => {
    const { value } = word;
    if (isCode && index === 0) return '<script>';
    if (program?.scripts === 'all' && /^[a-z][a-z:_-]*$/i.test(value)) return value;
    if (action?.args === 'branch' && !/^-|\s|\.\w+$/.test(value) && !word.quoted && !FIXED_NAMES.has(value))
      return '<branch>';
    if (action?.args === 'route' && /^\/?(?:repos|orgs|users)\//.test(value)) return routeTemplate(value);
    return argumentTemplate(word, nameOfPath);
  };
}

/** `repos/o/r/pulls/12/comments` → `repos/<name>/pulls/<number>/comments` */
function routeTemplate(text: string): string {
  return text
    .replace(/[?#].*$/, '')
    .replace(/^\/?(repos)\/[^/]+\/[^/]+/, '$1/<name>')
    .replace(/\/(?:\d+|\$\{?\w+\}?)(?=\/|$)/g, '/<number>');
}

/** A flag stays, with its value templated; anything else becomes a placeholder of its sort. */
function argumentTemplate({ value, quoted }: Word, nameOfPath: NameOfPath): string {
  const flag = /^(--?[A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(value);
  if (flag !== null && (!quoted || flag[2] !== undefined)) {
    if (flag[2] !== undefined) return `${flag[1]}=${placeholder(flag[2], quoted, nameOfPath)}`;
    return flag[1] ?? value;
  }
  return /^-\d+$/.test(value) ? '-<number>' : placeholder(value, quoted, nameOfPath);
}

/** What a value's look says it is, tried in order. */
const BY_LOOK: readonly (readonly [RegExp, string])[] = [
  [/^\$\S*$/, '<value>'],
  [/^(?:[A-Za-z@/_.-]+@)?[v^~=]{0,2}\d+\.\d+(?:\.\d+)*(?:[-+][\w.]+)?$/, '<version>'],
  [/^\d+(?:[.,:]\d+)*[a-z%]{0,2}$/i, '<number>'],
  [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{17,}$/i, '<id>'],
  [/^(?=.*\d)[0-9a-f]{7,64}$/i, '<hash>'],
  [/^[a-z][a-z+.-]*:\/\//i, '<url>'],
  [/\s/, '<message>'],
];

/** The placeholder for a value that varies. */
function placeholder(value: string, quoted: boolean, nameOfPath: NameOfPath): string {
  if (FIXED_NAMES.has(value)) return value;
  const byLook = BY_LOOK.find(([pattern]) => pattern.test(value))?.[1];
  if (byLook !== undefined) return byLook;
  if (looksLikePath(value)) return nameOfPath(value);
  return quoted ? '<text>' : '<name>';
}

const looksLikePath = (text: string) =>
  /^[.~]?\/|\/|^[\w.-]+\.[A-Za-z]\w{0,5}$|^\.[a-z]/.test(text) && !/^[\w.-]+@/.test(text);

/** `<path> <path> <path>` says no more than `<path>`. */
function collapse(parts: string[]): string[] {
  return parts.filter((part, index) => !(part.startsWith('<') && part === parts[index - 1]));
}
