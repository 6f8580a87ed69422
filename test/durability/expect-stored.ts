/** What must be in the store when all is over: each event of the played sessions once, and nothing else of them. */

import { expect } from 'vitest';
import type { Store } from '../../src/store/open.ts';
import type { PlayedSession } from './played-agents.ts';

interface Row {
  kind: string;
  mark: string;
}

/** How many events of the sessions are not stored yet. */
export function missingOf(store: Store, sessions: readonly PlayedSession[]): number {
  const stored = new Set(rowsOf(store).map(({ kind, mark }) => `${kind} ${mark}`));
  return expectedRows(sessions).filter((row) => !stored.has(row)).length;
}

export function expectStoredOnce(store: Store, sessions: readonly PlayedSession[]): void {
  const stored = rowsOf(store).map(({ kind, mark }) => `${kind} ${mark}`);
  expect(stored.sort()).toEqual(expectedRows(sessions).sort());
  const ids = store.prepare('SELECT id FROM sessions').pluck().all();
  expect(new Set(ids).size).toBe(ids.length);
}

/** Prompts and answers by their text, calls and results by the agent's id of the call. */
function rowsOf(store: Store): Row[] {
  return store
    .prepare(
      `SELECT kind, coalesce(tool_use_id, text) AS mark FROM sessions
       WHERE kind IN ('user_prompt', 'assistant_message', 'tool_call', 'tool_result')`,
    )
    .all() as Row[];
}

function expectedRows(sessions: readonly PlayedSession[]): string[] {
  return sessions.flatMap(({ turns }) =>
    turns.flatMap(({ prompt, toolUseId, answer }) => [
      `user_prompt ${prompt}`,
      `tool_call ${toolUseId}`,
      `tool_result ${toolUseId}`,
      `assistant_message ${answer}`,
    ]),
  );
}
