/** Recognises sessions that a program started, by the one prompt it gave. */

import { findHead, saveHead } from '../store/heads.ts';
import { inTransaction, type Store } from '../store/open.ts';
import { singlePromptSessions } from '../store/prompts.ts';

/** Prompts that agree so far are one template with other material behind it. */
const SAME_START = 200;
/** A person does not give the same page of instructions on the command line that often. */
const MIN_SESSIONS = 4;

/** An answer asked for in a form that programs read. */
const FOR_A_PROGRAM =
  /\b(?:return|respond|reply|answer|output|print)\b[^.\n]{0,60}\b(?:json|yaml|xml|csv|jsonl)\b|\breturn (?:\[\]|\{\}|null)/i;
/** Instructions, a rule, and the material: a template that was filled in. */
const FILLED_TEMPLATE = /\S[ \t]{0,8}\n\s{0,8}(?:-{3,40}|={3,40}|#{3,40})\s{0,8}\n\s{0,8}\S/;

/**
 * Marks a project's sessions as started by a program: one prompt, given on the command line, that at least
 * `MIN_SESSIONS` of them begin alike, or that is a filled template or wants an answer for a program to read. Short prompts
 * are left alone.
 * @returns how many sessions were marked now
 */
export function markProgramSessions(store: Store, projectId: string): number {
  return inTransaction(store, () => {
    let marked = 0;
    for (const sessionId of programSessions(singlePromptSessions(store, projectId))) {
      const head = findHead(store, sessionId);
      if (head === null || head.headless) continue;
      saveHead(store, { ...head, headless: true });
      marked++;
    }
    return marked;
  });
}

function programSessions(sessions: readonly { sessionId: string; text: string }[]): Set<string> {
  const byStart = new Map<string, string[]>();
  const found = new Set<string>();
  for (const { sessionId, text } of sessions) {
    if (text.length < SAME_START) continue;
    if (FOR_A_PROGRAM.test(text) || FILLED_TEMPLATE.test(text)) found.add(sessionId);
    const start = text.slice(0, SAME_START);
    byStart.set(start, [...(byStart.get(start) ?? []), sessionId]);
  }
  for (const alike of byStart.values()) {
    if (alike.length >= MIN_SESSIONS) for (const sessionId of alike) found.add(sessionId);
  }
  return found;
}
