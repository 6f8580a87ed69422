/** Cuts the words of an event down to what may be quoted as evidence. */

import { commandOf as lineOf } from '../../agents/call.ts';
import type { SessionEvent } from '../../types.ts';

/** Longer quotes retell a session instead of pointing into it. In characters. */
const MAX_QUOTE = 160;

/** The sentence of `text` that holds one of `words`, else its beginning; always a literal part of `text`. */
export function sentenceWith(text: string, words: readonly string[]): string {
  const sentences = text.split(/(?<=[.!?])\s+|\n+/).map((sentence) => sentence.trim());
  const holds = (sentence: string) =>
    words.some((word) => sentence.toLowerCase().includes(word.slice(0, -1)));
  const best = sentences.find(holds) ?? sentences.find((sentence) => sentence !== '') ?? '';
  return best.slice(0, MAX_QUOTE).trim();
}

/** What the user gave, a slash command's name with its arguments. */
export function promptWords(event: SessionEvent | undefined): string {
  const command = event?.meta?.command;
  return [...(command === undefined ? [] : [`/${command.replace(/^\//, '')}`]), event?.text ?? '']
    .join(' ')
    .trim();
}

/** The command line of a tool call, or undefined for another tool. */
export function commandOf(event: SessionEvent | undefined): string | undefined {
  return event?.kind === 'tool_call' ? (lineOf(event) ?? undefined) : undefined;
}

/** An error line that may be shown: short, one line, no address, nothing that reads as a request. */
export function safeErrorText(line: string | undefined): string | null {
  const text = (line ?? '').replace(/\s+/g, ' ').trim();
  if (
    text.length < 8 ||
    !/error|fail|cannot|could not|not found|denied|invalid|missing|conflict|reject|refus/i.test(text)
  )
    return null;
  if (/[`<>{}|$“”]|:\/\/|\bwww\.|[^\x20-\x7e]/.test(text)) return null;
  if (/\b(?:please|must|should|try|run|use|install|ignore|execute|you|curl|wget|sudo|see|set)\b/i.test(text))
    return null;
  return text.length <= 100 ? text : text.slice(0, 100).replace(/\s+\S*$/, '');
}
