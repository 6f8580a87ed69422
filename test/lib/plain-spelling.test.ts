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

// A rule that read on from every position would not come back from these within the test's limit.
test.each(['\\', '&', '\\u', '&#', '\u200b', ' ', '"', 'а'])('reads a long text of %j', (mark) => {
  expect(plainSpelling(mark.repeat(300_000)).length).toBeLessThanOrEqual(mark.length * 300_000);
});
