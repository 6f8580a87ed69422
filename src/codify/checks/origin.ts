/** Words of tools, files, web pages and MCP servers are data: none of them becomes an instruction. */

import type { SessionEvent } from '../../types.ts';
import { oneLine, ruleKey } from '../rules.ts';
import { type Check, type CheckContext, type CheckedLine, isClaim, spansOf, userQuotesOf } from './check.ts';

export const checkOrigin: Check = ({ lines, context }) =>
  lines.filter(isClaim).flatMap((line) => {
    const message = foreignWords(line, context);
    return message === null ? [] : [{ code: 'origin', message, line: line.line, held: false }];
  });

function foreignWords(line: CheckedLine, context: CheckContext): string | null {
  const quotesError = spansOf(line.text).some(({ before }) => before.endsWith('failed with '));
  for (const event of line.events) {
    if (event.kind === 'tool_call') continue;
    if (event.kind === 'tool_result' && (quotesError || event.meta?.denied === true)) continue;
    if (event.kind !== 'user_prompt' || event.origin !== 'user' || event.meta?.subagentId !== undefined)
      return `this line rests on words of origin ${event.origin}`;
  }
  for (const quote of userQuotesOf(line.text)) {
    const speakers = line.events.filter((event) => oneLine(event.text ?? '').includes(quote));
    if (speakers.length === 0) return 'the user never said these words';
    if (speakers.every((event) => isPasted(quote, event, context)))
      return 'the user passed these words on from a tool, a file or a page';
  }
  return null;
}

/**
 * True when the words stand in a quoted or fenced part of the prompt, or came into the session from elsewhere before
 * the user sent them.
 */
function isPasted(quote: string, prompt: SessionEvent, context: CheckContext): boolean {
  const own = oneLine((prompt.text ?? '').replace(/```[\s\S]*?(?:```|$)/g, ' ').replace(/^\s*>.*$/gm, ' '));
  if (!own.includes(quote)) return true;
  const key = ruleKey(quote);
  return context.source
    .sessionEvents(prompt.sessionId)
    .some((event) => event.kind === 'tool_result' && ruleKey(`${event.output ?? ''}`).includes(key));
}
