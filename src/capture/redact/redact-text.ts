/** Masks secrets in a text, before anything shortens, stores or logs it. */

import { findBroken, findBrokenKeys } from './broken.ts';
import { findPlaced } from './credentials.ts';
import { type CustomRules, NO_CUSTOM_RULES } from './custom-rules.ts';
import { decodeOnce, isEncoded } from './decode.ts';
import { findHighEntropy } from './high-entropy.ts';
import { findLabelled } from './labels.ts';
import { findPrivateKeys } from './private-keys.ts';
import { MASK, maskOf, mergeSpans, type Span } from './span.ts';
import { findTokens } from './tokens.ts';
import { endOverBreaks } from './wrapped.ts';

/** JSON within JSON within JSON, in a URL: as deep as recorded sessions go, and one more. */
const MAX_DEPTH = 4;
/** A mask may lay bare a neighbour; one more pass finds it. The bound only guards against the unforeseen. */
const MAX_PASSES = 4;
/** Nothing shorter can hold a secret. */
const MIN_LENGTH = 8;

/**
 * The text with every secret replaced by `«secret:<kind>»`. Masking twice changes nothing, JSON stays JSON, and the time
 * grows with the text's length only. Call it on whole values: a secret cut in two is no longer recognised.
 * @param custom the user's own rules and exceptions
 */
export function redactText(text: string, custom: CustomRules = NO_CUSTOM_RULES): string {
  if (text.length < MIN_LENGTH) return text;
  let result = text;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const masked = maskBetweenMasks(result, custom);
    if (masked === result) break;
    result = masked;
  }
  return result;
}

function maskBetweenMasks(text: string, custom: CustomRules): string {
  if (!text.includes('«secret:')) return maskPlain(text, custom);
  let result = '';
  let done = 0;
  for (const mask of text.matchAll(MASK)) {
    result += maskPlain(text.slice(done, mask.index), custom) + mask[0];
    done = mask.index + mask[0].length;
  }
  return result + maskPlain(text.slice(done), custom);
}

function maskPlain(text: string, custom: CustomRules): string {
  if (text.length < MIN_LENGTH) return text;
  const spans = mergeSpans(findSecrets(text, custom, 0));
  if (spans.length === 0) return text;
  let result = '';
  let done = 0;
  for (const span of spans) {
    result += text.slice(done, span.start) + maskOf(span.kind);
    done = span.end;
  }
  return result + text.slice(done);
}

function findSecrets(text: string, custom: CustomRules, depth: number): Span[] {
  const named = (plain: string) => [
    ...custom.find(plain),
    ...findTokens(plain),
    ...findPlaced(plain),
    ...findLabelled(plain),
  ];
  const known = named(text);
  const found = overBreaks(text, [...known, ...findBroken(text, known, named)]);
  const keys = [...findPrivateKeys(text), ...findBrokenKeys(text, findPrivateKeys)];
  const spans = [...found, ...keys, ...findHighEntropy(text)].filter(
    (span) => !custom.allows(text.slice(span.start, span.end)),
  );
  const decoded = depth < MAX_DEPTH && isEncoded(text) ? decodeOnce(text) : null;
  if (decoded === null) return spans;
  const nested = findSecrets(decoded.text, custom, depth + 1);
  return [
    ...spans.flatMap((span) => outsideEscapes(text, span)),
    ...nested.map((span) => ({ ...span, ...decoded.sourceOf(span.start, span.end) })),
  ];
}

/** The spans with the rest of each on the lines behind it. What lies in an earlier one is not looked at again. */
function overBreaks(text: string, spans: readonly Span[]): Span[] {
  let covered = 0;
  return [...spans]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map((span) => {
      if (span.end <= covered) return span;
      const end = endOverBreaks(text, span.start, span.end, span.wanted);
      covered = end;
      return { ...span, end };
    });
}

/**
 * A mask must not leave the backslashes of an escape behind it. `\npm_…` may be a newline or an npm token: the token is
 * masked with its backslashes; what has no such name is left to the decoded text.
 */
function outsideEscapes(text: string, span: Span): Span[] {
  let start = span.start;
  while (text[start - 1] === '\\') start--;
  if (start === span.start) return [span];
  return span.specific ? [{ ...span, start }] : [];
}
