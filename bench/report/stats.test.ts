import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spreadCell } from './print.ts';
import { growthExponent, median, quantile, spreadOf } from './stats.ts';

describe('a quantile', () => {
  test.each([
    [[5], 0.99, 5],
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2.5],
    [[1, 2, 3, 4, 5], 0.25, 2],
    [[10, 20], 0.99, 19.9],
    [[1, 2, 3], 0, 1],
    [[1, 2, 3], 1, 3],
  ])('of %j at %d is %d', (values, q, expected) => {
    expect(quantile(values, q)).toBeCloseTo(expected, 10);
  });

  test('lies between the least and the greatest value, and never falls as q rises', () => {
    const samples = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
    const q = fc.double({ noNaN: true, min: 0, max: 1 });
    fc.assert(
      fc.property(samples, q, q, (values, one, other) => {
        const [low, high] = [quantile(values, Math.min(one, other)), quantile(values, Math.max(one, other))];
        const slack = 1e-6;
        expect(low).toBeGreaterThanOrEqual(Math.min(...values) - slack);
        expect(high).toBeLessThanOrEqual(Math.max(...values) + slack);
        expect(low).toBeLessThanOrEqual(high + slack);
      }),
    );
  });

  test('does not reorder what it is given', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('a spread', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  test('counts the runs and tells the median, the slow ones and the slowest', () => {
    expect(spreadOf(hundred)).toEqual({
      runs: 100,
      p50Ms: 50.5,
      p95Ms: expect.closeTo(95.05),
      p99Ms: expect.closeTo(99.01),
      maxMs: 100,
    });
  });

  test('is shown with p99, or with the longest run where there are fewer than a hundred', () => {
    expect([spreadCell(spreadOf(hundred)), spreadCell(spreadOf([1, 2, 30]), 0)]).toEqual([
      '50.5 (99.0)',
      '2 (max 30)',
    ]);
  });
});

describe('a growth exponent', () => {
  const sizes = [1_000, 10_000, 100_000];

  test.each([
    ['a constant', () => 7, 0],
    ['a proportion', (n: number) => 3 * n, 1],
    ['a square', (n: number) => n * n, 2],
    ['a root', (n: number) => Math.sqrt(n), 0.5],
  ])('of %s is told', (_, of, expected) => {
    expect(growthExponent(sizes, sizes.map(of))).toBeCloseTo(expected, 10);
  });

  test('takes every size into account, not only the first and the last', () => {
    expect(growthExponent([1, 10, 100, 1_000], [1, 1, 100, 1])).not.toBeCloseTo(0, 2);
  });
});
