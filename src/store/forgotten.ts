/** Remembers what was forgotten, by ids and hashes: so that no other record of the same conversation brings it back. */

import { createHash } from 'node:crypto';
import type { AgentId } from '../types.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

/** An exporter notes when a chat was opened, a hook when its first prompt was sent. */
export const CLOCKS_APART_MS = 10 * 60_000;
/** A prompt of this length is the same one whenever it was given; shorter ones are given again. */
const UNMISTAKABLE = 40;

/**
 * Notes the prompts of sessions that are about to be deleted, and the ids of all their events. Call it in the transaction
 * that deletes them.
 * @param eventsToo false to note the prompts alone, where what is kept of years of sessions must stay small
 */
export function rememberForgotten(store: Store, sessionIds: readonly string[], eventsToo: boolean): void {
  const ids = JSON.stringify(sessionIds);
  if (eventsToo) {
    sql(
      store,
      `INSERT OR IGNORE INTO forgotten_events (id)
       SELECT id FROM sessions WHERE session_id IN (SELECT value FROM json_each(?))`,
    ).run(ids);
  }
  const prompts = sql(
    store,
    `SELECT agent, text, at FROM sessions
     WHERE session_id IN (SELECT value FROM json_each(?)) AND kind = 'user_prompt' AND origin = 'user'`,
  ).all(ids) as { agent: AgentId; text: string | null; at: number }[];
  const remember = sql(store, 'INSERT OR IGNORE INTO forgotten_prompts (hash, at) VALUES (?, ?)');
  for (const { agent, text, at } of prompts) remember.run(promptHash(agent, text ?? ''), at);
}

/**
 * How a record's times stand to those of the session it may repeat: an agent's own copy has the `same` ones, an export is
 * `near` them, or tells `none`.
 */
export type RecordTimes = 'same' | 'near' | 'none';

/**
 * Whether a prompt is one of those forgotten: the same words to the same agent at that time.
 * @param text as it would be stored, secrets masked
 * @param at milliseconds since the epoch
 */
export function isForgottenPrompt(
  store: Store,
  agent: AgentId,
  text: string,
  at: number,
  times: RecordTimes,
): boolean {
  if (times === 'none' && text.length < UNMISTAKABLE) return false;
  const apart = { same: 0, near: CLOCKS_APART_MS, none: Number.MAX_SAFE_INTEGER }[times];
  return (
    sql(store, 'SELECT 1 FROM forgotten_prompts WHERE hash = @hash AND abs(at - @at) <= @apart LIMIT 1').get({
      hash: promptHash(agent, text),
      at,
      apart,
    }) !== undefined
  );
}

function promptHash(agent: AgentId, text: string): string {
  return createHash('sha256').update(`${agent}\0${text}`).digest('hex').slice(0, 32);
}
