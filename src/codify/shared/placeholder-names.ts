/** Names what varies in a command: by its flag, by what it counts, by the word before it, or by its look. */

import { unquote } from '../../lib/shell-words.ts';
import { isValue } from './command-shape.ts';

/** What stands before a value says what it is. */
const BY_WORD: Record<string, string> = {
  '--message': 'message',
  '--title': 'title',
  '-t': 'title',
  '--body': 'text',
  '-b': 'branch',
  '--body-file': 'file',
  '-C': 'folder',
  '--filter': 'package',
  version: 'version',
  tag: 'tag',
  checkout: 'branch',
  switch: 'branch',
  merge: 'branch',
  rebase: 'branch',
  push: 'remote',
  origin: 'branch',
  issue: 'issue',
  add: 'file',
  install: 'package',
};

/** Sub-commands followed by the number of a thing. */
const NUMBERED: Record<string, string> = {
  pr: 'pr-number',
  issue: 'issue-number',
  run: 'run-id',
  mr: 'mr-number',
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

/** A telling name for the word at `index`: by its flag, what it counts, the word before it, or its look. */
export function placeholderName(words: readonly string[], index: number): string {
  const word = words[index] ?? '';
  const value = unquote(word);
  const flag = /^(--?[\w-]+)=/.exec(value)?.[1];
  if (flag !== undefined) return BY_WORD[flag] ?? nameOfFlag(flag);
  const before = words[index - 1] ?? '';
  if (/^-[a-z]*m$/.test(before)) return 'message';
  const counted = words.slice(1, 2).find((earlier) => Object.hasOwn(NUMBERED, earlier));
  if (/^#?\d+$/.test(value) && counted !== undefined && !before.startsWith('-'))
    return NUMBERED[counted] ?? 'number';
  if (Object.hasOwn(BY_WORD, before)) return BY_WORD[before] ?? 'value';
  if (/^--\w/.test(before) && !SWITCH.test(before)) return nameOfFlag(before);
  const look = BY_LOOK.find(([pattern]) => pattern.test(value))?.[1];
  return look ?? (isValue(word) ? 'text' : 'name');
}

/** Flags that take no value, so what follows is an argument of the command. */
const SWITCH =
  /^--(?:no-[\w-]+|name-only|name-status|stat|cached|staged|oneline|all|amend|force|dry-run|verbose|quiet|silent|watch|json|web|fill|draft|squash|readonly|release|write|fix|check|apply|locked|frozen-lockfile)$/;

const nameOfFlag = (flag: string): string =>
  flag
    .replace(/^-+/, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-') || 'value';
