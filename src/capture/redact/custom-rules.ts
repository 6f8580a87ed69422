/**
 * The user's own rules and exceptions, from the settings `redact.rules` and `redact.allow`.
 *
 * A pattern is a small part of regular expressions whose time is bounded whatever the text: characters, classes
 * (`[A-F0-9]`, `\d`, `\w`), each with at most one count (`{24}`, `{8,40}`, `+`, `*`, `?`); no groups, alternatives,
 * anchors or look-around, and only one count in it may vary.
 */

import { HivemindError } from '../../errors.ts';
import type { Span } from './span.ts';

export interface CustomRules {
  find(text: string): Span[];
  /** Whether a found value is one the user wants kept. */
  allows(value: string): boolean;
}

export const NO_CUSTOM_RULES: CustomRules = { find: () => [], allows: () => false };

/** Most repetitions a count may ask for; also what `+` and `*` stand for. */
const MAX_COUNT = 1024;
const MAX_PATTERN = 256;
/** A rule that starts with fewer fixed characters would mask half of everything. */
const MIN_FIXED_START = 2;

const ATOM = /\\[dwDWsS]|\\[^A-Za-z0-9]|\[(?:[^\]\\]|\\.)+\]|[^\\[\](){}|^$*+?.]/y;
const COUNT = /\{(\d{1,4})(?:,(\d{0,4}))?\}|[+*?]/y;

/**
 * Compiles the two settings.
 * @param rules each `kind=pattern`, as in `acme=ACME-[0-9A-F]{24}`
 * @param allow patterns of whole values that are never masked
 * @throws HivemindError CONFIG_INVALID naming the entry and what is wrong with it
 */
export function compileCustomRules(rules: readonly string[], allow: readonly string[]): CustomRules {
  const own = rules.map(compileRule);
  const kept = allow.map((pattern) => new RegExp(`^(?:${boundedPattern(pattern, 'redact.allow')})$`));
  return {
    find: (text) =>
      own.flatMap(({ kind, pattern }) =>
        [...text.matchAll(pattern)].map((match) => ({
          start: match.index,
          end: match.index + match[0].length,
          kind,
          specific: true,
        })),
      ),
    allows: (value) => kept.some((pattern) => pattern.test(value)),
  };
}

function compileRule(entry: string): { kind: string; pattern: RegExp } {
  const [, kind, pattern] = /^([a-z0-9-]{1,32})=(.+)$/s.exec(entry) ?? [];
  if (kind === undefined || pattern === undefined) {
    throw invalid('redact.rules', entry, 'is not of the form name=pattern, as in acme=ACME-[0-9A-F]{24}');
  }
  const source = boundedPattern(pattern, 'redact.rules');
  if (!/^[A-Za-z0-9_-]{2}(?![*?{])/.test(pattern)) {
    throw invalid('redact.rules', entry, `must start with at least ${MIN_FIXED_START} fixed characters`);
  }
  return { kind, pattern: new RegExp(source, 'g') };
}

/** The pattern as a regular expression's source, every open count closed. */
function boundedPattern(pattern: string, setting: string): string {
  if (pattern === '' || pattern.length > MAX_PATTERN) {
    throw invalid(setting, pattern, `must have 1 to ${MAX_PATTERN} characters`);
  }
  let source = '';
  let varying = 0;
  for (let index = 0; index < pattern.length; ) {
    ATOM.lastIndex = index;
    const atom = ATOM.exec(pattern)?.[0];
    if (atom === undefined) {
      throw invalid(setting, pattern, `has ${JSON.stringify(pattern[index])}, which is not understood here`);
    }
    index += atom.length;
    COUNT.lastIndex = index;
    const count = COUNT.exec(pattern);
    source += atom;
    if (count === null) continue;
    index += count[0].length;
    const [least, most] = boundsOf(count);
    if (least > most || most > MAX_COUNT) {
      throw invalid(setting, pattern, `may repeat a part at most ${MAX_COUNT} times`);
    }
    if (least !== most) varying++;
    source += `{${least},${most}}`;
  }
  if (varying > 1) throw invalid(setting, pattern, 'may have only one part whose count varies');
  return compilable(source, pattern, setting);
}

function boundsOf(count: RegExpExecArray): [number, number] {
  const [sign, least, most] = count;
  if (sign === '+') return [1, MAX_COUNT];
  if (sign === '*') return [0, MAX_COUNT];
  if (sign === '?') return [0, 1];
  const from = Number(least);
  return [from, most === undefined ? from : most === '' ? MAX_COUNT : Number(most)];
}

function compilable(source: string, pattern: string, setting: string): string {
  try {
    new RegExp(source);
    return source;
  } catch (error) {
    throw invalid(setting, pattern, 'is not a valid pattern', error);
  }
}

function invalid(setting: string, entry: string, why: string, cause?: unknown): HivemindError {
  return new HivemindError('CONFIG_INVALID', `${setting}: ${JSON.stringify(entry)} ${why}.`, { cause });
}
