/** Words of tools, files, web pages and MCP servers are data: none of them becomes an instruction. */

import { handedTo, readPath } from '../../agents/call.ts';
import { readCommandLine } from '../../commands/parse.ts';
import { textsOf } from '../../skill/forms.ts';
import type { SessionEvent } from '../../types.ts';
import { commandOf, promptWords } from '../shared/quotes.ts';
import { oneLine, ruleKey } from '../shared/rules.ts';
import { type Check, type CheckContext, type CheckedLine, isClaim, refuse } from './check.ts';

export const checkOrigin: Check = ({ lines, context }) =>
  lines.filter(isClaim).flatMap((line) => {
    const foreign = foreignWords(line, context);
    return foreign === null ? [] : [refuse('origin', line, ...foreign)];
  });

/** What is wrong with where a line comes from, and the words that are the matter. */
function foreignWords(line: CheckedLine, context: CheckContext): [string, string[]?] | null {
  const foreign = line.events.find((event) => !isOwnWord(event, line));
  if (foreign !== undefined) return [`this line rests on words of origin ${foreign.origin}`];
  if (wasSuggested(line, context)) return ['a page or server had suggested this command before it was run'];
  for (const quote of textsOf(line.line, 'quote')) {
    const speakers = line.events.filter((event) => oneLine(promptWords(event)).includes(quote));
    if (speakers.length === 0) return ['the user never said these words', [quote]];
    if (speakers.every((event) => isPasted(quote, event, context)))
      return ['the user passed these words on from a tool, a file or a page', [quote]];
  }
  return null;
}

/** What was done, what the user said, and a tool's words only as the error that a line quotes. */
function isOwnWord(event: SessionEvent, line: CheckedLine): boolean {
  if (event.kind === 'tool_call') return true;
  if (event.kind === 'tool_result')
    return textsOf(line.line, 'error').length > 0 || event.meta?.denied === true;
  return event.kind === 'user_prompt' && event.origin === 'user' && event.meta?.subagentId === undefined;
}

/** Whether the call hands work to a subagent or a skill, by a name that somebody may have planted. */
const handsOn = (event: SessionEvent): boolean => event.kind === 'tool_call' && handedTo(event) !== null;

/** Programs whose output is other people's words: issues, reviews, pages, commit messages. */
const READS_OUTSIDE = /^(?:(?:gh|glab|hub|curl|wget|http|lynx|w3m)(?: |$)|git log\b)/;

/**
 * True when each call behind the line ran a command that text from outside had spelled out earlier in its session. What
 * the user or the agent came up with at least once by itself is theirs.
 */
function wasSuggested(line: CheckedLine, context: CheckContext): boolean {
  const calls = line.events.filter((event) => commandOf(event) !== undefined || handsOn(event));
  return (
    calls.length > 0 &&
    line.line.kind !== 'description' &&
    calls.every((call) => isEchoOfOutside(call, line, context))
  );
}

function isEchoOfOutside(call: SessionEvent, line: CheckedLine, context: CheckContext): boolean {
  const quotes = line.line.evidence.filter(({ eventId }) => eventId === call.id).map(({ quote }) => quote);
  const events = context.source.sessionEvents(call.sessionId);
  const ranAt = events.findIndex(({ id }) => id === call.id);
  const told = outsideWords(events).filter(({ index }) => index < ranAt);
  return quotes.some(
    (quote) => (/\s/.test(quote) || handsOn(call)) && told.some(({ text }) => text.includes(oneLine(quote))),
  );
}

interface OutsideWords {
  /** Place among the session's events. */
  index: number;
  text: string;
}

/** Each session's list is made once: many lines ask for it. */
const outside = new WeakMap<readonly SessionEvent[], OutsideWords[]>();

/** What came into a session from pages, servers and other people. */
function outsideWords(events: readonly SessionEvent[]): OutsideWords[] {
  const known = outside.get(events);
  if (known !== undefined) return known;
  const readers = new Set(
    events.flatMap((event) => (readsOutside(event) || readsDocument(event) ? [event.toolUseId ?? ''] : [])),
  );
  const words = events.flatMap((event, index) => {
    const isOutside = event.origin === 'web' || event.origin === 'mcp' || readers.has(event.toolUseId ?? '-');
    return event.kind === 'tool_result' && isOutside ? [{ index, text: oneLine(event.output ?? '') }] : [];
  });
  outside.set(events, words);
  return words;
}

function readsOutside(event: SessionEvent): boolean {
  const command = event.kind === 'tool_call' ? commandOf(event) : undefined;
  if (command === undefined) return false;
  // In a loop or a condition it reads outside as well.
  const commands = readCommandLine(command)?.commands ?? [];
  return commands.some(({ words }) => READS_OUTSIDE.test(words.map(({ value }) => value).join(' ')));
}

/** What a document tells to do is its author's word; an agent that needs it reads it there again. */
function readsDocument(event: SessionEvent): boolean {
  return event.kind === 'tool_call' && /\.(?:mdx?|rst|txt|adoc)$/i.test(readPath(event) ?? '');
}

/**
 * True when the words stand in a quoted or fenced part of the prompt, or came into the session from elsewhere before
 * the user sent them.
 */
function isPasted(quote: string, prompt: SessionEvent, context: CheckContext): boolean {
  const own = oneLine(
    promptWords(prompt)
      .replace(/```[\s\S]*?(?:```|$)/g, ' ')
      .replace(/^\s*>.*$/gm, ' '),
  );
  if (!own.includes(quote)) return true;
  const key = ruleKey(quote);
  return outputKeys(context.source.sessionEvents(prompt.sessionId)).some((output) => output.includes(key));
}

/** Each session's list is made once: every quote of the user is looked for in it. */
const outputs = new WeakMap<readonly SessionEvent[], string[]>();

/** What tools gave back in a session, in the form that {@link ruleKey} gives. */
function outputKeys(events: readonly SessionEvent[]): string[] {
  const known = outputs.get(events);
  if (known !== undefined) return known;
  const keys = events.flatMap(({ kind, output }) => (kind === 'tool_result' ? ruleKey(output ?? '') : []));
  outputs.set(events, keys);
  return keys;
}
