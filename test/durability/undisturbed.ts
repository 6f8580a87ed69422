/** What the store holds of some sessions, beside what it holds where nothing ever went wrong. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../src/store/open.ts';
import type { Session } from './agent-hook.ts';
import { Place } from './place.ts';

export interface Difference {
  /** Events that the sessions had, and the store has not. */
  lost: string[];
  /** Events that the store has beyond those, or twice. */
  added: string[];
}

/**
 * Tells a store from that of another home, where nobody was killed and all hooks' payloads came at once, event by event
 * with their ids.
 * @param told whether to compare what hooks alone tell as well, and not only what has an id of its agent
 */
export async function differenceToUndisturbed(
  store: Store,
  sessions: readonly Session[],
  told: 'by agents and hooks' | 'by agents' = 'by agents and hooks',
): Promise<Difference> {
  const calm = new Place();
  try {
    let number = 0;
    for (const { sent } of sessions) {
      for (const { agent, payload } of sent) {
        const header = `hivemind-spool 1\nagent ${agent}\nworkspace \nevery-n-turns \noff \nsession \n\n`;
        const name = String(number).padStart(6, '0');
        writeFileSync(join(calm.paths.spool, name), `${header}${JSON.stringify(payload)}\nhivemind-end\n`);
        number += 1;
      }
    }
    await calm.catchUp();
    const keepsHooks = told === 'by agents and hooks';
    const there = counted(rowsOf(store, keepsHooks));
    const wanted = counted(rowsOf(calm.store, keepsHooks));
    return { lost: beyond(wanted, there), added: beyond(there, wanted) };
  } finally {
    calm.close();
  }
}

/** An event that only a hook tells has its id from the hook's record, so of these there must be as many. */
const OF_HOOK = /^(?:hook:|codex:.*:session-end:)/;

function rowsOf(store: Store, keepsHooks: boolean): string[] {
  const rows = store
    .prepare('SELECT id, session_id, agent, kind, tool_use_id, text, input, output FROM sessions')
    .all() as { id: string }[];
  const kept = rows.filter(({ id }) => keepsHooks || !OF_HOOK.test(id));
  return kept.map((row) => Object.values({ ...row, id: OF_HOOK.test(row.id) ? 'hook' : row.id }).join(' '));
}

function counted(rows: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
  return counts;
}

const beyond = (counts: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): string[] =>
  [...counts].filter(([row, count]) => count > (others.get(row) ?? 0)).map(([row]) => row);
