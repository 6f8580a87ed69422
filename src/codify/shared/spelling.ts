/** The spelling of a command that sessions agree on: what they share stands as it is, what varied is a gap with a type. */

import type { Act } from './acts.ts';
import { groupBy, sessionsOf } from './support.ts';
import { type Token, tokenReader } from './tokens.ts';

/** One act as tokens. */
export interface Row {
  act: Act;
  tokens: readonly Token[];
}

/** The rows of one command that read alike. */
export interface Spelling {
  rows: readonly Row[];
  /** Distinct sessions. */
  sessions: number;
}

/** What a word must exceed to speak for the spelling that has it rather than against it. */
const NEUTRAL = 0.4;
const OWN_SHARE = 2;
/** A longer command is a program in disguise; a query that sessions agree on may be longer. In characters. */
const MAX_COMMAND = 200;
const MAX_WITH_QUERY = 500;
const MAX_GAPS = 4;

/**
 * The spellings of one command, the one that says most of what sessions share first. Only real ones: each was run so, with
 * something in each gap.
 * @param acts of one stem
 */
export function spellingsOf(acts: readonly Act[]): Spelling[] {
  const all = sessionsOf(acts).size;
  const read = tokenReader(acts);
  const rows = acts.flatMap((act): Row[] => {
    const tokens = read(act);
    return tokens === null ? [] : [{ act, tokens }];
  });
  const holding = new Map<string, Set<string>>();
  for (const { act, tokens } of rows) {
    for (const { key } of tokens) holding.set(key, (holding.get(key) ?? new Set()).add(act.sessionId));
  }
  const support = (key: string) => (holding.get(key)?.size ?? 0) / all;
  const worth = (tokens: readonly Token[], sessions: number) =>
    tokens.reduce((sum, { key }) => sum + support(key) - NEUTRAL, 0) + OWN_SHARE * (sessions / all);
  return [...groupBy(rows, ({ tokens }) => keyOf(tokens)).entries()]
    .map(([key, same]) => {
      const sessions = sessionsOf(same.map(({ act }) => act)).size;
      return { key, rows: exactFirst(same), sessions, worth: worth(same[0]?.tokens ?? [], sessions) };
    })
    .filter(({ rows: [first] }) => first !== undefined && isSayable(first.tokens))
    .sort((a, b) => b.worth - a.worth || b.sessions - a.sessions || (a.key < b.key ? -1 : 1));
}

const keyOf = (tokens: readonly Token[]): string => tokens.map(({ key }) => key).join(' ');
export const isExact = ({ tokens }: Row): boolean => tokens.every(({ exact }) => exact);
const exactFirst = (rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => Number(isExact(b)) - Number(isExact(a)));

function isSayable(tokens: readonly Token[]): boolean {
  const text = keyOf(tokens);
  const limit = tokens.some(({ key }) => /^[^\s]*["']\s*(?:[{[]|query|mutation)/.test(key))
    ? MAX_WITH_QUERY
    : MAX_COMMAND;
  return (
    text.length <= limit &&
    tokens.filter(({ type }) => type !== null).length <= MAX_GAPS &&
    !/[\n`]/.test(text) &&
    !/^\W*$/.test(text)
  );
}
