/** Tells what a person wrote from what Codex and its hosts put into user messages. */

/**
 * Elements that Codex, its desktop app and its IDE extension send in the user role. None is a person's words.
 * Names from codex-cli 0.34 to 0.169 rollouts and that version's program.
 */
const INJECTED = [
  'environment_context',
  'user_instructions',
  'recommended_plugins',
  'permissions instructions',
  'collaboration_mode',
  'skills_instructions',
  'skill',
  'turn_aborted',
  'subagent_notification',
  'user_shell_command',
  'side_conversation',
  'image_resize_notice',
  'model_switch',
];
const INJECTED_ELEMENT = new RegExp(`^\\s*<(?:${INJECTED.join('|')})(?:\\s[^>]*)?>`);
const AGENTS_FILE = /^\s*# AGENTS\.md instructions\b/;

/** The prompt of a scheduled run of the desktop app: `<heartbeat><automation_id>…`. */
const HEARTBEAT = /^\s*<heartbeat>/;

/** The IDE extension puts open tabs, a selection and the like above the request, under headings of the first level. */
const IDE_CONTEXT = /^\s*# Context from my IDE setup:/;
const IDE_REQUEST = /^## My request for Codex:[^\S\n]*\n/gm;

export interface CodexPrompt {
  text: string;
  /** `user`: a person's words. `system`: a program's prompt, such as an automation's. */
  origin: 'user' | 'system';
}

/** A user message's text as a prompt, or null when it is context that nobody asked anything with. */
export function readCodexPrompt(text: string): CodexPrompt | null {
  if (text.trim() === '' || INJECTED_ELEMENT.test(text) || AGENTS_FILE.test(text)) return null;
  if (HEARTBEAT.test(text)) return { text, origin: 'system' };
  // What is selected may spell the request's heading: the last one is behind all of it.
  const request = /^\s*# /.test(text) ? [...text.matchAll(IDE_REQUEST)].at(-1) : undefined;
  if (request === undefined) return IDE_CONTEXT.test(text) ? null : { text, origin: 'user' };
  const words = text.slice(request.index + request[0].length).trim();
  return words === '' ? null : { text: words, origin: 'user' };
}

/** A message's texts as one prompt; each is read by itself, for what one of them holds may look like another. */
export function readCodexParts(texts: readonly string[]): CodexPrompt | null {
  const prompts = texts.flatMap((text) => readCodexPrompt(text) ?? []);
  const [first] = prompts;
  if (first === undefined) return null;
  const own = prompts.filter(({ origin }) => origin === first.origin);
  return { text: own.map(({ text }) => text).join('\n'), origin: first.origin };
}
