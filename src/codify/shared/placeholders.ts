/** Replaces what varied between sessions by a named placeholder. */

import { placeholderName } from '../../commands/placeholder.ts';
import { stemWords } from '../../commands/stem.ts';
import { unquote } from '../../commands/unquote.ts';
import type { Action } from './actions.ts';
import { typicalQuery } from './queries.ts';

export interface Placeholder {
  /** Without the angle brackets: `version`. */
  name: string;
  /** Distinct values seen, when all of them are safe to show; empty otherwise. */
  seen: string[];
}

/** What is needed of an action to compare it with its like. */
export type Comparable = Pick<Action, 'kind' | 'words' | 'sessionId'>;

export interface Filled<A extends Comparable> {
  text: string;
  placeholders: Placeholder[];
  /** The actions that are `text` with something in each placeholder's place. */
  exact: A[];
  /** True when a placeholder hides a script or a query: who has that has the command, who has not cannot guess it. */
  opaque: boolean;
}

/** More values than this explain nothing. */
const MAX_SEEN = 3;
/** A value that tells a kind, not one thing and not a text: a short plain word, no number. */
const SAFE_VALUE = /^[A-Za-z][A-Za-z._-]{0,23}$/;

/** Flags that shape output: the commonest value serves as well as any, and says more than a placeholder. */
const OUTPUT_FLAGS = new Set(
  '--json --jq -q --format --template --limit -L --state --output -o --color --reporter --tail -n -H --header'.split(
    ' ',
  ),
);
/** Flags whose value is a text that a person or agent writes anew each time. */
const TEXT_FLAGS = /^(?:-[a-z]*m|-b|-t|-F|--(?:message|body|title|notes|comment|description|subject))$/;
/** A longer value of any other flag is a program. In characters. */
const MAX_VALUE = 100;

/**
 * The words that all actions share, with a placeholder wherever they differ.
 * @param actions at least one; equal in kind and number of words
 * @param belongs whether a word that they share is part of the command, or one thing's name that is the same by chance
 */
export function withPlaceholders<A extends Comparable>(
  actions: readonly A[],
  belongs: (word: string) => boolean,
): Filled<A> {
  const [first] = actions;
  if (first === undefined) return { text: '', placeholders: [], exact: [], opaque: true };
  if (first.kind !== 'command') return pathPlaceholders(actions);
  const filled: Filled<A> = { text: '', placeholders: [], exact: [...actions], opaque: false };
  const stem = stemWords(first.words);
  const words = first.words.map((word, index) => {
    const values = valuesAt(actions, index);
    const flag = /^(--?[\w-]+)=/.exec(word)?.[1] ?? first.words[index - 1] ?? '';
    if (OUTPUT_FLAGS.has(flag)) return commonestValue(values, index, filled);
    // One value in all sessions is part of the command, unless it is a text or number that is the same by chance.
    const isFixed =
      stem.includes(word) || word.startsWith('-') || (belongs(word) && !NUMBERED_THING.test(word));
    if (values.length === 1 && isFixed && !/^["'].*\s/s.test(word)) return word;
    const isProgram = values.some((value) => /\n/.test(value) || value.length > MAX_VALUE);
    if (isProgram && !TEXT_FLAGS.test(flag)) {
      const query = queryAt(index, filled);
      if (query !== null) return query;
      filled.opaque = true;
    }
    return slot(word, values, placeholderName(first.words, index), filled.placeholders);
  });
  filled.text = withoutLongFilters(words).join(' ');
  return filled;
}

/** The query that the actions agree on most; those that spell it otherwise are no longer exact. Null where they differ. */
function queryAt<A extends Comparable>(index: number, filled: Filled<A>): string | null {
  const spellings = filled.exact.map(({ words, sessionId }) => ({ word: words[index] ?? '', sessionId }));
  const query = typicalQuery(filled.exact[0]?.words[0] ?? '', spellings);
  if (query === null) return null;
  filled.exact = filled.exact.filter(({ words }) => words[index] === query.word);
  filled.placeholders.push(...query.placeholders.map((name) => ({ name, seen: [] })));
  return query.text;
}

/** A numbered thing on the way of an address: `pulls/183/comments`. */
const NUMBERED_THING = /\/\d+(?:\/|$)/;

/** Distinct words at one place, the commonest first. */
function valuesAt(actions: readonly Comparable[], index: number): string[] {
  const counts = new Map<string, number>();
  for (const { words } of actions) {
    const word = words[index] ?? '';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([word]) => word);
}

/** Settles on one value; actions with another are no longer exact. */
function commonestValue<A extends Comparable>(
  values: readonly string[],
  index: number,
  filled: Filled<A>,
): string {
  const value = values.find((wanted) => filled.exact.some(({ words }) => words[index] === wanted)) ?? '';
  filled.exact = filled.exact.filter(({ words }) => words[index] === value);
  return value;
}

/** Filters that an agent writes by itself once it has the output; the command is the same without them. */
function withoutLongFilters(words: readonly string[]): string[] {
  const isLong = (index: number) =>
    /^(?:--jq|-q|--template)$/.test(words[index] ?? '') && (words[index + 1] ?? '').length > 40;
  return words.filter((_word, index) => !isLong(index) && !isLong(index - 1));
}

/** The word with its varying part replaced: what comes before `=`, and the parts of a path that stay, are kept. */
function slot(word: string, values: string[], base: string, into: Placeholder[]): string {
  const flag = /^(--?[\w-]+=)/.exec(word)?.[1] ?? '';
  const parts = values.map((value) => unquote(value.slice(flag.length)).split('/'));
  const [first = []] = parts;
  const varies = (part: string, index: number) =>
    /^\d+$/.test(part) || parts.some((other) => other[index] !== part);
  const isPath =
    first.length > 1 && parts.every((other) => other.length === first.length) && !word.includes('://');
  if (isPath && first.filter(varies).length === 1) {
    const at = first.findIndex(varies);
    const differing = parts.map((part) => part[at] ?? '');
    const name = freeName(nameOfParts(differing) ?? base, into);
    into.push({ name, seen: [] });
    return (
      flag +
      first.map((part, index) => (index === at ? `<${name}>${commonExtension(differing)}` : part)).join('/')
    );
  }
  const name = freeName(base, into);
  const seen = parts.map((value) => value.join('/')).sort();
  const isSafe = seen.length <= MAX_SEEN && seen.every((value) => SAFE_VALUE.test(value));
  into.push({ name, seen: isSafe && seen.length > 1 ? seen : [] });
  const isQuoted = values.some((value) => /^["']/.test(value.slice(flag.length)));
  return isQuoted ? `${flag}"<${name}>"` : `${flag}<${name}>`;
}

/** What the differing parts of a path are, where their look tells. */
function nameOfParts(parts: readonly string[]): string | null {
  if (parts.every((part) => /^\d+$/.test(part))) return 'number';
  return parts.every((part) => /^[0-9a-f]{7,40}$/.test(part)) ? 'commit' : null;
}

/** `.md` for `a.md` and `b.md`. */
function commonExtension(names: readonly string[]): string {
  const [first, ...others] = new Set(names.map((name) => /\.[A-Za-z]\w*$/.exec(name)?.[0] ?? ''));
  return others.length === 0 ? (first ?? '') : '';
}

function freeName(base: string, taken: readonly Placeholder[]): string {
  const isTaken = (name: string) => taken.some((placeholder) => placeholder.name === name);
  if (!isTaken(base)) return base;
  for (let next = 2; ; next += 1) if (!isTaken(`${base}-${next}`)) return `${base}-${next}`;
}

/** `docs/adr/0007-x.md` and `docs/adr/0008-y.md` → `docs/adr/<file>.md` */
function pathPlaceholders<A extends Comparable>(actions: readonly A[]): Filled<A> {
  const paths = [...new Set(actions.map(({ words }) => words[0] ?? ''))];
  const [first = ''] = paths;
  const exact = [...actions];
  if (paths.length === 1) return { text: first, placeholders: [], exact, opaque: false };
  const folder = first.slice(0, first.lastIndexOf('/') + 1);
  const isOneFolder = paths.every((path) => path.slice(0, path.lastIndexOf('/') + 1) === folder);
  const text = `${isOneFolder ? folder : ''}<file>${commonExtension(paths)}`;
  return { text, placeholders: [{ name: 'file', seen: [] }], exact, opaque: text === '<file>' };
}
