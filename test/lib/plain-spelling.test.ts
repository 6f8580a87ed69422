import { expect, test } from 'vitest';
import { plainSpelling, plainWords } from '../../src/lib/plain-spelling.ts';

test.each([
  ['ma\u200bke\u00a0it', 'make it'],
  ['“x” ‘y’ — z', '"x" \'y\' - z'],
  ['&quot;a&#45;b&quot; &amp;quot;c&amp;quot;', '"a-b" "c"'],
  ['\\"a\\u002db\\"\\nc', '"a-b"\nc'],
  ['m\u0430ke ｍａｋｅ', 'make make'],
])('what reads alike is spelled alike: %j', (text, plain) => {
  expect(plainSpelling(text)).toBe(plain);
});

test('words of other scripts stay words', () => {
  expect(plainWords('Тесты прошли, 테스트!')).toHaveLength(3);
});

test('takes no longer a letter for long texts of one mark than for short ones', () => {
  const time = (text: string) => {
    const start = performance.now();
    plainSpelling(text);
    return performance.now() - start;
  };
  for (const mark of ['\\', '&', '\\u', '&#', '\u200b', ' ', '"', 'а']) {
    const growth = time(mark.repeat(100_000)) / Math.max(1, time(mark.repeat(10_000)));
    // Ten times the text; a hundred times the time would be quadratic.
    expect(growth).toBeLessThan(60);
  }
});
