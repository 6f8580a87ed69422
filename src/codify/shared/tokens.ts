/** Reads commands of one stem as tokens: what sessions share stands as it is, what varies is a gap with a type. */

import { isValue, placeholderName } from '../../commands/placeholder.ts';
import { stemWords } from '../../commands/stem.ts';
import { unquote } from '../../commands/unquote.ts';
import type { Act } from './acts.ts';
import { OWN_FOLDER } from './command-shape.ts';
import { commonForm, messageOf } from './messages.ts';
import { constancy, formsOf, isBare, type PathForm } from './path-forms.ts';
import { typicalQuery } from './queries.ts';
import { groupBy, MIN_SESSIONS, sessionsOf } from './support.ts';

/** A word of a command, or a path, with at most one gap in it. */
export interface Token {
  /** With the gap as `<>`. */
  key: string;
  /** What the gap is: `branch`, `name`; null where there is none. */
  type: string | null;
  /** What stands in the gap here. */
  value: string | null;
  /** False where the word as it was run differs otherwise: another amount, another output format. */
  exact: boolean;
}

/** What a gap in a path is called. */
const TYPE_OF_GAP = { name: 'name', date: 'note', folder: 'folder' } as const;

/** Share of a command's sessions, and of two at least, that makes a word part of it. */
const SHARED = 1 / 3;
/** More than this share of them makes a path stand as it is. */
const MOST = 0.5;
/** The same for a word that looks like one thing's name: a number, a version, a branch with a number in it. */
const SURE = 0.75;
const SURE_SESSIONS = 3;
/** A longer value of any flag but a text's is a program. In characters. */
const MAX_VALUE = 100;
/** Filters longer than this an agent writes by itself once it has the output. */
const MAX_FILTER = 40;
/** A form must keep so many characters to say which files it means. */
const MIN_CONSTANT = 4;
/** A gap that stands for one word or more. */
const MANY = '<>…';

/** Flags that shape output: the commonest value serves as well as any, and says more than a placeholder. */
const SHAPES_OUTPUT =
  /^(?:--(?:json|jq|format|template|limit|state|output|color|reporter|tail|header|oneline|max-count|stat)|-[qLnoH]|-\d+)$/;
const FILTERS = /^(?:--jq|-q|--template)$/;
/** Flags whose value is a text that a person or agent writes anew each time. */
const TEXT_FLAG =
  /^(?:-[a-z]*m|-b|-t|-F|--(?:message|body|title|notes|comment|description|subject|raw-field|field))$/;
/** What names one thing of one session. */
const ONE_THING = new Set(
  'branch head base commit tag version range url id number pr issue run-id job'.split(' '),
);
/** Branches that every session has. */
const TRUNK = /^(?:origin|upstream|main|master|trunk|develop|HEAD)(?:\/(?:main|master|trunk|develop|HEAD))?$/;
/** A numbered thing on the way of an address: `pulls/183/comments`. */
const NUMBERED_THING = /\/(\d+)(?=\/|$)/;
const NUMBERS = /\/\d+(?=\/|$)/g;
/** What things in addresses are called, by the word before their number. */
const NUMBERED: readonly (readonly [RegExp, string])[] = [
  [/pulls?\/\d/, 'pr'],
  [/issues?\/\d/, 'issue'],
  [/runs\/\d/, 'run-id'],
];

/** What the acts of one stem have in common. */
interface Common {
  shared: ReadonlySet<string>;
  sure: ReadonlySet<string>;
  forms: ReadonlySet<string>;
  /** Paths that stand as they are, in so many sessions that they are no one task's. */
  paths: ReadonlySet<string>;
  /** The form that most sessions give their commit messages, see {@link messageOf}. */
  messages: string | null;
  query: ReturnType<typeof typicalQuery>;
  usual: ReadonlyMap<string, string>;
}

/**
 * Reads each act with an eye on what its like have.
 * @param acts of one stem
 * @returns for an act its tokens; null for one that no line could show
 */
export function tokenReader(acts: readonly Act[]): (act: Act) => Token[] | null {
  const common = commonIn(acts);
  return ({ words, does }) => {
    const stem = new Set(stemWords(words));
    const tokens: Token[] = [];
    for (const at of shownWords(words)) {
      const token = stem.has(words[at] ?? '') ? literal(words[at] ?? '') : wordToken(words, at, common);
      if (token === null) return null;
      tokens.push(token);
    }
    return collapsed(withFiles(tokens, does === 'stage'));
  };
}

/** The files behind `--`, and those that are staged, as one gap, however many they are; unless all of them come back. */
function withFiles(tokens: readonly Token[], areAll: boolean): Token[] {
  const dashes = tokens.findIndex(({ key }) => key === '--');
  const from = dashes >= 0 ? dashes + 1 : areAll ? tokens.findIndex(isOpen) : -1;
  const files = from < 0 ? [] : tokens.slice(from).filter(({ key }) => !key.startsWith('-'));
  const open = files.find(isOpen);
  if (open === undefined) return [...tokens];
  const start = dashes >= 0 ? from : tokens.findIndex((token) => isPath(token.key) || isOpen(token));
  const before = tokens.slice(0, start);
  return [...before, { ...open, key: MANY, type: 'file' }];
}

/** Things of one type in a row are one gap, however many they are. */
const collapsed = (tokens: readonly Token[]): Token[] =>
  tokens.flatMap((token, at) => {
    const isNext = (other: Token | undefined) =>
      other !== undefined && isOpen(other) && isOpen(token) && other.type === token.type;
    if (isNext(tokens[at - 1])) return [];
    return isNext(tokens[at + 1]) ? [{ ...token, key: MANY }] : [token];
  });

const isOpen = ({ key }: Token): boolean => key === '<>';

const literal = (key: string): Token => ({ key, type: null, value: null, exact: true });

/** Places of the words that the command is not the same without. */
function shownWords(words: readonly string[]): number[] {
  const isFilter = (at: number) => FILTERS.test(words[at] ?? '') && (words[at + 1] ?? '').length > MAX_FILTER;
  return words.flatMap((_word, at) => (isFilter(at) || isFilter(at - 1) ? [] : [at]));
}

function commonIn(acts: readonly Act[]): Common {
  const all = sessionsOf(acts).size;
  const needed = Math.max(Math.min(MIN_SESSIONS, all), Math.ceil(all * SHARED));
  const words = (act: Act) => act.words;
  // What is staged is what was worked on.
  const isStaged = acts[0]?.does === 'stage';
  const spellings = acts.flatMap((act) => act.words.map((word) => ({ word, sessionId: act.sessionId })));
  return {
    shared: commonAmong(acts, words, needed),
    sure: commonAmong(acts, words, Math.max(SURE_SESSIONS, Math.ceil(all * SURE))),
    forms: openForms(acts, needed),
    paths: commonAmong(
      acts,
      words,
      Math.max(isStaged ? SURE_SESSIONS : MIN_SESSIONS, Math.floor(all * MOST) + 1),
    ),
    messages: commonForm(acts),
    query: typicalQuery(acts[0]?.words[0] ?? '', spellings),
    usual: usualValues(acts),
  };
}

/** Forms with a gap in which enough sessions had paths, not all the same. */
function openForms(acts: readonly Act[], needed: number): Set<string> {
  const uses = acts.flatMap(({ words, sessionId }) =>
    words.filter(isPath).flatMap((word) => formsOf(unquote(word)).map((form) => ({ ...form, sessionId }))),
  );
  const groups = [...groupBy(uses, ({ key }) => key)];
  return new Set(
    groups.flatMap(([key, own]) => {
      const isOpen = new Set(own.map(({ slot }) => slot)).size > 1;
      return isOpen && sessionsOf(own).size >= needed ? [key] : [];
    }),
  );
}

/** What enough sessions have. */
function commonAmong(
  acts: readonly Act[],
  keysOf: (act: Act) => readonly string[],
  needed: number,
): Set<string> {
  const uses = acts.flatMap((act) => keysOf(act).map((key) => ({ key, sessionId: act.sessionId })));
  const groups = [...groupBy(uses, ({ key }) => key)];
  return new Set(groups.flatMap(([key, own]) => (sessionsOf(own).size >= needed ? [key] : [])));
}

/** The commonest value of each flag that shapes output. */
function usualValues(acts: readonly Act[]): Map<string, string> {
  const pairs = acts.flatMap(({ words, sessionId }) =>
    words.flatMap((flag, at) => {
      const value = words[at + 1];
      return SHAPES_OUTPUT.test(flag) && value !== undefined ? [{ flag, value, sessionId }] : [];
    }),
  );
  return new Map([...groupBy(pairs, ({ flag }) => flag)].map(([flag, same]) => [flag, commonestValue(same)]));
}

function commonestValue(pairs: readonly { value: string; sessionId: string }[]): string {
  const values = [...groupBy(pairs, ({ value }) => value)].sort(
    ([a, x], [b, y]) => sessionsOf(y).size - sessionsOf(x).size || (a < b ? -1 : 1),
  );
  return values[0]?.[0] ?? '';
}

/** A word with the flag that is glued to it taken off. */
interface Worded {
  word: string;
  flag: string;
  rest: string;
  /** A text that is written anew each time. */
  isText: boolean;
  type: string;
}

function wordToken(words: readonly string[], at: number, common: Common): Token | null {
  const word = words[at] ?? '';
  const before = words[at - 1] ?? '';
  if (OWN_FOLDER.test(word)) return privateToken(words, at);
  if (word === '|' || /^-[^=]*$/.test(word) || /^[<>&\d]*[<>]/.test(word)) return literal(word);
  if (SHAPES_OUTPUT.test(before)) {
    const value = common.usual.get(before) ?? word;
    return { ...literal(value), exact: value === word };
  }
  const [, flag = '', rest = word] = /^(--?[\w-]+=)([\s\S]*)$/.exec(word) ?? [];
  const type = placeholderName(words, at);
  const isText = TEXT_FLAG.test(flag === '' ? before : flag.slice(0, -1)) && !ONE_THING.has(type);
  if (!isText && common.query !== null && word === common.query.word) return literal(common.query.text);
  return valueToken({ word, flag, rest, isText, type }, common);
}

/** A path of one machine, as what it is there for; null where the line is not the same without it. */
function privateToken(words: readonly string[], at: number): Token | null {
  const [, flag = '', path = ''] =
    /^((?:--?[\w-]+|[A-Za-z_]\w*)=)?(["']?(?:[~/]|[A-Za-z]:\\).*)$/s.exec(words[at] ?? '') ?? [];
  if (path === '' || stemWords(words).includes(words[at] ?? '')) return null;
  return { key: `${flag}<>`, type: placeholderName(words, at), value: unquote(path), exact: true };
}

function valueToken(worded: Worded, common: Common): Token | null {
  const { word, flag, rest, isText, type } = worded;
  const isPhrase = /^["'].*\s/s.test(rest);
  const numbered = isPhrase ? null : numberToken(worded);
  if (numbered !== null) return numbered;
  if (!isText && !isPhrase && isShared(worded, common)) return literal(word);
  if (!isText && (/\n/.test(rest) || rest.length > MAX_VALUE)) return null;
  if (isText && type === 'message') return messageToken(flag, rest, common);
  if (type === 'range') return rangeToken(flag, rest, common);
  const form = isText || ONE_THING.has(type) ? undefined : sharedForm(rest, common);
  if (form !== undefined) return pathToken(flag, form);
  const gap = isPhrase || isText ? '"<>"' : '<>';
  return { key: flag + gap, type, value: unquote(rest), exact: true };
}

/** A commit message, in the form that most of the sessions give theirs. */
function messageToken(flag: string, rest: string, { messages }: Common): Token {
  const { form, text } = messageOf(rest);
  const key = form !== null && form === messages ? `"${form}<>"` : '"<>"';
  return { key: flag + key, type: 'message', value: form === messages ? text : unquote(rest), exact: true };
}

/** What compares a branch of one session with the trunk compares any branch with it. */
function rangeToken(flag: string, rest: string, { sure }: Common): Token {
  const [, from = '', dots = '', to = ''] = /^(.*?)(\.{2,3})(.*)$/.exec(rest) ?? [];
  const [isFrom, isTo] = [from, to].map((end) => TRUNK.test(end) || sure.has(end));
  if (dots !== '' && isFrom && isTo) return literal(flag + rest);
  if (dots !== '' && isFrom) return branchEnd(`${flag}${from}${dots}<>`, to);
  if (dots !== '' && isTo) return branchEnd(`${flag}<>${dots}${to}`, from);
  return { key: `${flag}<>`, type: 'range', value: rest, exact: true };
}

const branchEnd = (key: string, value: string): Token => ({ key, type: 'branch', value, exact: true });

function isShared({ word, rest, type }: Worded, { shared, sure, paths }: Common): boolean {
  const isThing = ONE_THING.has(type) && !TRUNK.test(rest);
  if (isThing && /[\d/.]/.test(rest)) return false;
  return (isThing || isValue(rest) ? sure : isPath(rest) ? paths : shared).has(word);
}

/** `repos/o/r/pulls/183/comments`: the number of a pull request. */
function numberToken({ flag, rest }: Worded): Token | null {
  const found = NUMBERED_THING.exec(rest);
  if (found === null) return null;
  const [, number = ''] = found;
  const end = found.index + 1 + number.length;
  const type = NUMBERED.find(([pattern]) => pattern.test(rest))?.[1] ?? 'number';
  return {
    // What else is numbered belongs to that one.
    key: `${flag}${rest.slice(0, found.index)}/<>${rest.slice(end).replace(NUMBERS, '/<id>')}`,
    type,
    value: number,
    exact: true,
  };
}

const isPath = (word: string): boolean => {
  const value = unquote(word);
  return /[\w)]\/[\w(.]|\.[A-Za-z]\w{0,5}$/.test(value) && !/[\s$*{}:|]|^-/.test(value);
};

const sharedForm = (rest: string, { forms, paths }: Common): PathForm | undefined =>
  isPath(rest)
    ? formsOf(unquote(rest)).find(
        ({ key, gap }) =>
          (gap === null ? paths.has(rest) : forms.has(key)) && !isBare(key) && constancy(key) >= MIN_CONSTANT,
      )
    : undefined;

const pathToken = (flag: string, { key, gap, slot }: PathForm): Token => ({
  key: flag + key,
  type: gap === null ? null : TYPE_OF_GAP[gap],
  value: slot,
  exact: true,
});
