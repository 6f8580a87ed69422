/** What commands printed, as numbers by which lines are known again. Derived; can be made anew. */

import { inTransaction, type Store } from '../open.ts';
import { sql } from '../statements.ts';

/** What one session's commands printed. */
export interface PrintedLines {
  sessionId: string;
  /** Lines of each command that failed, by the id of its call. */
  failed: ReadonlyMap<string, Uint32Array>;
  /** Lines of all that worked together. */
  worked: Uint32Array;
}

/** The row of what worked has no call of its own. */
const WORKED = '';

/** Replaces what is known of a session. */
export function savePrintedLines(store: Store, { sessionId, failed, worked }: PrintedLines): void {
  inTransaction(store, () => {
    sql(store, 'DELETE FROM printed_lines WHERE session_id = ?').run(sessionId);
    const insert = sql(store, 'INSERT INTO printed_lines (session_id, event_id, lines) VALUES (?, ?, ?)');
    for (const [eventId, lines] of [...failed, [WORKED, worked] as const])
      if (lines.length > 0)
        insert.run(sessionId, eventId, Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength));
  });
}

/** What the sessions of a project printed, one after the other, those without output left out. */
export function* printedLinesOfProject(store: Store, projectId: string): Generator<PrintedLines> {
  const rows = sql(
    store,
    `SELECT printed_lines.session_id AS sessionId, event_id AS eventId, lines
     FROM session_heads JOIN printed_lines USING (session_id) WHERE project_id = ? ORDER BY sessionId, eventId`,
  ).iterate(projectId) as IterableIterator<{ sessionId: string; eventId: string; lines: Buffer }>;
  let session = nothing('');
  for (const { sessionId, eventId, lines } of rows) {
    if (session.sessionId !== sessionId) {
      if (session.sessionId !== '') yield session;
      session = nothing(sessionId);
    }
    // A copy, since a blob need not begin where a number may.
    const numbers = new Uint32Array(Uint8Array.from(lines).buffer);
    if (eventId === WORKED) session.worked = numbers;
    else session.failed.set(eventId, numbers);
  }
  if (session.sessionId !== '') yield session;
}

const nothing = (sessionId: string) => ({
  sessionId,
  failed: new Map<string, Uint32Array>(),
  worked: new Uint32Array(),
});
