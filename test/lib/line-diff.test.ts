import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from '../../src/lib/line-diff.ts';

test('a change is shown with three lines around it', () => {
  const before = '1\n2\n3\n4\n5\n6\n7\n8\n9\n';
  const after = '1\n2\n3\n4\nfive\n6\n7\n8\n9\n';
  expect(unifiedDiff('f', before, after)).toEqual([
    '--- f',
    '+++ f',
    '@@ -2,7 +2,7 @@',
    ' 2',
    ' 3',
    ' 4',
    '-5',
    '+five',
    ' 6',
    ' 7',
    ' 8',
  ]);
});

test('a file that is made or goes is told from /dev/null', () => {
  expect(unifiedDiff('f', null, 'a\n')).toEqual(['--- /dev/null', '+++ f', '@@ -0,0 +1,1 @@', '+a']);
  expect(unifiedDiff('f', 'a\n', null)).toEqual(['--- f', '+++ /dev/null', '@@ -1,1 +0,0 @@', '-a']);
});

test('no change is no diff', () => {
  expect(unifiedDiff('f', 'a\n', 'a\n')).toEqual([]);
});

test('git applies what is shown', () => {
  const folder = mkdtempSync(join(process.env.HOME ?? '', 'diff-'));
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', '{', '}'), { minLength: 1, maxLength: 30 })
    .map((lines) => `${lines.join('\n')}\n`);
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after);
      writeFileSync(join(folder, 'f'), before);
      const patch = `${unifiedDiff('f', before, after).join('\n')}\n`;
      execFileSync('git', ['apply', '--unidiff-zero', '-p0', '-'], { cwd: folder, input: patch });
      expect(readFileSync(join(folder, 'f'), 'utf8')).toBe(after);
    }),
    { numRuns: 40 },
  );
});
