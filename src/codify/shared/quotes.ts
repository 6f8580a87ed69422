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

/** How a line that tells of a failure begins: an error's name, a level, where it stands, whose program says it. */
const LABEL =
  /^(?:(?:[\w.$]{1,60}(?:Error|Exception|Panic)|fatal|panic|error|err|npm (?:error|err!)|failed|E)(?:\[\w+\])?(?: [A-Z]+\d+)?|[\w./-]{1,60}(?:[:(]\d+)+\)?)[:!]? /i;
/** What a failure is told with. */
const FAILURE =
  /\b(?:not|no|cannot|can't|unable|failed|failure|fails|invalid|missing|unknown|unexpected|undefined|denied|refused|rejected|conflict|expired|mismatch|timed out|timeout|too|unresolved|already|exited?|code|status|declined|\w+n't|unauthorized|forbidden|requires?|required)\b/i;
/** What an order is given with. */
const ORDER =
  /\b(?:please|must|should|shall|need|try|run|use|install|ignore|execute|you|your|curl|wget|sudo|see|set|before|after|first|then|instead|always|never|ensure|only|until|unless)\b/i;

/**
 * What of an error line may be shown: its first sentence, short, without an address, where it tells of a failure and gives no
 * order. Whoever wrote the failing program, or what it read, wrote the line. Null where nothing may.
 */
export function safeErrorText(line: string | undefined): string | null {
  // Marks in front, `! [remote rejected]`, say nothing.
  const flat = (line ?? '')
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}[(]+/u, '')
    .trim();
  const label = LABEL.exec(flat)?.[0] ?? '';
  const rest = flat.slice(label.length);
  const said = rest.slice(0, /[.!?;](?:\s|$)|,\s|\s[-\u2013\u2014]+\s/.exec(rest)?.index ?? rest.length);
  const text = `${label}${said}`.trim();
  if (text.length < 8 || !FAILURE.test(said) || ORDER.test(said)) return null;
  if (MARKUP.test(text)) return null;
  return text.length <= MAX_ERROR ? text : text.slice(0, MAX_ERROR).replace(/\s+\S*$/, '');
}

/** What no report of a failure needs; an arrow between two names is none of it. */
export const MARKUP = /[`<{}|$“”]|(?<! -)>|:\/\/|\bwww\.|[^\x20-\x7e]/;

/** In characters. */
const MAX_ERROR = 100;
