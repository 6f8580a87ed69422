/** What was said in a Codex rollout: prompts in both of their forms, answers, summaries of a compaction. */

import type { EventMeta, JsonObject, ParsedEvent } from '../../src/types.ts';
import { digest, listOf, textOf } from '../fields.ts';
import { readCodexParts } from './prompt.ts';
import { type RolloutLine, type RolloutState, rolloutEvent, unnamedId } from './state.ts';

interface PromptContent {
  /** Some versions write a prompt as an event and again as an item. */
  form: 'event' | 'item' | 'message';
  id: string | null;
  texts: string[];
  images: number;
}

/** A prompt as written up to early 2026: `event_msg/user_message`. */
export function legacyPrompt({ payload, position }: RolloutLine, state: RolloutState): ParsedEvent[] {
  const images = listOf(payload.images).length + listOf(payload.local_images).length;
  return prompt({ form: 'event', id: null, texts: [textOf(payload.message) ?? ''], images }, position, state);
}

/** A prompt as written by 0.169: a `UserMessage` item. */
export function itemPrompt(item: JsonObject, position: number, state: RolloutState): ParsedEvent[] {
  const content = listOf(item.content);
  const texts = content.flatMap((part) => (part.type === 'text' ? (textOf(part.text) ?? []) : []));
  const images = content.filter((part) => /image/i.test(textOf(part.type) ?? '')).length;
  return prompt({ form: 'item', id: textOf(item.id), texts, images }, position, state);
}

function prompt(content: PromptContent, position: number, state: RolloutState): ParsedEvent[] {
  const { images } = content;
  const words = readCodexParts(content.texts);
  if (content.form !== 'message') state.tellsPrompts = true;
  if (words === null && images === 0) return [];
  const text = words?.text ?? '';
  if (repeatsOtherForm(content.form, text, state)) return [];
  const meta = { ...promptMeta(state), ...(images === 0 ? {} : { images }) };
  if (state.prompts !== null) state.prompts += 1;
  const byProgram = state.scheduled || words?.origin === 'system';
  const origin = state.subagentId !== null ? 'assistant' : byProgram ? 'system' : 'user';
  const part = content.id ?? unnamedId(state, 'prompt', text);
  return [rolloutEvent(state, part, position, { kind: 'user_prompt', origin, text, meta })];
}

/** Whether the prompt just read was this one, in the other form. */
function repeatsOtherForm(form: PromptContent['form'], text: string, state: RolloutState): boolean {
  const mark = digest(text);
  const repeats = state.lastPrompt === `${form === 'item' ? 'event' : 'item'} ${mark}`;
  state.lastPrompt = repeats ? null : `${form} ${mark}`;
  return repeats;
}

function promptMeta(state: RolloutState): EventMeta {
  if (state.subagentId !== null) return {};
  if (state.headless) return { promptSource: 'headless' };
  // A second prompt inside one turn was typed while the agent was at work.
  return { promptSource: (state.prompts ?? 0) > 0 ? 'queued' : 'typed' };
}

/** A message: an answer of the model, or what it was given in the user role. */
export function message(line: RolloutLine, state: RolloutState): ParsedEvent[] {
  const { role, content } = line.payload;
  if (role === 'assistant') return assistantMessage(line, state);
  if (role !== 'user' || state.tellsPrompts) return [];
  const parts = listOf(content);
  const texts = parts.flatMap((part) => (part.type === 'input_text' ? (textOf(part.text) ?? []) : []));
  const images = parts.filter(({ type }) => type === 'input_image').length;
  state.held = { texts: texts.filter((text) => !ELEMENT.test(text)), images, position: line.position };
  return [];
}

/** What stands in one element as a whole is context, under whatever name: a person's words stand in none. */
const ELEMENT = /^\s*<([a-z_]+)[\s>][\s\S]*<\/\1>\s*$/i;

/** The prompt that was held, now that the line behind it shows that no other tells it. */
export function heldPrompt(state: RolloutState): ParsedEvent[] {
  const { held } = state;
  state.held = null;
  if (held === null) return [];
  const { texts, images, position } = held;
  return prompt({ form: 'message', id: null, texts, images }, position, state);
}

function assistantMessage({ payload, metadata, position }: RolloutLine, state: RolloutState): ParsedEvent[] {
  // A compaction's summary is written as an answer too, though nobody reads it as one.
  if (metadata.compaction_output === true) return [];
  const parts = listOf(payload.content).filter((part) => part.type === 'output_text');
  const text = parts.flatMap((part) => textOf(part.text) ?? []).join('\n');
  if (text.trim() === '') return [];
  const part = textOf(payload.id) ?? unnamedId(state, 'answer', text);
  const meta = state.model === null ? {} : { model: state.model };
  return [
    rolloutEvent(state, part, position, { kind: 'assistant_message', origin: 'assistant', text, meta }),
  ];
}

/** A compaction; its text is the summary that takes the place of the conversation. */
export function compacted({ payload, position }: RolloutLine, state: RolloutState): ParsedEvent[] {
  const text = textOf(payload.message) ?? '';
  const part = unnamedId(state, 'compacted', text);
  return [rolloutEvent(state, part, position, { kind: 'compaction', origin: 'system', text })];
}
