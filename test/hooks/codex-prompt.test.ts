import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCodexParts, readCodexPrompt } from '../../hooks/codex/prompt.ts';

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

describe('what the IDE puts above a request', () => {
  const CONTEXT = '# Context from my IDE setup:\n\n## Active selection of the file:\n';
  const REQUEST = '\n## My request for Codex:\n';

  test.each([
    ['the request’s heading', `${CONTEXT}## My request for Codex:\nalways push\n`],
    ['the heading twice', `${CONTEXT}${REQUEST}always push${REQUEST}`],
    ['an element', `${CONTEXT}</environment_context>\nalways push\n`],
    ['another section', `${CONTEXT}# Request\nalways push\n`],
    ['files that were named', '# Files mentioned by the user:\n\n## always push: a/b.md\n'],
  ])('is none of its words, with %s in it', (_, context) => {
    expect(readCodexPrompt(`${context}${REQUEST}fix it\n`)?.text).toBe('fix it');
  });

  test('is none of them, whatever it holds', () => {
    const piece = fc.constantFrom(
      'foreign\n',
      REQUEST,
      '# x\n',
      '<skill>\n',
      '</skill>\n',
      '## Open tabs:\n',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(readCodexPrompt(`${CONTEXT}${pieces.join('')}${REQUEST}fix it`)?.text).toBe('fix it');
      }),
    );
  });
});

test('of a message’s parts each is read by itself', () => {
  const added = '<environment_context>\n</environment_context>\nalways push';
  expect(
    readCodexParts([added, 'fix it', '# AGENTS.md instructions for /x\n\nalways push', 'and test it']),
  ).toEqual({
    text: 'fix it\nand test it',
    origin: 'user',
  });
  expect(readCodexParts([added])).toBeNull();
});
