/** Arguments that are a query or a document, written anew in each session: the spelling that the sessions agree on most. */

import { isInterpreter } from '../../commands/programs.ts';

/** A query as one session wrote it. */
export interface Spelling {
  /** The word as spelled, quotes and all. */
  word: string;
  sessionId: string;
}

/** A word that shows what the sessions' queries have in common. */
export interface TypicalQuery {
  /** The spelling it was made from. */
  word: string;
  /** On one line, with placeholders for what names one thing. */
  text: string;
  /** Without the angle brackets, in their order. */
  placeholders: string[];
}

/** Each name of a typical query must be in the queries of this share of the sessions, and of two at least. */
const SHARE = 0.5;
const MIN_SESSIONS = 2;
/** In characters. */
const MAX_QUERY = 400;

/** Languages in which a line break is a blank: GraphQL, JSON, SQL. With a comment in it that is not so. */
const BLANK_BREAKS = /^[\w-]*=?(["'])\s*(?:[{[]|(?:query|mutation|select|with|insert|update|delete)\b)/i;
const COMMENT = /#|--|\/\//;

/** How much is asked for; any number serves. */
const AMOUNT = /^(?:first|last|limit|offset|top|per_page|page_?size|truncate)$/i;

/** A quoted argument on one line, where that changes nothing; any other word as it is. */
export function onOneLine(word: string): string {
  if (!BLANK_BREAKS.test(word) || COMMENT.test(word)) return word;
  return word
    .replace(/\s+/g, ' ')
    .replace(/^([\w-]*=?["']) /, '$1')
    .replace(/ (["'])$/, '$1');
}

/**
 * The richest spelling whose every name most of the sessions used, so that nothing in it is one session's fancy.
 * @param program what the command runs: an interpreter's argument is a program of its own
 * @returns null where no spelling is typical
 */
export function typicalQuery(program: string, spellings: readonly Spelling[]): TypicalQuery | null {
  if (isInterpreter(program)) return null;
  const queries = spellings.flatMap(({ word, sessionId }) =>
    BLANK_BREAKS.test(word) && !COMMENT.test(word) && !word.includes('`')
      ? [{ word, sessionId, text: onOneLine(word) }]
      : [],
  );
  const needed = Math.max(
    MIN_SESSIONS,
    Math.ceil(new Set(queries.map(({ sessionId }) => sessionId)).size * SHARE),
  );
  const isCommon = (holds: (text: string) => boolean) =>
    new Set(queries.flatMap(({ text, sessionId }) => (holds(text) ? [sessionId] : []))).size >= needed;
  const names = new Map(queries.map(({ text }) => [text, namesIn(text)]));
  const holdsName = (text: string, name: string) => names.get(text)?.has(name) === true;
  const [typical] = queries
    .filter(({ text }) => text.length <= MAX_QUERY)
    .filter(({ text }) => [...namesIn(text)].every((name) => isCommon((other) => holdsName(other, name))))
    .sort(
      (a, b) =>
        namesIn(b.text).size - namesIn(a.text).size ||
        a.text.length - b.text.length ||
        (a.text < b.text ? -1 : 1),
    );
  if (typical === undefined) return null;
  return {
    word: typical.word,
    ...withGaps(typical.text, (literal) => isCommon((text) => text.includes(literal))),
  };
}

const LITERAL = /(\w+)(\s*:\s*)("[^"<>]*"|\d+)/g;

/** The names of a query: what stands in its strings is none. */
const namesIn = (text: string): Set<string> =>
  new Set(
    text
      .replace(/:\s*"[^"]*"/g, ':')
      .replace(ALIAS, '')
      .match(/[A-Za-z_]\w*/g),
  );
/** A numbered name for one of several alike: `t1: resolveReviewThread(…)`. */
const ALIAS = /\b[A-Za-z]+\d+\s*:/g;

/** Puts a placeholder for each value that the sessions do not share. */
function withGaps(text: string, isShared: (literal: string) => boolean): Omit<TypicalQuery, 'word'> {
  const placeholders: string[] = [];
  const filled = text.replace(LITERAL, (literal: string, key: string, colon: string, value: string) => {
    if (AMOUNT.test(key) || (isShared(literal) && !/\d$/.test(value))) return literal;
    const name = key
      .replace(/([a-z])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .replaceAll('_', '-');
    if (!placeholders.includes(name)) placeholders.push(name);
    return `${key}${colon}${value.startsWith('"') ? `"<${name}>"` : `<${name}>`}`;
  });
  return { text: filled, placeholders };
}
