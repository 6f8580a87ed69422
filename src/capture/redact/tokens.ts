/** Finds tokens that name their issuer. */

import { Patience } from './patience.ts';
import { hasScrambled } from './scrambled.ts';
import type { Span } from './span.ts';
import { LONGEST_TOKEN, TOKEN_RULES, TOKEN_SHAPES, type TokenRule } from './token-rules.ts';
import { endOfLong, isStandIn, looksRandom, withoutDotsBehind } from './values.ts';

interface CompiledRule {
  rule: TokenRule;
  prefix: string;
  /** Sticky: a run of the rule's class, one character longer than allowed so that an overlong run shows. */
  run: RegExp;
}

/** Longest prefix first, so that `sk-ant-` is tried before `sk-`. */
const COMPILED: readonly CompiledRule[] = TOKEN_RULES.flatMap((rule) => {
  const run = new RegExp(`[${rule.body}]{1,${(rule.max ?? LONGEST_TOKEN) + 1}}`, 'y');
  return rule.prefixes.map((prefix) => ({ rule, prefix, run }));
}).sort((a, b) => b.prefix.length - a.prefix.length);

/** Random characters this close before a weak prefix make it a part of them. */
const DATA_BEFORE = 24;

const NO_RULES: readonly CompiledRule[] = [];

/** Rules by the first three characters of their prefix. */
const BY_START = new Map<string, CompiledRule[]>();
/** Marks the hash of every such start, so that one look at a position rules out nearly all of them. */
const STARTS = new Uint8Array(1 << 15);
for (const compiled of COMPILED) {
  const start = compiled.prefix.slice(0, 3);
  BY_START.set(start, [...(BY_START.get(start) ?? []), compiled]);
  STARTS[hashOfStart(start.charCodeAt(0), start.charCodeAt(1), start.charCodeAt(2))] = 1;
}

function hashOfStart(first: number, second: number, third: number): number {
  return ((first << 10) ^ (second << 5) ^ third) & 0x7fff;
}

/** The next position from `from` on at which a prefix may begin, or -1. */
function nextStart(text: string, from: number): number {
  let first = text.charCodeAt(from);
  let second = text.charCodeAt(from + 1);
  for (let index = from; index + 2 < text.length; index++) {
    const third = text.charCodeAt(index + 2);
    if (STARTS[hashOfStart(first, second, third)] === 1) return index;
    first = second;
    second = third;
  }
  return -1;
}

/** Tokens of the known issuers in plain (decoded) text. */
export function findTokens(text: string): Span[] {
  return [...findPrefixed(text), ...findShaped(text)];
}

function findPrefixed(text: string): Span[] {
  const spans: Span[] = [];
  const patience = new Patience();
  for (let start = nextStart(text, 0), next = 0; start >= 0; start = nextStart(text, next)) {
    next = start + 1;
    const rules = rulesAt(text, start);
    if (rules.length === 0) continue;
    let reach = start + 1;
    let found: Span | null = null;
    for (const compiled of rules) {
      const token = readToken(text, start, compiled);
      reach = Math.max(reach, token.end);
      if (token.accepted) found = { start, end: token.end, ...traitsOf(compiled) };
      if (found !== null) break;
    }
    if (found !== null) spans.push(found);
    next = found?.end ?? patience.afterFailure(start, reach);
  }
  return spans;
}

function findShaped(text: string): Span[] {
  const spans: Span[] = [];
  for (const { kind, mark, pattern } of TOKEN_SHAPES) {
    if (!text.includes(mark)) continue;
    for (const match of text.matchAll(pattern)) {
      if (isStandIn(match[0])) continue;
      spans.push({ start: match.index, end: match.index + match[0].length, kind, specific: true });
    }
  }
  return spans;
}

function traitsOf({ rule, prefix }: CompiledRule): Pick<Span, 'kind' | 'specific' | 'wanted'> {
  const rest = rule.usual ?? (rule.exact ? rule.max : undefined);
  const traits = { kind: rule.kind, specific: true };
  return rest === undefined ? traits : { ...traits, wanted: prefix.length + rest };
}

function rulesAt(text: string, start: number): readonly CompiledRule[] {
  const candidates = BY_START.get(text.slice(start, start + 3));
  if (candidates === undefined) return NO_RULES;
  return candidates.filter(({ prefix }) => text.startsWith(prefix, start));
}

/** Reads the token that starts at `start`: where it ends, and whether it is one. */
function readToken(
  text: string,
  start: number,
  { rule, prefix, run }: CompiledRule,
): { end: number; accepted: boolean } {
  const bodyStart = start + prefix.length;
  run.lastIndex = bodyStart;
  // A sentence may end behind a token, or trail off.
  const body = withoutDotsBehind(run.exec(text)?.[0] ?? '');
  const accepted =
    body.length >= rule.min &&
    isTokenBody(body, rule) &&
    rule.holds?.test(body) !== false &&
    (!rule.weak || !isGlued(text, start) || showsWhereverItStands(text, start, body, rule));
  const end = bodyStart + body.length;
  return { end: accepted && !rule.exact ? endOfLong(text, bodyStart, end) : end, accepted };
}

function isTokenBody(body: string, rule: TokenRule): boolean {
  if (isStandIn(body) || (rule.exact && body.length > (rule.max ?? LONGEST_TOKEN))) return false;
  if (!rule.weak) return true;
  // A fixed length between word boundaries tells enough, as long as it is no word.
  if (rule.exact) return !/^[a-z]+$/.test(body);
  return looksRandom(body, 8, body.length >= 30 ? 4.2 : 3.2);
}

const isGlued = (text: string, start: number): boolean => /[A-Za-z0-9]/.test(text[start - 1] ?? '');

/** Where a weak prefix does not begin a word, what follows must be random beyond doubt, and no part of longer data. */
function showsWhereverItStands(text: string, start: number, body: string, rule: TokenRule): boolean {
  if (!looksRandom(body, 8, 2.8) || (!rule.exact && !/[a-z].*[A-Z]|[A-Z].*[a-z]/.test(body))) return false;
  return !hasScrambled(text, Math.max(0, start - DATA_BEFORE), start);
}
