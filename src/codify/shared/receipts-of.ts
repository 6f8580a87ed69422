/** Receipts for acts: the call as it was made, one a session. */

import type { Evidence } from '../../skill/draft.ts';
import type { Act } from './acts.ts';

/** Enough sessions to look into, not all of them. */
const MAX_RECEIPTS = 5;
/** Commit messages and the like make long commands; their beginning tells which one is meant. In characters. */
const MAX_QUOTE = 200;

const receiptOf = ({ eventId, words, kind }: Act): Evidence => ({
  eventId,
  quote: quoteOf(kind === 'edit' || kind === 'read' ? (words[0]?.split('/').at(-1) ?? '') : words.join(' ')),
});

const quoteOf = (text: string): string => text.slice(0, MAX_QUOTE).trim();

/**
 * The newest sessions' acts, an exact one where the session has one.
 * @param exact acts that are just what the line says
 */
export function receiptsFor(exact: readonly Act[], others: readonly Act[] = []): Evidence[] {
  const bySession = new Map<string, Act>();
  for (const act of [...others, ...exact]) bySession.set(act.sessionId, act);
  const isExact = new Set(exact);
  return [...bySession.values()]
    .sort((a, b) => Number(isExact.has(a)) - Number(isExact.has(b)))
    .slice(-MAX_RECEIPTS)
    .map(receiptOf);
}
