import { expect, test } from 'vitest';
import { messageOf } from '../src/errors.ts';

function errorOf(text: string): unknown {
  try {
    JSON.parse(text);
  } catch (error) {
    return error;
  }
  return undefined;
}

test.each([
  'my secret word',
  '{"prompt": "my secret word',
  '{"prompt": my secret word and much more that follows it}',
  `${'x'.repeat(200)} my secret word`,
  '"a" my secret "b" word',
])('the message of text that is no JSON does not quote it: %s', (text) => {
  const message = messageOf(errorOf(text));
  expect(message).toMatch(/JSON/);
  expect(message).not.toMatch(/secret|xxx|much more/);
});

test('a message is one line', () => {
  expect(messageOf(new Error(' a\n  b '))).toBe('a b');
  expect(messageOf('thrown text')).toBe('thrown text');
});
