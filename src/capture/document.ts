/** Stores a session that is read as a whole: an export, which another one of the same conversation may replace. */

import { createHash } from 'node:crypto';
import { appendEvent } from '../store/events.ts';
import { findHead, isCaptureOff, saveHead } from '../store/heads.ts';
import { inTransaction, type Store } from '../store/open.ts';
import { removeReadBefore } from '../store/session-counts.ts';
import { findCursor, saveCursor } from '../store/transcripts.ts';
import type { AgentId, ParsedEvent } from '../types.ts';
import { turnFilter } from './forgotten-turns.ts';
import { prepareEvent } from './prepare.ts';
import type { CustomRules } from './redact/custom-rules.ts';

export interface Document {
  path: string;
  bytes: number;
  agent: AgentId;
  sessionId: string;
  /** Milliseconds since the epoch. */
  readAt: number;
  /** Whether it tells when it was written. */
  isTimed: boolean;
  /** Whether it shows that a program, and no person, started the session. */
  headless: boolean;
  /** What its events' ids begin with; null where they are the agent's own. */
  reader: string | null;
}

/**
 * Stores a document's events, in place of those that an older reader made of it, and remembers that it was read, in one
 * transaction. The session must have a head.
 * @param events as the parser made them, texts in full
 * @returns why nothing of it was stored, or null
 */
export function storeDocument(
  store: Store,
  document: Document,
  events: readonly ParsedEvent[],
  custom: CustomRules,
): 'unchanged' | 'forgotten' | null {
  const { path, bytes, agent, sessionId, readAt, isTimed, headless, reader } = document;
  const fingerprint = fingerprintOf(events);
  return inTransaction(store, () => {
    if (isCaptureOff(store, sessionId) || findCursor(store, path)?.fingerprint === fingerprint)
      return 'unchanged';
    const turns = turnFilter(store, agent, isTimed ? 'near' : 'none');
    const kept = turns.keep(events.map((event) => prepareEvent(event, custom)));
    if (kept.length === 0 && turns.hasLeftOut) return 'forgotten';
    const head = findHead(store, sessionId);
    if (head === null) throw new Error(`session ${sessionId} has no head`);
    const { workspaceId, projectId } = head;
    const latest = kept.reduce((last, { at }) => Math.max(last, at), 0);
    if (reader !== null) removeReadBefore(store, sessionId, reader, latest);
    for (const event of kept) {
      appendEvent(store, { ...event, agent, workspaceId, projectId });
      head.startedAt = Math.min(head.startedAt, event.at);
      head.lastEventAt = Math.max(head.lastEventAt, event.at);
    }
    saveHead(store, { ...head, headless: head.headless || headless });
    saveCursor(store, {
      path,
      agent,
      sessionId,
      subagentId: null,
      inode: 0,
      offset: bytes,
      fingerprint,
      lines: 0,
      invalidLines: 0,
      unknownTypes: {},
      parserState: {},
      readAt,
    });
    return null;
  });
}

/** Ids hold a digest of all that was said before them: the last one tells of the whole. */
function fingerprintOf(events: readonly ParsedEvent[]): string {
  const last = events.at(-1)?.id ?? '';
  return createHash('sha256').update(`${events.length} ${last}`).digest('hex').slice(0, 16);
}
