import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ToolCall } from '../../src/agents/call.ts';
import { marrow, writtenLines } from '../../src/mine/read/written-lines.ts';
import type { JsonObject } from '../../src/types.ts';

test('what a formatter changes is not in the marrow', () => {
  const spaces = fc.array(fc.constantFrom(' ', '\n', '\t', ',', ';', '(', ')'), {
    minLength: 1,
    maxLength: 4,
  });
  const words = fc.array(fc.stringMatching(/^[a-z=+.{}[\]]{1,8}$/), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(words, fc.array(spaces, { minLength: 8, maxLength: 8 }), (parts, gaps) => {
      const apart = parts.map((part, index) => part + (gaps[index] ?? []).join('')).join('');
      expect(marrow(apart)).toBe(marrow(parts.join(' ')));
    }),
  );
});

const call = (input: JsonObject): ToolCall =>
  'input' in input
    ? { agent: 'codex', tool: 'apply_patch', input }
    : { agent: 'claude-code', tool: 'Edit', input };
const long = (name: string) => `const ${name} = computeThePriceOf(${name}Input)`;

test.each([
  ['a new file', { file_path: '/r/a.ts', content: `${long('a')}\n}\n` }, '/r/a.ts'],
  [
    'an edit',
    { file_path: '/r/a.ts', old_string: long('b'), new_string: `${long('b')}\n${long('a')}` },
    '/r/a.ts',
  ],
  [
    'many edits',
    { file_path: '/r/a.ts', edits: [{ old_string: 'x', new_string: long('a') }, null] },
    '/r/a.ts',
  ],
  [
    'a patch',
    {
      input: `*** Begin Patch\n*** Update File: a.ts\n@@\n ${long('c')}\n-${long('b')}\n+${long('b')}\n+${long('a')}\n*** End Patch`,
    },
    'a.ts',
  ],
  [
    'a patch that moves a file',
    { input: `*** Begin Patch\n*** Update File: a.ts\n*** Move to: b.ts\n@@\n+${long('a')}\n*** End Patch` },
    'b.ts',
  ],
])('%s wrote its new telling lines, and none that it kept', (_, input, path) => {
  expect(writtenLines(call(input))).toEqual([{ path, lines: [marrow(long('a'))] }]);
});

test('a patch of two files wrote each its own', () => {
  const input = {
    input: `*** Begin Patch\n*** Add File: a.ts\n+${long('a')}\n*** Delete File: old.ts\n*** Update File: b.ts\n@@\n+${long('b')}\n*** End Patch`,
  };
  expect(writtenLines(call(input))).toEqual([
    { path: 'a.ts', lines: [marrow(long('a'))] },
    { path: 'b.ts', lines: [marrow(long('b'))] },
  ]);
});

test('an input that names no file wrote nothing', () => {
  expect(writtenLines(call({ file_path: 3, content: null, edits: 'x' }))).toEqual([]);
});
