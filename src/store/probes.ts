/** Marks that `doctor` sends through an agent's hook, and that ingest leaves here instead of a session event. */

import type { WiredAgentId } from '../types.ts';
import type { Store } from './open.ts';
import { sql } from './statements.ts';

/** The field of a hook payload that makes it a probe; its value is the token. */
export const PROBE_FIELD = 'hivemind_probe';

/** A probe nobody asked for any more is dropped after this time, in ms. */
const KEPT_MS = 3_600_000;

/** Notes that a probe came through. */
export function recordProbe(store: Store, token: string, agent: WiredAgentId, at: number): void {
  sql(store, 'DELETE FROM probes WHERE at < ?').run(at - KEPT_MS);
  sql(store, 'INSERT OR REPLACE INTO probes (token, agent, at) VALUES (?, ?, ?)').run(token, agent, at);
}

/** The agent whose hook a probe came through; null while it has not. */
export function findProbe(store: Store, token: string): WiredAgentId | null {
  const row = sql(store, 'SELECT agent FROM probes WHERE token = ?').get(token) as
    | { agent: WiredAgentId }
    | undefined;
  return row?.agent ?? null;
}
