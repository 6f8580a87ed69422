/** Compares the rows of a session with what was played: everything exactly once, nothing else. */

import { expect } from 'vitest';
import type { StoredEvent } from '../../src/store/events.ts';
import { type EventKind, isRealPrompt } from '../../src/types.ts';
import type { Sandbox } from '../support/agents/sandbox.ts';
import type { Played } from './played.ts';

/** A session's record, reduced to what the person and the model know of it. */
interface Account {
  /** In order. */
  prompts: string[];
  /** Tool calls and results by the model's ids, sorted: calls of one reply may end in any order. */
  calls: string[];
  results: string[];
  /** What the model said, sorted. */
  said: string[];
}

/**
 * Waits until the session's rows are all there, and checks that they are what was played.
 * @param ended whether its end is among them: not when the agent was killed
 */
export async function expectRecorded(sandbox: Sandbox, played: Played, ended = true): Promise<StoredEvent[]> {
  const expected = accountOfPlay(played);
  const accountOf = (rows: readonly StoredEvent[]) => accountOfRows(rows, new Set(expected.calls));
  const size = (account: Account) => JSON.stringify(Object.values(account).map((list) => list.length));
  const rows = await sandbox.rowsWhen(
    played.sessionId,
    `${ended ? 'an' : 'no'} end and ${JSON.stringify(expected)}`,
    (found) =>
      found.some(({ kind }) => kind === 'session_end') === ended && size(accountOf(found)) === size(expected),
  );
  expect(accountOf(rows)).toEqual(expected);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  return rows;
}

function accountOfPlay({ prompts, exchanges }: Played): Account {
  const spoken = exchanges.filter(({ lane }) => lane === 'main' || lane === 'subagent');
  const ids = spoken.flatMap(({ calls }) => calls.map(({ id }) => id)).sort();
  const said = spoken.flatMap((exchange) => exchange.said?.trim() ?? []).sort();
  return { prompts, calls: ids, results: ids, said };
}

/** @param issued the model's ids: what the person ran by hand, or a script of the model, has others */
function accountOfRows(rows: readonly StoredEvent[], issued: ReadonlySet<string>): Account {
  const of = (wanted: EventKind) => rows.filter(({ kind }) => kind === wanted);
  const ids = (kind: EventKind) =>
    of(kind).flatMap(({ toolUseId = '' }) => (issued.has(toolUseId) ? toolUseId : []));
  const said = of('assistant_message').filter(({ meta }) => meta?.apiError !== true);
  return {
    prompts: rows.filter(isRealPrompt).map(({ text }) => text ?? ''),
    calls: ids('tool_call').sort(),
    results: ids('tool_result').sort(),
    said: said.map(({ text }) => text?.trim() ?? '').sort(),
  };
}
