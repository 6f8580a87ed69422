import { describe, expect, test } from 'vitest';
import { cuesOf } from '../../src/mine/episodes/cues.ts';
import { preferenceSentences } from '../../src/mine/episodes/preferences.ts';
import { normaliseError } from '../../src/mine/read/error-signature.ts';
import { goalOf } from '../../src/mine/read/prompt-text.ts';
import { slashCommand } from '../../src/mine/read/turns.ts';
import { termsOf } from '../../src/words/terms.ts';

describe('reading a prompt takes time in proportion to its length', () => {
  const FILLERS = [' ', '\r', '\n', 'a', 'a/', '<a ', '<system-reminder>', '```', 'at x', "don't ", '不'];
  const readers = { goalOf, termsOf, cuesOf, preferenceSentences };

  /** The quickest of some readings, ms. */
  const quickest = (read: (text: string) => unknown, text: string) =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const from = performance.now();
        read(text);
        return performance.now() - from;
      }),
    );

  test.each(Object.keys(readers))('%s', (name) => {
    const read = readers[name as keyof typeof readers] as (text: string) => unknown;
    const growths = FILLERS.map((filler) => {
      const [short, long] = [20_000, 320_000].map((chars) => filler.repeat(chars / filler.length));
      read(short ?? '');
      // Sixteen times the text: a quadratic pattern takes 256 times as long. Below a millisecond the clock is noise.
      return quickest(read, long ?? '') / Math.max(1, quickest(read, short ?? ''));
    });
    expect(Math.max(...growths)).toBeLessThan(64);
  });
});

describe('the goal', () => {
  test('leaves out code, logs and tags, and keeps headings', () => {
    const text =
      '# Fix login\n<system-reminder>be nice</system-reminder>\n```\nx()\n```\n2026-01-01 10:00 boot\nit fails on Safari';
    expect(goalOf(text)).toBe('# Fix login\nit fails on Safari');
  });

  test('of a pasted log alone is the log', () => {
    expect(goalOf('Traceback (most recent call last):')).toBe('Traceback (most recent call last):');
  });

  test('of a plan is the plan', () => {
    expect(goalOf('Implement the following plan:\n\n# Move to redis')).toBe('# Move to redis');
  });
});

test('an error is the same whatever its file, number and hash', () => {
  expect(normaliseError('src/a/b.ts:12:3 - error TS2304 at 9f8e7d6c5b')).toBe(
    normaliseError('lib/x.ts:7:1 - error TS9 at 1a2b3c4d5e'),
  );
});

test.each([
  ['always run the linter before you commit', 1],
  ['USE "uv pip"!', 1],
  ['please never touch the generated files. thanks', 1],
  ['should we always retry?', 0],
  ['add a retry to the queue', 0],
  ['```\nnever say never again\n```', 0],
])('"%s" states %i rules', (text, count) => {
  expect(preferenceSentences(text)).toHaveLength(count);
});

test.each([
  ['/review 12', 'review'],
  [' /tools:check', 'tools:check'],
  ['/usr/bin/env is missing', null],
  ['review this', null],
])('the slash command of "%s" is %s', (text, expected) => {
  expect(slashCommand(text)).toBe(expected);
});
