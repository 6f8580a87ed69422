/** Finds tokens that name their issuer, whole or broken over lines. */

import { Patience } from './patience.ts';
import type { Span } from './span.ts';
import { LONGEST_TOKEN, TOKEN_RULES, TOKEN_SHAPES, type TokenRule } from './token-rules.ts';
import { isStandIn, looksRandom } from './values.ts';
import { endOverBreaks, skipBreak, withoutBreaks } from './wrapped.ts';

interface CompiledRule {
  rule: TokenRule;
  prefix: string;
  /** Sticky: a run of the rule's class, one character longer than allowed so that an overlong run shows. */
  run: RegExp;
}

/** Line breaks inside a token that is still too short to be one. */
const MAX_BREAKS = 8;

/** Longest prefix first, so that `sk-ant-` is tried before `sk-`. */
const COMPILED: readonly CompiledRule[] = TOKEN_RULES.flatMap((rule) => {
  const run = new RegExp(`[${rule.body}]{1,${(rule.max ?? LONGEST_TOKEN) + 1}}`, 'y');
  return rule.prefixes.map((prefix) => ({ rule, prefix, run }));
}).sort((a, b) => b.prefix.length - a.prefix.length);

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
      if (token.accepted) found = { start, end: token.end, kind: compiled.rule.kind, specific: true };
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
      const end = endOverBreaks(text, match.index + match[0].length);
      spans.push({ start: match.index, end, kind, specific: true });
    }
  }
  return spans;
}

function rulesAt(text: string, start: number): readonly CompiledRule[] {
  const candidates = BY_START.get(text.slice(start, start + 3));
  if (candidates === undefined) return NO_RULES;
  const insideWord = /[A-Za-z0-9]/.test(text[start - 1] ?? '');
  return candidates.filter(
    ({ rule, prefix }) => !(rule.weak && insideWord) && text.startsWith(prefix, start),
  );
}

/** Reads the token that starts at `start`: where it ends, and whether it is one. */
function readToken(
  text: string,
  start: number,
  { rule, prefix, run }: CompiledRule,
): { end: number; accepted: boolean } {
  const bodyStart = start + prefix.length;
  const wanted = rule.usual ?? rule.min;
  let { body, end } = readBody(text, bodyStart, run, wanted);
  // The next line did not complete the token, it only made it too long: what stands on this line has to do.
  if (rule.max === undefined && rule.usual !== undefined && body.length > rule.usual) {
    ({ body, end } = readBody(text, bodyStart, run, 1));
  }
  if (body.length < rule.min || !isTokenBody(body, rule)) return { end, accepted: false };
  end -= /\.*$/.exec(body)?.[0].length ?? 0;
  if (!rule.exact) end = endOverBreaks(text, end);
  return { end, accepted: rule.holds?.test(withoutBreaks(text.slice(bodyStart, end))) !== false };
}

/** Reads a token's rest, going on behind line breaks while it is shorter than `wanted`. */
function readBody(text: string, start: number, run: RegExp, wanted: number): { body: string; end: number } {
  let body = '';
  let end = start;
  for (let breaks = 0, next = start; breaks <= MAX_BREAKS && next >= 0; breaks++) {
    run.lastIndex = next;
    const piece = run.exec(text)?.[0];
    if (piece === undefined) break;
    body += piece;
    end = next + piece.length;
    if (body.length >= wanted) break;
    next = skipBreak(text, end);
  }
  return { body, end };
}

function isTokenBody(body: string, rule: TokenRule): boolean {
  if (isStandIn(body) || (rule.exact && body.length > (rule.max ?? LONGEST_TOKEN))) return false;
  if (!rule.weak) return true;
  // A fixed length between word boundaries tells enough, as long as it is no word.
  if (rule.exact) return !/^[a-z]+$/.test(body);
  return looksRandom(body, 8, body.length >= 30 ? 4.2 : 3.2);
}
