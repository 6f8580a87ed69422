import { expect, test } from 'vitest';
import { readCodexPrompt } from '../../hooks/codex/prompt.ts';

test.each([
  '<recommended_plugins>\n<plugin name="mail"/>\n</recommended_plugins>',
  '<environment_context>\n  <cwd>/home/robin/shop</cwd>\n</environment_context>',
  '<permissions instructions>\nask first\n</permissions instructions>',
  '# AGENTS.md instructions for /home/robin/shop\n\nbe brief',
])('what Codex and its hosts put into the user role is no prompt: %j', (text) => {
  expect(readCodexPrompt(text)).toBeNull();
});

test('a person may write about such elements', () => {
  const text = 'why does it send <recommended_plugins> to me?';
  expect(readCodexPrompt(text)).toEqual({ text, origin: 'user' });
});
