/** Names what varies in a command: by its flag, by what the program's arguments are, or by its look. */

import type { Values } from './programs/program.ts';
import { type Meaning, meaningOf } from './stem.ts';
import { unquote } from './unquote.ts';

/** Texts and numbers that any program is given, where the table does not say what follows the flag. */
const BY_FLAG: Readonly<Record<string, string>> = {
  '-m': 'message',
  '--message': 'message',
  '--title': 'title',
  '--body': 'text',
  '--body-file': 'file',
  '-C': 'folder',
};

/** What a value's own look says it is, tried in order. */
const BY_LOOK: readonly (readonly [RegExp, string])[] = [
  [/\w\.\.\.?\w/, 'range'],
  [/^v?\d+\.\d+/, 'version'],
  [/:\/\//, 'url'],
  [/^#?\d+$/, 'number'],
  [/^[0-9a-f]{7,40}$/, 'commit'],
  [/^[a-z]{2,}-[a-z0-9.]*\d[a-z0-9.]*$|^[A-Z]{2,}-\d+$/, 'id'],
  [/[/\\]|\.[A-Za-z]{1,5}$/, 'file'],
];
/** Such a look is surer than what the table expects at that place. */
const SURE = new Set(['range', 'url', 'version']);

/** Flags that take no value, so what follows is an argument of the command. */
const SWITCH =
  /^--(?:no-[\w-]+|name-only|name-status|stat|cached|staged|oneline|all|amend|force|dry-run|verbose|quiet|silent|watch|json|web|fill|draft|squash|readonly|release|write|fix|check|apply|locked|frozen-lockfile)$/;

/** A word that is likely to differ next time: quoted text, numbers, hashes, addresses, expansions. */
export function isValue(word: string): boolean {
  if (/^["'$]/.test(word) || /[\s$`]/.test(word)) return true;
  const value = unquote(word);
  return /\d/.test(value.replace(/^[a-z]+\d$/, '')) || /:\/\//.test(value) || /^[A-Z]{2,}-/.test(value);
}

/**
 * A telling name, without angle brackets, for the word at `index`: `pr`, `branch`, `message`, `version`, `file`, ….
 * @param words of one command, as spelled
 */
export function placeholderName(words: readonly string[], index: number): string {
  const value = unquote(words[index] ?? '');
  const meaning = meaningOf(words);
  const byFlag = nameByFlag(value, words[index - 1] ?? '', meaning);
  if (byFlag !== null) return byFlag;
  const look = BY_LOOK.find(([pattern]) => pattern.test(value))?.[1];
  if (look !== undefined && SURE.has(look)) return look;
  const { program, action, stem } = meaning;
  const told = action?.args ?? (stem.length === 1 ? program?.args : undefined);
  return told ?? look ?? (isValue(words[index] ?? '') ? 'text' : 'name');
}

/** By the flag that the value is glued to, or that stands before it; null where none says what follows. */
function nameByFlag(value: string, before: string, { program, action }: Meaning): string | null {
  const values: Values = { ...BY_FLAG, ...program?.values, ...action?.values };
  const nameOf = (flag: string) => (Object.hasOwn(values, flag) ? values[flag] : undefined);
  const glued = /^(--?[\w-]+)=/.exec(value)?.[1];
  if (glued !== undefined) return nameOf(glued) ?? nameOfFlag(glued);
  const named = nameOf(before) ?? (/^-[a-z]*m$/.test(before) ? 'message' : undefined);
  if (named !== undefined) return named;
  return /^--\w/.test(before) && !SWITCH.test(before) && program?.glues !== true ? nameOfFlag(before) : null;
}

const nameOfFlag = (flag: string): string =>
  flag
    .replace(/^-+/, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-') || 'value';
