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

/** The turns of one session's events (in order); what comes before the first prompt belongs to none. */
export function turnsOf(events: readonly StoredEvent[]): Turn[] {
  const turns: Turn[] = [];
  for (const event of events) {
    if (isRealPrompt(event)) turns.push({ prompt: event, index: turns.length, events: [] });
    else turns.at(-1)?.events.push(event);
  }
  return turns;
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
