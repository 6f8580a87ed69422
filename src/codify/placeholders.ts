/** Replaces what varied between sessions by a named placeholder. */

import { unquote } from '../lib/shell-words.ts';
import { type Action, isValue } from './actions.ts';

export interface Placeholder {
  /** Without the angle brackets: `version`. */
  name: string;
  /** Distinct values seen, when all of them are safe to show; empty otherwise. */
  seen: string[];
}

/** More values than this explain nothing. */
const MAX_SEEN = 3;
/** A value that tells a kind, not a text: short, one word, nothing that a shell or a reader could take for more. */
const SAFE_VALUE = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,23}$/;

/**
 * The words that all actions share, with a placeholder wherever they differ.
 * @param actions at least one; equal in kind and number of words
 */
export function withPlaceholders(actions: readonly Action[]): { text: string; placeholders: Placeholder[] } {
  const [first] = actions;
  if (first === undefined) return { text: '', placeholders: [] };
  if (first.kind !== 'command') return pathPlaceholders(actions);
  const placeholders: Placeholder[] = [];
  const words = first.words.map((word, index) => {
    const values = new Set(actions.map((action) => action.words[index] ?? ''));
    // One value in all sessions is part of the command, unless it is a text that only happens to be the same.
    if (values.size === 1 && !/^["'].*\s/s.test(word)) return word;
    return slot(word, [...values], nameFor(first.words, index), placeholders);
  });
  return { text: words.join(' '), placeholders };
}

/** The word with its varying part replaced; what comes before `=` in `--flag=value` stays. */
function slot(word: string, values: string[], base: string, into: Placeholder[]): string {
  const flag = /^(--?[\w-]+=)/.exec(word)?.[1] ?? '';
  const name = freeName(base, into);
  const seen = values.map((value) => unquote(value.slice(flag.length))).sort();
  const isSafe = seen.length <= MAX_SEEN && seen.every((value) => SAFE_VALUE.test(value));
  into.push({ name, seen: isSafe ? seen : [] });
  const quoted = values.some((value) => /^["']/.test(value.slice(flag.length)));
  return quoted ? `${flag}"<${name}>"` : `${flag}<${name}>`;
}

function freeName(base: string, taken: readonly Placeholder[]): string {
  const isTaken = (name: string) => taken.some((placeholder) => placeholder.name === name);
  if (!isTaken(base)) return base;
  for (let next = 2; ; next += 1) if (!isTaken(`${base}-${next}`)) return `${base}-${next}`;
}

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
  [/^v?\d+\.\d+/, 'version'],
  [/:\/\//, 'url'],
  [/^#?\d+$/, 'number'],
  [/^[0-9a-f]{7,40}$/, 'commit'],
  [/[/\\]|\.[A-Za-z]{1,5}$/, 'file'],
];

/** A telling name for the word at `index`: by its flag, what it counts, the word before it, or its look. */
function nameFor(words: readonly string[], index: number): string {
  const word = words[index] ?? '';
  const value = unquote(word);
  const flag = /^(--?[\w-]+)=/.exec(value)?.[1];
  if (flag !== undefined) return BY_WORD[flag] ?? flag.replace(/^-+/, '').toLowerCase();
  const before = words[index - 1] ?? '';
  if (/^-[a-z]*m$/.test(before)) return 'message';
  const counted = words.slice(0, index).find((earlier) => Object.hasOwn(NUMBERED, earlier));
  if (/^#?\d+$/.test(value) && counted !== undefined) return NUMBERED[counted] ?? 'number';
  if (Object.hasOwn(BY_WORD, before)) return BY_WORD[before] ?? 'value';
  if (/^--\w/.test(before)) return before.slice(2).toLowerCase();
  const look = BY_LOOK.find(([pattern]) => pattern.test(value))?.[1];
  return look ?? (isValue(word) ? 'text' : 'name');
}

/** `docs/adr/0007-x.md` and `docs/adr/0008-y.md` → `docs/adr/<file>.md` */
function pathPlaceholders(actions: readonly Action[]): { text: string; placeholders: Placeholder[] } {
  const paths = [...new Set(actions.map(({ words }) => words[0] ?? ''))];
  const [first = ''] = paths;
  if (paths.length === 1) return { text: first, placeholders: [] };
  const folder = first.slice(0, first.lastIndexOf('/') + 1);
  const extension = /\.[A-Za-z0-9]+$/.exec(first)?.[0] ?? '';
  return { text: `${folder}<file>${extension}`, placeholders: [{ name: 'file', seen: [] }] };
}
