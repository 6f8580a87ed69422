import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CliContext, processContext } from '../../src/cli/context.ts';
import { displayWidth, printTable, recurring, shorten, wrap } from '../../src/cli/terminal/output.ts';
import { throughRim } from '../../src/cli/terminal/rim.ts';
import { oneLine, printable } from '../../src/cli/terminal/visible.ts';
import { ago, bytes, count, tildePath } from '../../src/lib/in-words.ts';

function terminal(columns: number): { context: CliContext; lines: string[] } {
  const lines: string[] = [];
  const out = (line = '') => void lines.push(line);
  const context = throughRim({ ...processContext(), columns, out, style: (_, text) => text });
  return { context, lines };
}

describe('text of a session', () => {
  test('cannot drive the terminal', () => {
    expect(oneLine('a\u001b[31mred\u001b[0m \u001b]0;title\u0007b\u202ec\u0000\r\nd')).toBe(
      'ared \\x1b]0;title\\x07b\\u202ec\\x00 d',
    );
  });

  test('keeps its lines where lines are shown', () => {
    expect(printable('a\r\n\tb\u0008')).toBe('a\n\tb\\x08');
  });

  test('never keeps a control character, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be gone
        expect(oneLine(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

test('styles of our own reach the terminal, those in a text are text', () => {
  const lines: string[] = [];
  const context = throughRim({
    ...processContext(),
    out: (line = '') => void lines.push(line),
    style: (name, text) => `\u001b[${name}m${text}\u001b[0m`,
  });
  context.out(`${context.style('red', 'a\u001b[32mb')}\u001b[0mc`);
  expect(lines).toEqual(['\u001b[redma\\x1b[32mb\u001b[0m\\x1b[0mc']);
});

describe('width', () => {
  test('a wide character takes two cells', () => {
    expect(displayWidth('日本 é')).toBe(6);
  });

  test('a text that is too wide ends in an ellipsis and fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(displayWidth(shorten(text, width))).toBeLessThanOrEqual(width);
      }),
    );
    expect(shorten('release a patch', 10)).toBe('release a…');
  });

  test('wrapping loses no word and keeps every line within the width', () => {
    expect(wrap('one two three\n\nfour', 7)).toEqual(['one two', 'three', '', 'four']);
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,30}$/)),
        fc.integer({ min: 2, max: 30 }),
        (words, width) => {
          const lines = wrap(words.join(' '), width);
          expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('a very long text', () => {
  const family = '👩‍👩‍👧e\u0301漢';

  test('is measured as its parts are, wherever they lie', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(60), (before, times) => {
        const text = `${'a'.repeat(before)}${family.repeat(times)}`;
        expect(displayWidth(text)).toBe(before + times * displayWidth(family));
      }),
    );
  });

  test('is measured in time that grows with it, a flood of accents too', () => {
    expect(displayWidth(family.repeat(40_000))).toBe(40_000 * displayWidth(family));
    expect(displayWidth(`e${'\u0301'.repeat(200_000)}`)).toBeLessThan(1_000);
  });
});

describe('a table', () => {
  const columns = [
    { title: 'NAME', whole: true },
    { title: 'N', align: 'right' as const },
    { title: 'TEXT' },
  ];

  test('aligns its columns', () => {
    const { context, lines } = terminal(80);
    printTable(context, columns, [
      ['a', '1', 'first'],
      ['bbbbbb', '12', 'second'],
    ]);
    expect(lines).toEqual(['NAME     N  TEXT', 'a        1  first', 'bbbbbb  12  second']);
  });

  test('is cut to the terminal, but for columns that must stay whole', () => {
    const { context, lines } = terminal(30);
    printTable(context, columns, [['a-name-to-copy', '1', 'a text that is far too long for this']]);
    expect(lines[1]).toBe('a-name-to-copy  1  a text tha…');
  });

  test('lets its last column go on below itself where it may', () => {
    const { context, lines } = terminal(20);
    printTable(context, [{}, { wrap: true }], [['name', 'one two three four five']]);
    expect(lines).toEqual(['name  one two three', '      four five']);
  });

  test('is never cut when no terminal reads it', () => {
    const { context, lines } = terminal(Number.POSITIVE_INFINITY);
    printTable(context, [{}], [['x'.repeat(500)]]);
    expect(lines).toEqual(['x'.repeat(500)]);
  });

  test('of no rows prints nothing', () => {
    const { context, lines } = terminal(80);
    printTable(context, columns, []);
    expect(lines).toEqual([]);
  });
});

test('amounts read as people write them', () => {
  expect([recurring(1), recurring(3)]).toEqual(['1 kind of work that recurs', '3 kinds of work that recur']);
  expect([count(1, 'session'), count(1200, 'session'), count(2, 'copy', 'copies')]).toEqual([
    '1 session',
    '1,200 sessions',
    '2 copies',
  ]);
  expect([bytes(0), bytes(999), bytes(1_500), bytes(2_340_000)]).toEqual([
    '0 B',
    '999 B',
    '1.5 kB',
    '2.3 MB',
  ]);
  const minute = 60_000;
  expect([0, 5 * minute, 180 * minute, 4 * 1440 * minute].map((age) => ago(0, age))).toEqual([
    'just now',
    '5 min ago',
    '3 h ago',
    '4 days ago',
  ]);
});

test('only a path below home is written with a tilde', () => {
  expect(['/h/me', '/h/me/x', '/h/mean'].map((path) => tildePath(path, '/h/me'))).toEqual([
    '~',
    '~/x',
    '/h/mean',
  ]);
});
