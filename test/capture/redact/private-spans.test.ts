import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutPrivate } from '../../../src/capture/redact/private-spans.ts';

describe('what is marked private', () => {
  test.each([
    [
      'goes, and what stands around it stays',
      'a <private>x</private> b <private>x</private>',
      'a «private» b «private»',
    ],
    ['goes in whatever case the marks are written', '<Private>x</PRIVATE> b', '«private» b'],
    [
      'goes with marks that lie within it',
      'a <private>x <private>x</private> x</private> b',
      'a «private» b',
    ],
    ['goes over several lines', 'a\n<private>\nx\n</private>\nb', 'a\n«private»\nb'],
    ['ends nothing that was not begun', 'a </private> b', 'a </private> b'],
  ])('%s', (_rule, text, shown) => {
    expect(withoutPrivate(text, true)).toBe(shown);
    expect(withoutPrivate(text, false)).toBe(shown);
  });

  test('goes to the end when a person did not close it; a tool’s output that only names the mark stays', () => {
    expect(withoutPrivate('a <private>x', true)).toBe('a «private»');
    expect(withoutPrivate('see <private> in the manual', false)).toBe('see <private> in the manual');
    expect(withoutPrivate('a <private>x <private>x</private> b', true)).toBe('a «private»');
    expect(withoutPrivate('a <private>x <private>x</private> b', false)).toBe('a «private» b');
  });

  test('never outlives its marks, wherever they stand; without them nothing changes', () => {
    const part = fc.constantFrom('a ', '<private>', '</private>', '\n', '<privat', 'é');
    fc.assert(
      fc.property(fc.array(part), fc.array(part), (before, after) => {
        const text = `${before.join('')}<private>hidden</private>${after.join('')}`;
        for (const isOpenEnded of [true, false]) {
          expect(withoutPrivate(text, isOpenEnded)).not.toContain('hidden');
        }
        const plain = before.join('').replaceAll(/<\/?private>/g, '');
        expect(withoutPrivate(plain, true)).toBe(plain);
      }),
    );
  });
});
