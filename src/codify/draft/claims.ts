/** Names for what a line claims, by which drafting can be told to leave it out. */

import { spansOf, userQuotesOf } from './line-parts.ts';

/** `text` as the step shows it, placeholders and all. */
export const stepClaim = (text: string): string => `step ${text}`;

/** `text` on one line, as quoted. */
export const ruleClaim = (text: string): string => `rule ${text}`;

export const repairClaim = (failed: string, worked: string): string => `repair ${failed}\n${worked}`;

/** What a finished line claims: a rule or request by its words, a repair, a step. Null for one that claims nothing. */
export function claimOf(text: string): string | null {
  const [quote] = userQuotesOf(text);
  if (quote !== undefined) return ruleClaim(quote);
  const spans = spansOf(text).map(({ code }) => code);
  const [first] = spans;
  if (first === undefined) return null;
  return / failed\b/.test(text) ? repairClaim(first, spans.at(-1) ?? '') : stepClaim(first);
}
