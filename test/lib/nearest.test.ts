import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from '../../src/lib/nearest.ts';

const VERBS = ['status', 'skillify', 'sessions', 'config'];

test.each([
  ['statsu', 'status'],
  ['sesions', 'sessions'],
  ['CONFIG', 'config'],
  ['ski', 'skillify'],
])('%s is meant to be %s', (typed, meant) => {
  expect(nearest(typed, VERBS)).toBe(meant);
});

test.each(['', 'x', 'dashboard'])('%j is near to none', (typed) => {
  expect(nearest(typed, VERBS)).toBeUndefined();
});

test('among no names there is none', () => {
  expect(nearest('status', [])).toBeUndefined();
});

test('a name is nearest to itself', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z-]{4,12}$/), { minLength: 1 });
  fc.assert(
    fc.property(names, (known) => {
      const name = known.at(-1) ?? '';
      const found = nearest(name, known) ?? '';
      expect(found.startsWith(name)).toBe(true);
    }),
  );
});
