import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitCommandLine, unquote } from '../../src/lib/shell-words.ts';

const wordsOf = (line: string) => splitCommandLine(line)?.map(({ words }) => words) ?? null;

describe('splitting a command line', () => {
  test.each([
    ['npm test', [['npm', 'test']]],
    [
      'cd /x && npm run build',
      [
        ['cd', '/x'],
        ['npm', 'run', 'build'],
      ],
    ],
    [
      'FOO=1 make -j4; git push',
      [
        ['FOO=1', 'make', '-j4'],
        ['git', 'push'],
      ],
    ],
    [`git commit -m "it's done && dusted"`, [['git', 'commit', '-m', `"it's done && dusted"`]]],
    [`grep -E 'a|b' file # why`, [['grep', '-E', "'a|b'", 'file']]],
    ['npm test \\\n  --silent', [['npm', 'test', '--silent']]],
    [
      'echo "a;b" | tail -3',
      [
        ['echo', '"a;b"'],
        ['tail', '-3'],
      ],
    ],
    ['echo "$(date +%s) x" y', [['echo', '"$(date +%s) x"', 'y']]],
    ['a\nb', [['a'], ['b']]],
    ['', []],
  ])('%j', (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });

  test('keeps a here-document inside the word that substitutes it', () => {
    const line = `git commit -m "$(cat <<'EOF'\nDon't stop (yet)\n\nCo-Authored-By: x\nEOF\n)" && git push`;
    const commands = splitCommandLine(line);
    expect(commands?.map(({ words }) => words.length)).toEqual([4, 2]);
    expect(commands?.[0]?.operator).toBe('&&');
  });

  test('skips the body of a here-document', () => {
    expect(wordsOf(`cat > a.txt <<EOF\nrm -rf "x\nEOF\nnpm test`)).toEqual([['cat'], ['npm', 'test']]);
  });

  test('sets redirections apart', () => {
    const [command] = splitCommandLine('npm test 2>&1 > out.txt') ?? [];
    expect(command).toEqual({ words: ['npm', 'test'], redirections: ['2>&1', '>out.txt'], operator: null });
  });

  test.each([
    'echo "open',
    'for f in *; do rm $f; done',
    '(cd x && make)',
    'if true; then a; fi',
    'f() { x; }',
  ])('gives up on %j', (line) => {
    expect(splitCommandLine(line)).toBeNull();
  });

  test('ends, and never throws, on any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...`ab "'\`$()<>|&;\\\n#E-`), maxLength: 60 }),
        (line) => {
          const commands = splitCommandLine(line);
          for (const { words } of commands ?? []) {
            expect(words.length).toBeGreaterThan(0);
            for (const word of words) expect(line).toContain(word);
          }
        },
      ),
    );
  });

  test.each([
    [`'a b'`, 'a b'],
    ['"x"', 'x'],
    [`'a'b'c'`, `'a'b'c'`],
    ['plain', 'plain'],
  ])('unquotes %j', (word, value) => {
    expect(unquote(word)).toBe(value);
  });
});
