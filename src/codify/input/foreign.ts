/** Which words in a project's record are whose: the user's, the agent's own doing, or anybody else's. */

import { callKind, commandOf } from '../../agents/call.ts';
import { printsOwnWords } from '../../commands/prints.ts';
import { isRealPrompt, type SessionEvent } from '../../types.ts';

/** What the user gave as an answer, what a list of tasks holds: nothing came in with these. */
const WITHOUT_WORDS = new Set(['ask', 'plan', 'todo']);

/**
 * True for a result that may hold anybody's words. Every one does but those of the project's own runs, and what the user
 * answered.
 * @param call the call that the result answers; a result without one is foreign
 */
export function isForeignResult(result: SessionEvent, call: SessionEvent | undefined): boolean {
  if (result.kind !== 'tool_result' || result.meta?.denied === true) return false;
  if (call === undefined) return true;
  if (result.origin === 'web' || result.origin === 'mcp') return true;
  const kind = callKind(call);
  if (WITHOUT_WORDS.has(kind)) return false;
  const line = kind === 'command' ? commandOf(call) : null;
  return line === null || !printsOwnWords(line);
}

/** Where foreign words stood, for a reader: `a file`. */
export function sourceName(result: SessionEvent, call: SessionEvent | undefined): string {
  const kind = call === undefined ? 'other' : callKind(call);
  if (result.origin === 'web' || kind === 'web') return 'a page';
  if (result.origin === 'mcp') return 'an answer of a server';
  if (kind === 'delegate') return 'a subagent’s answer';
  if (kind === 'skill') return 'a skill';
  if (kind === 'command') return 'the output of a command';
  return kind === 'read' || kind === 'search' || result.origin === 'file' ? 'a file' : 'the answer of a tool';
}

/** A prompt as long as a page, or with headings, was pasted: a plan, a ticket, a log. In characters. */
const MAX_SPOKEN = 1500;

/** What the user wrote in a prompt themselves: nothing that is fenced or quoted, nothing of a pasted document. */
export function ownWordsOf(event: SessionEvent): string {
  if (!isRealPrompt(event) && event.meta?.denied !== true) return '';
  const text = event.text ?? '';
  if (text.length > MAX_SPOKEN || (text.match(/^#{1,6} /gm) ?? []).length >= 2) return '';
  return withoutQuoted(text);
}

/** A text without its code fences and quoted lines. */
export const withoutQuoted = (text: string): string =>
  text.replace(/```[\s\S]*?(?:```|$)/g, ' ').replace(/^[ \t]*>.*$/gm, ' ');
