/** Recognises sessions that a program started again and again with one and the same prompt. */

import { findHead, saveHead } from '../store/heads.ts';
import { inTransaction, type Store } from '../store/open.ts';
import { singlePromptSessions } from '../store/prompts.ts';

/** Prompts that agree so far are one template with other material behind it. */
const SAME_START = 200;
/** A person does not give the same page of instructions on the command line that often. */
const MIN_SESSIONS = 4;

/**
 * Marks a project's sessions as started by a program: one prompt, given on the command line, whose beginning at least
 * `MIN_SESSIONS` of them share. Short prompts are left alone.
 * @returns how many sessions were marked now
 */
export function markProgramSessions(store: Store, projectId: string): number {
  return inTransaction(store, () => {
    const byStart = new Map<string, string[]>();
    for (const { sessionId, text } of singlePromptSessions(store, projectId)) {
      if (text.length < SAME_START) continue;
      const start = text.slice(0, SAME_START);
      byStart.set(start, [...(byStart.get(start) ?? []), sessionId]);
    }
    let marked = 0;
    for (const sessionId of [...byStart.values()].filter((ids) => ids.length >= MIN_SESSIONS).flat()) {
      const head = findHead(store, sessionId);
      if (head === null || head.headless) continue;
      saveHead(store, { ...head, headless: true });
      marked++;
    }
    return marked;
  });
}
