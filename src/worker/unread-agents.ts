/** Names the agent whose session a file holds, where hivemind cannot read it: so that an import says whose was left out. */

/**
 * What the first lines of an agent's own records, or of its export, hold together, and no other's. Told by the programs
 * themselves: Gemini CLI 0.61, opencode 1.18 (`opencode export`), aider 0.86 (`.aider.chat.history.md`), Copilot CLI 1.0,
 * Copilot in VS Code (Chat: Export), Qwen Code 0.24.
 */
const SIGNS: Readonly<Record<string, readonly RegExp[]>> = {
  'Gemini CLI': [/^\s*\{\s*"sessionId"/, /"projectHash"\s*:/],
  opencode: [/^\s*\{\s*"info"\s*:\s*\{\s*"id"\s*:\s*"ses_/],
  aider: [/^\s*# aider chat started at \d{4}-/],
  'GitHub Copilot CLI': [/^\{"type":"session\.start"/, /"copilotVersion"/],
  'GitHub Copilot': [/^\s*\{/, /"responderUsername"\s*:\s*"GitHub Copilot"/],
  'Qwen Code': [/^\{/, /"provenance"\s*:\s*"(?:real_user|system)"/],
};

/** @param start of the file: its first few thousand characters */
export function unreadAgent(start: string): string | null {
  return Object.keys(SIGNS).find((name) => SIGNS[name]?.every((sign) => sign.test(start))) ?? null;
}
