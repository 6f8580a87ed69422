/** A session as turns: what a person asked and what the agent did about it. */

import type { StoredEvent } from '../../store/events.ts';
import { isRealPrompt } from '../../types.ts';

/** A real prompt and everything up to the next one. */
export interface Turn {
  prompt: StoredEvent;
  /** Index among the session's real prompts, from 0. */
  index: number;
  events: StoredEvent[];
}

/**
 * The turns of one session's events (in order); what comes before the first prompt belongs to none. A prompt that a program
 * sends again and again, as a hook does when the agent stops, goes on with the turn that it interrupts.
 */
export function turnsOf(events: readonly StoredEvent[]): Turn[] {
  const turns: Turn[] = [];
  const sent = textsOfPrograms(events);
  let index = 0;
  for (const event of events) {
    const isPrompt = isRealPrompt(event);
    if (isPrompt && !(turns.length > 0 && sent.has(event.text ?? '')))
      turns.push({ prompt: event, index, events: [] });
    else turns.at(-1)?.events.push(event);
    if (isPrompt) index += 1;
  }
  return turns;
}

/** Nobody types so much, so soon after the agent's last sign of life, so often, and always the same. */
const PROGRAM = { times: 3, chars: 60, withinMs: 3_000 };

function textsOfPrograms(events: readonly StoredEvent[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const [place, event] of events.entries()) {
    const { text = '', at, meta } = event;
    const pause = at - (events[place - 1]?.at ?? at);
    if (!isRealPrompt(event) || meta?.command !== undefined) continue;
    if (text.length >= PROGRAM.chars && pause <= PROGRAM.withinMs)
      counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([text, count]) => (count >= PROGRAM.times ? [text] : [])));
}

/** A prompt's words; a slash command's name comes before its arguments. */
export function promptText(prompt: StoredEvent): string {
  const command = prompt.meta?.command;
  const text = prompt.text ?? '';
  if (command === undefined || text.startsWith(`/${command}`)) return text;
  return `/${command}${text === '' ? '' : ` ${text}`}`;
}

/** The name of the slash command a prompt runs, with or without its tags; null for ordinary words and paths. */
export function slashCommand(text: string): string | null {
  return /^\s*\/([A-Za-z][\w-]*(?::[\w-]+)*)(?=\s|$)/.exec(text)?.[1] ?? null;
}
